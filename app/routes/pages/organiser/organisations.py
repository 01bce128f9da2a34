"""Door of the organisations that take part in several dossiers of a call."""

from fastapi import APIRouter, Response

from app.queries.organisations import shared
from app.web.organiser import Run

router = APIRouter(prefix="/organiser/calls/{call}/organisations")


@router.get("")
def organisations(office: Run) -> Response:
    """Who is in several dossiers, and what they do in each."""
    found = shared(office.db, office.me, office.call.id)
    return office.show("organiser/organisations.html", shared=found, path=f"{office.path}/dossiers")
