"""Reads of the screening: what waits, what comes next, what was done to a dossier, and the work under way."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlmodel import Session, col

from app.domain.roles import Actor
from app.models import Dossier, Job, JournalLine, Person
from app.queries.asking import ask
from app.queries.visibility import filed, organised_by

SCREENED = ("dossier.admitted", "dossier.refused", "dossier.requalified")


class Neighbours(NamedTuple):
    """Where a dossier stands among those that wait, and the ones before and after it."""

    position: int
    total: int
    previous: UUID | None
    next: UUID | None


class Act(NamedTuple):
    """One line of the history of a dossier."""

    at: datetime
    action: str
    who: str
    digest: str


_HISTORY = (
    select(col(JournalLine.at), col(JournalLine.action), col(Person.name), col(JournalLine.hash))
    .join(Person, col(Person.id) == col(JournalLine.actor_id), isouter=True)
    .where(col(JournalLine.subject) == bindparam("subject"))
    .order_by(col(JournalLine.sequence).desc())
    .limit(200)
)


def waiting(actor: Actor, call_id: UUID) -> ColumnElement[bool]:
    """The dossiers this organiser still has to examine."""
    here = and_(col(Dossier.call_id) == call_id, organised_by(actor), filed())
    return and_(here, col(Dossier.state).in_(("filed", "to_correct")))


def first_waiting(db: Session, actor: Actor, call_id: UUID, *, after: Dossier | None = None) -> UUID | None:
    """The dossier that has waited longest (or the next one after another)."""
    query = select(col(Dossier.id)).where(waiting(actor, call_id))
    if after is not None:
        query = query.where(_later(after))
    found: UUID | None = db.execute(_oldest(query).limit(1)).scalar_one_or_none()
    return found


def neighbours(db: Session, actor: Actor, dossier: Dossier) -> Neighbours:
    """The dossiers that wait just before and just after this one."""
    where = waiting(actor, dossier.call_id)
    before = select(func.count()).select_from(Dossier).where(where, _earlier(dossier))
    total = select(func.count()).select_from(Dossier).where(where)
    counted = db.execute(select(before.scalar_subquery(), total.scalar_subquery())).one()
    earlier = (
        select(col(Dossier.id))
        .where(where, _earlier(dossier))
        .order_by(col(Dossier.filed_at).desc(), col(Dossier.id).desc())
    )
    previous: UUID | None = db.execute(earlier.limit(1)).scalar_one_or_none()
    return Neighbours(counted[0] + 1, counted[1], previous, first_waiting(db, actor, dossier.call_id, after=dossier))


def last_screened(db: Session, call_id: UUID) -> datetime | None:
    """When somebody last decided about a dossier of this call."""
    query = (
        select(col(JournalLine.at))
        .where(col(JournalLine.chain) == str(call_id), col(JournalLine.action).in_(SCREENED))
        .order_by(col(JournalLine.sequence).desc())
        .limit(1)
    )
    found: datetime | None = db.execute(query).scalar_one_or_none()
    return found


def history(db: Session, dossier_id: UUID) -> list[Act]:
    """What was done to a dossier, the latest first; whoever asks has shown that they may read it."""
    rows = ask(db, _HISTORY, subject=f"dossier:{dossier_id}")
    return [Act(row[0], row[1], row[2] or "", row[3]) for row in rows]


def job_of(db: Session, actor: Actor, call_id: UUID, job_id: UUID, kind: str) -> Job | None:
    """A piece of work that this person asked for: its result may name what others must not see."""
    query = select(Job).where(
        col(Job.id) == job_id,
        col(Job.call_id) == call_id,
        col(Job.kind) == kind,
        col(Job.created_by) == actor.id,
    )
    return db.execute(query).scalar_one_or_none()


def _oldest(query: Select[UUID]) -> Select[UUID]:
    return query.order_by(col(Dossier.filed_at), col(Dossier.id))


def _later(than: Dossier) -> ColumnElement[bool]:
    same = and_(col(Dossier.filed_at) == than.filed_at, col(Dossier.id) > than.id)
    return or_(col(Dossier.filed_at) > than.filed_at, same)


def _earlier(than: Dossier) -> ColumnElement[bool]:
    same = and_(col(Dossier.filed_at) == than.filed_at, col(Dossier.id) < than.id)
    return or_(col(Dossier.filed_at) < than.filed_at, same)
