"""The door of builders: the kit. Elsewhere it does not exist."""

from fastapi import APIRouter, Response

from app.adapters import geography
from app.domain.errors import NotFound
from app.web.guards import Someone, TheHall
from app.web.pages import Page

router = APIRouter()


@router.get("/kit")
def kit(page: Page, hall: TheHall, _someone: Someone) -> Response:
    """Every piece of the design, in each state."""
    if not (hall.settings.dev or hall.settings.demo):
        raise NotFound
    return page("dev/kit.html", outlines=geography.outlines())
