"""Doors to stop reminders from a mail, and to have them again: the link is enough."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import NotFound
from app.services import reminders
from app.web.body import Body
from app.web.database import Db
from app.web.guards import TheHall
from app.web.hall import Hall
from app.web.pages import Page
from app.web.stopping import person_behind

router = APIRouter(prefix="/reminders")


@router.get("/{token}")
def ask(token: str, hall: TheHall, page: Page) -> Response:
    """A button: mail scanners open links, only people press buttons."""
    _behind(hall, token)
    return page("account/reminders.html", token=token, done="")


@router.post("/{token}")
def choose(token: str, hall: TheHall, body: Body, db: Db, page: Page) -> Response:
    """No more reminders, or reminders again; mail programs send this by themselves when asked to unsubscribe."""
    wanted = body.get("wanted") == "yes"
    reminders.set_wish(db, _behind(hall, token), wanted=wanted)
    return page("account/reminders.html", token=token, done="again" if wanted else "stopped")


def _behind(hall: Hall, token: str) -> UUID:
    found = person_behind(hall.settings, token)
    if found is None:
        raise NotFound("dead_link")
    return found
