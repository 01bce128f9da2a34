"""Doors of the messages with the organisers of the call."""

from fastapi import APIRouter, Response

from app.domain.permissions import can
from app.forms.exchange import MessageForm
from app.queries.messages import thread
from app.services import messages
from app.web.applicant import Mine, Room
from app.web.binding import Posted
from app.web.body import Body
from app.web.correspondence import empty_message, shown
from app.web.i18n import N_

router = APIRouter(prefix="/applicant/dossiers/{dossier}/messages")


@router.get("")
def read(mine: Mine) -> Response:
    """What was said, and what to say."""
    return _show(mine, form=empty_message(mine.language))


@router.post("")
def write(form: Posted[MessageForm], mine: Mine) -> Response:
    """Send a message to the organisers."""
    if not form.ok:
        return _show(mine, form=form, status=422)
    messages.send(mine.db, mine.dossier, form.form, actor=mine.me, now=mine.now)
    return mine.page.see(
        f"{mine.path}/messages", N_("Votre message est parti. La réponse viendra ici, et par courriel.")
    )


@router.post("/read")
def seen(_body: Body, mine: Mine) -> Response:
    """Everything was read."""
    messages.read(mine.db, mine.dossier, actor=mine.me, now=mine.now)
    return mine.page.see(f"{mine.path}/messages")


def _show(mine: Room, *, status: int = 200, **context: object) -> Response:
    rows = shown(thread(mine.db, mine.dossier.id), mine.me, mine.language, mine.call.zone, organiser=False)
    may_write = bool(can("message", mine.facts()))
    return mine.show("applicant/messages.html", status=status, messages=rows, may_write=may_write, **context)
