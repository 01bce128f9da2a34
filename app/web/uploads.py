"""Files that come piece by piece, as the doors need them: examined before the database opens, refused in one line."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Annotated, BinaryIO
from uuid import UUID

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import PlainTextResponse, Response

from app.adapters.storage import scratch
from app.domain.errors import DomainError, Invalid, NotFound, WrongState
from app.domain.questions import FilePlan, Question
from app.models import Upload
from app.queries import people
from app.services import files, uploads
from app.web.answer_parts import ShownFile
from app.web.applicant import Room
from app.web.body import Body
from app.web.cookies import session_token
from app.web.guards import Now
from app.web.hall import Hall, hall_of
from app.web.i18n import N_
from app.web.messages import sentence
from app.web.shown import size_text

OFFSET = "upload-offset"
_CUT = N_("%(received)s sur %(size)s sont arrivés : choisissez-le à nouveau, l’envoi reprendra là.")


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came whole, once it was examined; or why it is not welcome; neither when there is nothing to examine."""

    examined: files.Examined | None = None
    error: DomainError | None = None


async def _arrived(request: Request, dossier: UUID, upload: UUID, _body: Body, now: Now) -> AsyncIterator[Arrived]:
    """Put the pieces together and look at them without a session, a place at the gate or a lock: it takes its time."""
    hall, token = hall_of(request), session_token(request) or ""

    def find() -> tuple[Upload, Question] | None:
        with hall.database.reading() as db:
            actor = people.actor_of_session(db, token, now)
            if actor is None:
                return None
            try:
                row = uploads.mine(db, dossier, upload, actor.id)
                return row, files.asked_question(db, row.form_version_id, row.question_key)
            except NotFound:
                # Who may know of what is for the guards to say.
                return None

    async with hall.gate:
        found = await run_in_threadpool(find)
    with scratch() as source:
        yield await run_in_threadpool(_examine, hall, *found, source) if found else Arrived()


TheArrived = Annotated[Arrived, Depends(_arrived)]
"""Stands before every guard that opens the database in the signature of a door: dependencies open in that order."""


def _examine(hall: Hall, upload: Upload, question: Question, source: BinaryIO) -> Arrived:
    """Look at what came, if all of it did."""
    if upload.file_id is not None:
        return Arrived()
    if upload.received < upload.size:
        return Arrived(error=WrongState("upload_unfinished"))
    try:
        uploads.gather(hall.storage, upload, source)
        return Arrived(files.examine(files.Upload(upload.name, source), question))
    except Invalid as error:
        return Arrived(error=error)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some bytes of a file, and where they begin (-1 when the request does not say)."""

    offset: int
    content: bytes


async def _piece(request: Request, _body: Body) -> Piece:
    sent = request.headers.get(OFFSET, "")
    return Piece(int(sent) if sent.isdecimal() and len(sent) < 16 else -1, await request.body())


ThePiece = Annotated[Piece, Depends(_piece)]


def uuid_in(body: FormData, name: str) -> UUID | None:
    """An id sent in a form, if it is one."""
    try:
        return UUID(str(body.get(name, "")))
    except ValueError:
        return None


def in_one_line(mine: Room, act: Callable[[], Response]) -> Response:
    """The answer of an act; a refusal is the sentence alone, for the script that shows it, and nothing is kept."""
    try:
        return act()
    except DomainError as error:
        mine.db.rollback()
        offset = {OFFSET: str(error.params["offset"])} if "offset" in error.params else {}
        return PlainTextResponse(sentence(error, mine.language), error.status, headers=offset)


def standing(upload: Upload, address: str, status: int) -> PlainTextResponse:
    """Where an upload is, and how much of it is safe."""
    return PlainTextResponse("", status, headers={OFFSET: str(upload.received), "location": address})


def accept_of(plan: FilePlan) -> str:
    """The types of a plan, as a field of files names them."""
    return ",".join(f".{ending}" for ending in files.endings(plan))


def shown_cut(mine: Room, asked: list[str]) -> dict[str, list[ShownFile]]:
    """What this person began to send for each of these questions, and how much of it is there."""
    text, language = mine.page.say(_CUT), mine.language
    found: dict[str, list[ShownFile]] = {key: [] for key in asked}
    for one in uploads.on_their_way(mine.db, mine.dossier.id, mine.me.id, mine.now) if asked else ():
        note = text % {"received": size_text(one.received, language), "size": size_text(one.size, language)}
        if one.question_key in found:
            shown = ShownFile(one.id, one.name, f"{mine.path}/uploads/{one.id}", note)
            found[one.question_key].append(shown)
    return found
