"""Reads of what organisers and applicants write to each other about dossiers."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, bindparam, exists, func, select
from sqlmodel import Session, col

from app.domain.permissions import Facts
from app.domain.roles import Actor
from app.models import Dossier, DossierMessage, Person
from app.queries.asking import ask
from app.queries.visibility import filed_by, organised_by

LISTED = 200


class MessageRow(NamedTuple):
    """One message."""

    id: UUID
    author_id: UUID
    author: str
    from_organisers: bool
    text: str
    created_at: datetime
    read_at: datetime | None


class ThreadRow(NamedTuple):
    """The messages of a dossier in one line, for its organisers; of a draft they know the title alone."""

    dossier_id: UUID
    title: str
    reference: str
    state: str
    messages: int
    unread: int
    last_at: datetime


_THREAD = (
    select(
        col(DossierMessage.id),
        col(DossierMessage.author_id),
        col(Person.name),
        col(DossierMessage.from_organisers),
        col(DossierMessage.text),
        col(DossierMessage.created_at),
        col(DossierMessage.read_at),
    )
    .join(Person, col(Person.id) == col(DossierMessage.author_id))
    .where(col(DossierMessage.dossier_id) == bindparam("dossier", type_=Uuid()))
    .order_by(col(DossierMessage.created_at), col(DossierMessage.id))
)
_FROM = col(DossierMessage.from_organisers)
_UNREAD = col(DossierMessage.read_at).is_(None)


def may_open(db: Session, dossier: Dossier, facts: Facts) -> bool:
    """Whether this person may read the messages of a dossier: who files it, and its organisers.

    Organisers know nothing of a draft but that it exists: they read, and answer, what it was asked from it.
    """
    if facts.is_inside:
        return True
    runs = facts.is_organiser and not facts.in_conflict
    return runs and (facts.ever_filed or _has_written(db, dossier.id))


def _has_written(db: Session, dossier_id: UUID) -> bool:
    written = exists().where(col(DossierMessage.dossier_id) == dossier_id, _FROM.is_(False))
    return bool(db.execute(select(written)).scalar())


def thread(db: Session, dossier_id: UUID) -> list[MessageRow]:
    """The messages of a dossier, the first ones first; whoever asks has shown that they may read them."""
    return [MessageRow(*row) for row in ask(db, _THREAD, dossier=dossier_id)]


def unread_by_organisers(db: Session, actor: Actor, call_id: UUID) -> int:
    """How many messages of applicants nobody of the call has read yet."""
    query = select(func.count()).select_from(DossierMessage).join(Dossier, _same())
    where = and_(_FROM.is_(False), _UNREAD, col(Dossier.call_id) == call_id, organised_by(actor))
    return int(db.execute(query.where(where)).scalar_one())


def unread_in(db: Session, dossier_id: UUID, *, from_organisers: bool) -> int:
    """How many messages of one side the other has not read yet."""
    query = select(func.count()).select_from(DossierMessage)
    where = and_(col(DossierMessage.dossier_id) == dossier_id, _FROM.is_(from_organisers), _UNREAD)
    return int(db.execute(query.where(where)).scalar_one())


def unread_by_me(db: Session, actor: Actor) -> dict[UUID, int]:
    """How many messages of organisers wait in each of the dossiers I file."""
    query = (
        select(col(DossierMessage.dossier_id), func.count())
        .join(Dossier, _same())
        .where(_FROM.is_(True), _UNREAD, filed_by(actor))
        .group_by(col(DossierMessage.dossier_id))
    )
    return {row[0]: int(row[1]) for row in db.execute(query)}


def threads(db: Session, actor: Actor, call_id: UUID) -> list[ThreadRow]:
    """The dossiers of a call about which something was written, those that wait for an answer first."""
    waiting = func.count().filter(_FROM.is_(False), _UNREAD)
    last = func.max(col(DossierMessage.created_at))
    shown = (col(Dossier.id), col(Dossier.title), col(Dossier.reference), col(Dossier.state))
    query = (
        select(*shown, func.count(), waiting, last)
        .join(DossierMessage, _same())
        .where(col(Dossier.call_id) == call_id, organised_by(actor))
        .group_by(*shown)
        .order_by((waiting > 0).desc(), last.desc())
        .limit(LISTED)
    )
    return [
        ThreadRow(row[0], row[1], row[2] or "", row[3], int(row[4]), int(row[5]), row[6]) for row in db.execute(query)
    ]


def _same() -> ColumnElement[bool]:
    return col(DossierMessage.dossier_id) == col(Dossier.id)
