"""Wishes in a real browser: by digits alone, on a phone, and without JavaScript."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select
from sqlmodel import col

from app.models import Call, Wish
from tests.live import Live

pytestmark = pytest.mark.browser
MINE = "/reviewer/calls/ptce/wishes"


@pytest.fixture
def asked(live: Live) -> Live:
    """A live house whose call asks for wishes."""
    with live.house.database.writing() as db:
        call = db.get_one(Call, live.house.world.calls["ptce"])
        until = live.house.clock.now() + timedelta(days=5)
        call.reviewing = {"wishes_until": until.isoformat()}
        db.add(call)
    return live


def said(live: Live) -> list[str]:
    with live.house.database.reading() as db:
        return list(db.execute(select(col(Wish.wish)).order_by(col(Wish.wish))).scalars())


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_wishes_are_said_by_keyboard_on_a_phone(chromium: Browser, asked: Live, scripts: bool) -> None:
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="fr-FR", java_script_enabled=scripts
    )  # fmt: skip
    asked.sign_in(context, "gerard")
    page = context.new_page()
    page.goto(asked.url + MINE)

    page.get_by_role("group", name="Mon souhait pour Dossier admitted").get_by_label("Sans avis").focus()
    if scripts:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.keyboard.press("1")
        page.keyboard.press("3")
        expect(page.get_by_role("button", name="Enregistrer")).to_be_focused()
    else:
        # Arrows go round the four answers; Tab passes to the next dossier.
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Vos souhaits sont enregistrés.")).to_be_visible()
    context.close()

    assert said(asked) == ["rather_not", "want"]
