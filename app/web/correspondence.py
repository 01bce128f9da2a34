"""Messages as pages show them, and the guard of organisers: a draft opens once something was asked from it."""

from datetime import datetime
from typing import Annotated, Any, NamedTuple
from uuid import UUID, uuid4

from fastapi import Depends, Request

from app.domain.errors import NotFound
from app.domain.roles import Actor
from app.models import Dossier
from app.queries import dossiers
from app.queries.messages import MessageRow, may_open
from app.queries.visibility import facts_of
from app.web.binding import Bound, blank
from app.web.database import SAFE, Db
from app.web.guards import Me
from app.web.organiser import Desk, Run
from app.web.shown import deadline_text, iso


class ShownMessage(NamedTuple):
    """A message: who, when, what; `is_ours` for those of the reader's side, `is_new` for what nobody there had read."""

    author: str
    is_me: bool
    is_ours: bool
    is_new: bool
    paragraphs: tuple[str, ...]
    when: str
    instant: str
    read_at: datetime | None


def shown(rows: list[MessageRow], me: Actor, language: str, zone: str, *, organiser: bool) -> list[ShownMessage]:
    """The messages for one side."""
    return [
        ShownMessage(
            row.author,
            row.author_id == me.id,
            row.from_organisers == organiser,
            row.from_organisers != organiser and row.read_at is None,
            tuple(part for part in (line.strip() for line in row.text.split("\n")) if part),
            deadline_text(row.created_at, language, zone),
            iso(row.created_at),
            row.read_at,
        )
        for row in rows
    ]


def empty_message(language: str) -> Bound[Any]:
    """A message nobody has written yet."""
    return blank(language, key=uuid4().hex)


def _correspondent(office: Run, dossier: UUID, request: Request, db: Db, me: Me) -> Desk:
    """A dossier of a call this person runs, without conflict, that may be written to."""
    found: Dossier | None = dossiers.known(db, me, dossier, to_change=request.method not in SAFE)
    if found is None or found.call_id != office.call.id:
        raise NotFound
    facts = facts_of(db, found, me, office.now)
    if facts.is_inside or not may_open(db, found, facts):
        raise NotFound
    return Desk(office.db, office.me, office.now, office.page, office.hall, office.call, found)


Correspondent = Annotated[Desk, Depends(_correspondent)]
