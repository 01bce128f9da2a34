"""Doors of builders and of the demonstration: the kit, and the mailbox. Elsewhere they do not exist."""

from fastapi import APIRouter, Response

from app.adapters import geography
from app.adapters.mailbox import Letter, letter, letters
from app.domain.errors import NotFound
from app.web.guards import Someone, TheHall
from app.web.hall import Hall
from app.web.pages import Page

router = APIRouter()


@router.get("/kit")
def kit(page: Page, hall: TheHall, _someone: Someone) -> Response:
    """Every piece of the design, in each state."""
    if not (hall.settings.dev or hall.settings.demo):
        raise NotFound
    return page("dev/kit.html", outlines=geography.outlines())


@router.get("/mailbox")
def mailbox(page: Page, hall: TheHall, _someone: Someone) -> Response:
    """The mail of the demonstration, the latest first."""
    _demand_demo(hall)
    return page("dev/mailbox.html", letters=letters(hall.settings.data_dir / "mail"))


@router.get("/mailbox/{name}")
def one_letter(name: str, page: Page, hall: TheHall, _someone: Someone) -> Response:
    """One message, as text."""
    _demand_demo(hall)
    found: Letter | None = letter(hall.settings.data_dir / "mail", name)
    if found is None:
        raise NotFound
    return page("dev/letter.html", letter=found)


def _demand_demo(hall: Hall) -> None:
    """Nobody else's mail is ever shown."""
    if not hall.settings.demo or hall.settings.smtp_url:
        raise NotFound
