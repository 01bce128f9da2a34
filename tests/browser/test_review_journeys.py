"""A reviewer at work, five dossiers in a row: on a phone by touch, on a computer by keyboard alone."""

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlmodel import col

from app.models import Assignment, Review
from tests.live import Live
from tests.world import NOW, add_dossier

pytestmark = pytest.mark.browser
NAMES = ("admitted", "second", "third", "fourth", "fifth")


@pytest.fixture
def five(live: Live) -> Live:
    """Five dossiers to read for gerard, none of them begun."""
    house = live.house
    with house.database.writing() as db:
        given = select(Assignment).where(
            col(Assignment.dossier_id) == house.world.dossiers["decided"],
            col(Assignment.reviewer_id) == house.world.people["gerard"],
        )
        db.execute(given).scalar_one().state = "withdrawn"
        for name in NAMES[1:]:
            dossier = add_dossier(db, house.world, name, state="admitted")
            row = Assignment(
                dossier_id=dossier.id,
                reviewer_id=house.world.people["gerard"],
                created_at=NOW,
                created_by=house.world.people["helene"],
            )
            db.add(row)
    return live


def _given(live: Live) -> list[str]:
    """Where each review stands, with its mark."""
    with live.house.database.reading() as db:
        mine = col(Review.reviewer_id) == live.house.world.people["gerard"]
        ids = {live.house.world.dossiers[name]: place for place, name in enumerate(NAMES)}
        rows = db.execute(select(Review).where(mine)).scalars()
        return [
            f"{row.state} {row.mean:.2f}"
            for row in sorted((row for row in rows if row.dossier_id in ids), key=lambda row: ids[row.dossier_id])
        ]


def _faults(page: Page) -> list[str]:
    """What the page says to its console."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def test_five_dossiers_are_reviewed_on_a_phone_by_touch(chromium: Browser, five: Live) -> None:
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="fr-FR"
    )
    five.sign_in(context, "gerard")
    page = context.new_page()
    said = _faults(page)
    page.goto(f"{five.url}/reviewer")
    expect(page.get_by_role("heading", level=1)).to_contain_text("il reste 5 lectures")
    page.get_by_role("link", name="Commencer : Dossier admitted").tap()

    for name in NAMES:
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Dossier {name}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.get_by_role("link", name="Noter").tap()
        page.locator("details.beside summary").first.tap()
        expect(page.locator("details.beside").first.get_by_text(f"Résumé secret de {name}.")).to_be_visible()
        page.locator('label[for="score-strategy-4"]').tap()
        page.locator('label[for="score-anchoring-2"]').tap()
        page.locator("#comment-strategy").tap()
        page.locator("#comment-strategy").press_sequentially("Une force.")
        page.locator("#comment").tap()
        page.locator("#comment").press_sequentially("Un projet déjà debout.")
        expect(page.locator("#saved")).to_contain_text("Enregistré à", timeout=9000)
        page.get_by_role("button", name="Rendre l’évaluation").tap()
        page.wait_for_url("**/submit")
        page.get_by_role("button", name="Rendre l’évaluation").tap()
        page.wait_for_url(lambda url: not url.endswith("/submit"))

    expect(page.get_by_text("Il ne vous en reste aucune.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Toutes vos évaluations sont rendues")
    assert _given(five) == ["submitted 3.33"] * 5
    assert said == []
    context.close()


def test_five_dossiers_are_reviewed_on_a_computer_by_keyboard_alone(chromium: Browser, five: Live) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    five.sign_in(context, "gerard")
    page = context.new_page()
    said = _faults(page)
    page.goto(f"{five.url}/reviewer")
    page.get_by_role("link", name="Commencer : Dossier admitted").press("Enter")
    keys = page.keyboard

    for name in NAMES:
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Dossier {name}")
        keys.press("?")
        expect(page.locator("#keys")).to_have_attribute("open", "")
        keys.press("?")
        # To the first criterion, its mark, its comment; then the next ones, and the opinion after the last.
        keys.press("Alt+ArrowDown")
        keys.press("4")
        keys.press("Enter")
        keys.type("Une force.")
        keys.press("Alt+ArrowDown")
        keys.press("2")
        keys.press("Alt+ArrowDown")
        keys.press("5")
        keys.press("Alt+ArrowDown")
        expect(page.locator("#comment")).to_be_focused()
        keys.type("Un projet déjà debout, 4 sur 5 ?")
        expect(page.locator("#scored")).to_have_text("3 critères notés sur 3")
        if name == "second":
            # Passing to the next one keeps it; it is taken up again at the end.
            keys.press("Control+Enter")
            expect(page.get_by_text("C’est enregistré. Voici la suivante.")).to_be_visible()
            continue
        _hand_in(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Dossier second")
    _hand_in(page)
    expect(page.get_by_text("Il ne vous en reste aucune.")).to_be_visible()
    assert _given(five) == ["submitted 3.50"] * 5
    assert said == []
    context.close()


def _hand_in(page: Page) -> None:
    page.get_by_role("button", name="Rendre l’évaluation").press("Enter")
    page.wait_for_url("**/submit")
    page.get_by_role("button", name="Rendre l’évaluation").press("Enter")
    page.wait_for_url(lambda url: not url.endswith("/submit"))
