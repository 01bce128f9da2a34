"""Doors of the messages with those who file dossiers: all of a call, and those of one dossier."""

from fastapi import APIRouter, Response

from app.forms.exchange import MessageForm
from app.queries.messages import thread, threads
from app.services import messages
from app.web.binding import Posted
from app.web.body import Body
from app.web.correspondence import Correspondent, empty_message, shown
from app.web.i18n import N_
from app.web.organiser import Desk, Run

router = APIRouter(prefix="/organiser/calls/{call}")


@router.get("/messages")
def every(office: Run) -> Response:
    """The dossiers about which something was written; those that wait for an answer first."""
    return office.show("organiser/messages.html", threads=threads(office.db, office.me, office.call.id))


@router.get("/dossiers/{dossier}/messages")
def read(at: Correspondent) -> Response:
    """What was said about a dossier, and what to say."""
    return _show(at, form=empty_message(at.language))


@router.post("/dossiers/{dossier}/messages")
def write(form: Posted[MessageForm], at: Correspondent) -> Response:
    """Write to those who file it."""
    if not form.ok:
        return _show(at, form=form, status=422)
    messages.send(at.db, at.dossier, form.form, actor=at.me, now=at.now)
    return at.page.see(f"{at.dossier_path}/messages", N_("Votre message est parti, ici et par courriel."))


@router.post("/dossiers/{dossier}/messages/read")
def seen(_body: Body, at: Correspondent) -> Response:
    """Everything was read."""
    messages.read(at.db, at.dossier, actor=at.me, now=at.now)
    return at.page.see(f"{at.dossier_path}/messages")


def _show(at: Desk, *, status: int = 200, **context: object) -> Response:
    rows = shown(thread(at.db, at.dossier.id), at.me, at.language, at.call.zone, organiser=True)
    where = {"dossier": at.dossier, "messages": rows, "path": f"{at.path}/messages"}
    return at.show("organiser/dossier_messages.html", status=status, **where, **context)
