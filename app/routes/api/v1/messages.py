"""Doors of the messages between those who file a dossier and the organisers of its call."""

from typing import Annotated

from fastapi import Depends
from starlette.responses import Response

from app.domain.errors import NotFound
from app.forms.api import MessageEntry
from app.models import Dossier
from app.queries.messages import may_open, thread
from app.queries.visibility import facts_of
from app.routes.api.v1.shapes.exchange import MessageOut, MessagesOut, ReadOut
from app.services import messages
from app.web.api import Room, answer
from app.web.api_guards import ApiKnownDossier, Caller
from app.web.database import Db
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("messages")
A_MESSAGE = {"text": "Faut-il joindre les statuts signés, ou leur projet suffit-il ?"}


def _open(dossier: ApiKnownDossier, db: Db, me: Caller, now: Now) -> Dossier:
    """A dossier whose messages this person may read: who reviews it knows nothing of them."""
    if not may_open(db, dossier, facts_of(db, dossier, me, now)):
        raise NotFound
    return dossier


Thread = Annotated[Dossier, Depends(_open)]


@room.get("/dossiers/{dossier}/messages", MessagesOut)
def list_messages(dossier: Thread, db: Db) -> Response:
    """List the messages about a dossier that I file, or whose call I run."""
    return answer(MessagesOut(items=[MessageOut.model_validate(row) for row in thread(db, dossier.id)]))


@room.post("/dossiers/{dossier}/messages", MessageOut, scope="messages", status=201, example=A_MESSAGE)
def send_message(dossier: Thread, form: MessageEntry, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Write to the organisers of the call, or to those who write the dossier; they are told by mail."""
    made = messages.send(db, dossier, form, actor=me, now=now)
    db.flush()
    row = next(row for row in thread(db, dossier.id) if row.id == made.id)
    return repeat.keep(answer(MessageOut.model_validate(row), 201))


@room.post("/dossiers/{dossier}/messages/read", ReadOut, scope="messages")
def read_messages(dossier: Thread, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Say that what the other side wrote was read."""
    return repeat.keep(answer(ReadOut(read=messages.read(db, dossier, actor=me, now=now))))
