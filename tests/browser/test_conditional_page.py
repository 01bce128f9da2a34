"""A page whose questions appear as one answers: typed, announced, kept; and the same without scripts."""

from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conditional import install
from tests.desk import Desk
from tests.live import Live

pytestmark = pytest.mark.browser


@pytest.fixture
def dossier(live: Live) -> UUID:
    install(live.house)
    return Desk(live.house).start()


def _open(page: Page, live: Live, dossier: UUID) -> None:
    live.sign_in(page.context, "claire")
    page.goto(f"{live.url}/applicant/dossiers/{dossier}/sections/kind")


def test_questions_follow_the_answers_and_say_so(live: Live, page: Page, dossier: UUID) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    _open(page, live, dossier)
    since, report = page.get_by_label("Depuis quelle année"), page.get_by_text("Dernier bilan")
    expect(since).to_be_hidden()

    page.get_by_label("Existant").check()
    expect(since).to_be_visible()
    expect(page.locator("[data-announces]")).to_have_text("1 question de plus.")
    expect(page.get_by_label("Existant")).to_be_focused()
    since.fill("2 005")
    expect(report.first).to_be_visible()
    since.fill("2 012")
    expect(report.first).to_be_hidden()
    page.get_by_label("À créer").check()
    expect(since).to_be_hidden()
    page.get_by_label("Existant").check()

    expect(since).to_have_value("2 012")
    assert complaints == []


def test_what_was_typed_is_sent_though_it_is_no_longer_asked(live: Live, page: Page, dossier: UUID) -> None:
    _open(page, live, dossier)
    page.get_by_label("Titre").fill("Le séchoir")
    page.get_by_label("Existant").check()
    page.get_by_label("Depuis quelle année").fill("2005")
    page.get_by_label("À créer").check()

    page.get_by_role("button", name="Enregistrer et continuer").click()

    expect(page.get_by_role("heading", name="Suite")).to_be_visible()
    page.goto(f"{live.url}/applicant/dossiers/{dossier}/sections/kind")
    page.get_by_label("Existant").check()
    expect(page.get_by_label("Depuis quelle année")).to_have_value("2005")


def test_without_scripts_the_button_shows_what_an_answer_opens(live: Live, chromium: Browser, dossier: UUID) -> None:
    context = chromium.new_context(locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    _open(page, live, dossier)
    page.get_by_label("Titre").fill("Le séchoir")
    page.get_by_label("Existant").check()
    page.get_by_role("button", name="Enregistrer et continuer").click()

    expect(page.get_by_text("Votre réponse ouvre 1 question de plus.")).to_be_visible()
    page.get_by_label("Depuis quelle année").fill("2011")
    page.get_by_role("button", name="Enregistrer et continuer").click()

    expect(page.get_by_role("heading", name="Histoire")).to_be_visible()
    context.close()
