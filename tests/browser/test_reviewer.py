"""A reviewer in a real browser: by keyboard on a phone, saved without asking, and in two tabs."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import update
from sqlmodel import col

from app.models import Criterion
from tests.live import Live
from tests.services.reviewing import review

pytestmark = pytest.mark.browser


@pytest.fixture
def live_reviewer(live: Live) -> Live:
    """A live house where one criterion is a number, because its levels are only landmarks."""
    with live.house.database.writing() as db:
        db.execute(update(Criterion).where(col(Criterion.key) == "anchoring").values(levels={"fr": ["Rien.", "Tout."]}))
    return live


@pytest.fixture
def phone(chromium: Browser, live_reviewer: Live) -> Iterator[BrowserContext]:
    """A phone where gerard is signed in."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="fr-FR")
    live_reviewer.sign_in(context, "gerard")
    yield context
    context.close()


def opened(context: BrowserContext, live: Live) -> Page:
    page = context.new_page()
    page.goto(f"{live.url}/reviewer/dossiers/{live.house.world.dossiers['admitted']}")
    return page


def kept(live: Live) -> tuple[int, str] | None:
    with live.house.database.reading() as db:
        found = review(db, live.house, "admitted", "gerard")
        return (found.version, found.comment) if found else None


def test_a_review_is_scored_by_keyboard_on_a_phone(phone: BrowserContext, live_reviewer: Live) -> None:
    page = opened(phone, live_reviewer)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("link", name="Noter").focus()
    page.keyboard.press("Enter")
    page.locator("#score-strategy").focus()

    page.keyboard.press("Space")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("La convention emporte la conviction.")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.type("4")

    expect(page.locator("#provisional")).to_have_text("Note provisoire 4,00 sur 5, sur 2 critères")
    expect(page.locator("#scored")).to_have_text("2 critères notés sur 3")
    page.locator("#comment").focus()
    page.keyboard.type("Un projet déjà debout.")
    page.get_by_role("button", name="Rendre l’évaluation").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/submit")
    page.get_by_role("button", name="Rendre l’évaluation").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Votre évaluation est rendue.")).to_be_visible()
    with live_reviewer.house.database.reading() as db:
        given = review(db, live_reviewer.house, "admitted", "gerard")
        assert given is not None
        assert (given.state, given.mean) == ("submitted", 4.0)


def test_what_is_typed_is_saved_without_asking_again_and_again(phone: BrowserContext, live_reviewer: Live) -> None:
    page = opened(phone, live_reviewer)

    page.locator("#comment").fill("Premier jet.")
    expect(page.locator("#saved")).to_contain_text("version 1")
    page.locator("#comment").fill("Second jet.")
    expect(page.locator("#saved")).to_contain_text("version 2")

    assert kept(live_reviewer) == (2, "Second jet.")
    assert page.locator("#comment").input_value() == "Second jet."


def test_everything_works_without_scripts(chromium: Browser, live_reviewer: Live) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="fr-FR")
    live_reviewer.sign_in(context, "gerard")
    page = opened(context, live_reviewer)

    page.locator("#score-strategy-4").check()
    page.locator("#comment").fill("Sans script.")
    page.get_by_role("button", name="Enregistrer", exact=True).click()

    expect(page.locator("#saved")).to_contain_text("version 1")
    expect(page.locator("#provisional")).to_have_text("Note provisoire 4,00 sur 5, sur 1 critère")
    context.close()
