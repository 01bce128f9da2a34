"""Messages and corrections in a browser: read by being shown, and taken up on a telephone."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session

from app.forms.exchange import MessageForm
from app.models import Dossier
from app.queries.messages import unread_in
from app.services import corrections, messages
from tests.asking import a_correction
from tests.live import Live
from tests.services.reviewing import actor

pytestmark = pytest.mark.browser


def _dossier(db: Session, live: Live) -> Dossier:
    return db.get_one(Dossier, live.house.world.dossiers["filed"])


def test_what_is_shown_is_read(live: Live, page: Page) -> None:
    with live.house.database.writing() as db:
        dossier, claire = _dossier(db, live), actor(db, live.house, "claire")
        messages.send(db, dossier, MessageForm(text="Une question ?"), actor=claire, now=live.house.clock.now())
        where = f"{live.url}/organiser/calls/ptce/dossiers/{dossier.id}/messages"
    live.sign_in(page.context, "helene")

    page.goto(where)

    expect(page.get_by_text("Une question ?")).to_be_visible()
    expect(page.get_by_role("button", name="Marquer comme lu")).to_be_hidden()
    with live.house.database.reading() as db:
        assert unread_in(db, _dossier(db, live).id, from_organisers=False) == 0


def test_a_correction_is_made_on_a_telephone(live: Live, page: Page) -> None:
    now = live.house.clock.now()
    with live.house.database.writing() as db:
        dossier, form = _dossier(db, live), a_correction("summary", due_at=now + timedelta(days=7))
        corrections.ask(db, dossier, form, actor=actor(db, live.house, "helene"), now=now)
        where = f"{live.url}/applicant/dossiers/{dossier.id}"
    live.sign_in(page.context, "claire")
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(where)
    page.get_by_role("link", name="Question summary").click()
    page.get_by_label("Question summary").fill("Résumé repris, à Romans.")
    expect(page.get_by_text("Tout est repris : il ne reste qu’à déposer.")).to_be_visible(timeout=15_000)
    page.get_by_role("link", name="Vérifier et déposer").click()
    page.get_by_label("Les membres du groupement savent").check()
    page.get_by_label("Je certifie").check()
    page.get_by_role("button", name="Déposer la correction").click()

    expect(page.get_by_role("heading", name="Votre dossier est déposé")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
