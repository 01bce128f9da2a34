"""Doors to choose, from a mail or from one's account, how one is written to about what one reads."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import NotFound
from app.forms.account import ReadingMail
from app.services import reading_wishes
from app.web.binding import Posted, blank
from app.web.body import Body
from app.web.database import Db
from app.web.guards import Me, Now, TheHall
from app.web.hall import Hall
from app.web.i18n import N_
from app.web.pages import Page
from app.web.stopping import READINGS, person_behind

router = APIRouter()


@router.post("/account/reading-mail")
def choose_signed_in(form: Posted[ReadingMail], page: Page, db: Db, me: Me, now: Now) -> Response:
    """Choose in one's account."""
    if not form.ok:
        return page.see("/account#reading-mail", N_("Choisissez l’une des trois façons d’être prévenu."), tone="orange")
    reading_wishes.choose(db, me.id, form.form.wanted, now=now)
    return page.see("/account#reading-mail", N_("C’est noté : les courriels de vos lectures suivront ce choix."))


@router.get("/reading-mail/{token}")
def ask(token: str, hall: TheHall, db: Db, page: Page) -> Response:
    """Buttons: mail scanners open links, only people press buttons."""
    wish = reading_wishes.wish_of(db, _behind(hall, token))
    return page("account/reading_mail.html", token=token, wish=wish, done=False, form=blank(page.language))


@router.post("/reading-mail/{token}")
def choose(token: str, hall: TheHall, body: Body, db: Db, page: Page, now: Now) -> Response:
    """Choose from the mail; mail programs send this by themselves, without a choice, when asked to unsubscribe."""
    person, typed = _behind(hall, token), str(body.get("wanted", "none"))
    wanted: reading_wishes.ReadingMail = next((one for one in reading_wishes.EVERY if one == typed), "none")
    reading_wishes.choose(db, person, wanted, now=now)
    return page("account/reading_mail.html", token=token, wish=wanted, done=True, form=blank(page.language))


def _behind(hall: Hall, token: str) -> UUID:
    found = person_behind(hall.settings, token, READINGS)
    if found is None:
        raise NotFound("dead_link")
    return found
