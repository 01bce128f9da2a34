"""Discussions and revisions in a browser: names by a button, read by being shown, nothing lost on leaving."""

import pytest
from playwright.sync_api import Page, expect

from app.services import review_revisions, reviews
from tests.live import Live
from tests.services.reviewing import COMPLETE, actor, dossier
from tests.services.talking import OPEN, give, phases, say

pytestmark = pytest.mark.browser


def _address(live: Live, page: str) -> str:
    return f"{live.url}/reviewer/dossiers/{live.house.world.dossiers['admitted']}/{page}"


def test_somebody_is_called_by_a_button_on_a_telephone_and_what_is_shown_is_read(live: Live, page: Page) -> None:
    phases(live.house, OPEN)
    give(live.house, "francoise")
    say(live.house, "francoise", "Le budget me semble court.")
    live.sign_in(page.context, "gerard")
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(_address(live, "discussion"))
    expect(page.get_by_role("button", name="Marquer comme lu")).to_be_hidden()
    page.get_by_label("Votre message aux évaluateurs et à l’équipe").fill("Un mot @Fr")
    page.get_by_role("button", name="@Françoise Delorieux").click()
    page.keyboard.type("sur la page 4 ?")
    page.get_by_role("button", name="Envoyer le message").click()

    said = page.get_by_role("listitem").filter(has_text="Un mot")
    expect(said.locator("b", has_text="@Françoise Delorieux")).to_be_visible()
    expect(said).to_contain_text("sur la page 4 ?")
    page.goto(f"{live.url}/reviewer/discussions")
    expect(page.get_by_role("heading", name="Rien de nouveau dans vos discussions")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_session_that_ends_in_the_middle_of_a_message_takes_no_word_away(live: Live, page: Page) -> None:
    phases(live.house, OPEN)
    live.sign_in(page.context, "gerard")
    page.goto(_address(live, "discussion"))
    page.get_by_label("Votre message aux évaluateurs et à l’équipe").fill("Un long avis, écrit avec soin.")
    page.context.clear_cookies()
    page.get_by_role("button", name="Envoyer le message").click()
    expect(page.get_by_text("Un long avis")).to_have_count(0)

    live.sign_in(page.context, "gerard")
    page.goto(_address(live, "discussion"))
    expect(page.get_by_text("Votre texte est revenu")).to_be_visible()
    expect(page.get_by_label("Votre message aux évaluateurs et à l’équipe")).to_have_value(
        "Un long avis, écrit avec soin."
    )
    page.get_by_role("button", name="Envoyer le message").click()

    expect(page.get_by_role("listitem").filter(has_text="Un long avis")).to_have_count(1)
    page.goto(_address(live, "discussion"))
    expect(page.get_by_label("Votre message aux évaluateurs et à l’équipe")).to_have_value("")
    expect(page.get_by_text("Votre texte est revenu")).to_be_hidden()


def test_a_revision_that_one_leaves_is_saved_and_counts_only_once_handed_in(live: Live, page: Page) -> None:
    house = live.house
    phases(house, OPEN)
    with house.database.writing() as db:
        row, me, now = dossier(db, house, "admitted"), actor(db, house, "gerard"), house.clock.now()
        kept = reviews.save(db, row, COMPLETE, version=0, actor=me, now=now)
        reviews.submit(db, row, version=kept.version, actor=me, now=now)
    live.sign_in(page.context, "gerard")

    page.goto(_address(live, "revision"))
    page.get_by_label("Avis général").fill("Après discussion, je nuance.")
    with page.expect_request(lambda request: request.method == "POST"):
        page.get_by_role("link", name="Discussion", exact=True).click()
    expect(page.get_by_role("heading", name="Dossier admitted")).to_be_visible()
    page.goto(_address(live, "revision"))
    expect(page.get_by_label("Avis général")).to_have_value("Après discussion, je nuance.")
    with house.database.reading() as db:
        row, me = dossier(db, house, "admitted"), actor(db, house, "gerard")
        found = review_revisions.revision_of(db, row, actor=me, now=house.clock.now())
        assert found.handed["comment"] == COMPLETE.comment
    page.get_by_role("button", name="Rendre cette version").click()
    page.get_by_role("button", name="Rendre cette version").click()

    expect(page.get_by_text("Votre nouvelle évaluation compte.")).to_be_visible()
