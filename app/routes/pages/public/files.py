"""The door of the files that a call gives to fill in: open before any account."""

from fastapi import APIRouter, Response

from app.domain.errors import NotFound
from app.domain.roles import Actor
from app.models import Call
from app.queries import calls
from app.queries.applicants import takes_part
from app.queries.files import call_file
from app.web.database import Db
from app.web.files import send_stored
from app.web.guards import Someone, TheHall

router = APIRouter(prefix="/calls")


@router.get("/{call}/files/{digest}")
def download(call: str, digest: str, db: Db, someone: Someone, hall: TheHall) -> Response:
    """A file to fill in, named by the SHA-256 of its bytes; who began a dossier keeps it when the call is hidden."""
    found = calls.by_slug(db, call)
    if found is None or not (found.is_public or (someone and _is_in(db, found, someone))):
        raise NotFound
    return send_stored(hall, call_file(db, found.id, digest))


def _is_in(db: Db, call: Call, someone: Actor) -> bool:
    return someone.is_organiser(call.id) or takes_part(db, someone, call.id)
