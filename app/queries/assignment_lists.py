"""Reads of assignments for organisers: dossiers with their readers, readers with their loads, in what they run."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, tuple_
from sqlmodel import Session, col

from app.domain.roles import Actor
from app.domain.texts import fold
from app.models import Assignment, Conflict, Dossier, Membership, Person, Review, ScoreSummary
from app.queries.assignments import conflicted
from app.queries.demand import wanted
from app.queries.visibility import organised_by

PAGE = 50


class DossierLine(NamedTuple):
    """An admitted dossier and its readings."""

    id: UUID
    number: int
    reference: str
    title: str
    commune: str
    departement: str
    assigned: int
    submitted: int
    mean: float | None
    spread: float | None
    wanted: int


class ReaderLine(NamedTuple):
    """Somebody to whom a dossier is or was given; `review` is `to_do`, `draft` or `submitted`."""

    dossier_id: UUID
    reviewer_id: UUID
    name: str
    state: str
    reason: str
    origin: str
    review: str
    in_conflict: bool


class LoadLine(NamedTuple):
    """A reviewer of the call, what they read and what they have handed in."""

    id: UUID
    name: str
    organisation: str
    capacity: int
    load: int
    submitted: int
    late: int
    last_at: datetime | None


class ConflictLine(NamedTuple):
    """A tie between a person and a dossier."""

    id: UUID
    person_id: UUID
    name: str
    state: str
    evidence: str
    reason: str
    created_at: datetime


class Tally(NamedTuple):
    """How many admitted dossiers there are, how many lack reviewers; readings given, handed in, and that lack."""

    total: int
    lacking: int
    readings: int
    submitted: int
    missing: int


def _run(actor: Actor, call_id: UUID) -> ColumnElement[bool]:
    return and_(organised_by(actor), col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted")


_ASSIGNED = func.coalesce(col(ScoreSummary.assigned), 0)
_SUBMITTED = func.coalesce(col(ScoreSummary.submitted), 0)


def tally(db: Session, actor: Actor, call_id: UUID) -> Tally:
    """The figures above the lists."""
    query = (
        select(
            func.count(),
            func.coalesce(func.sum(case((wanted() > _ASSIGNED, 1), else_=0)), 0),
            func.coalesce(func.sum(_ASSIGNED), 0),
            func.coalesce(func.sum(_SUBMITTED), 0),
            func.coalesce(func.sum(case((wanted() > _ASSIGNED, wanted() - _ASSIGNED), else_=0)), 0),
        )
        .select_from(Dossier)
        .outerjoin(ScoreSummary, col(ScoreSummary.dossier_id) == col(Dossier.id))
        .where(_run(actor, call_id))
    )
    return Tally(*(int(value) for value in db.execute(query).one()))


def lines(
    db: Session,
    actor: Actor,
    call_id: UUID,
    *,
    show: str = "",
    text: str = "",
    after: tuple[int, int] | None = None,
) -> list[DossierLine]:
    """A page of dossiers and one more, fewest readers first. `show`: "" all, "lacking", "complete"."""
    query = _found(actor, call_id, show, text).order_by(_ASSIGNED, col(Dossier.number)).limit(PAGE + 1)
    if after is not None:
        query = query.where(tuple_(_ASSIGNED, col(Dossier.number)) > tuple_(*after))
    return [DossierLine(*row) for row in db.execute(query)]


def every_line(db: Session, actor: Actor, call_id: UUID, *, show: str = "", text: str = "") -> list[DossierLine]:
    """All of them, for what is put in another order than any database knows."""
    return [DossierLine(*row) for row in db.execute(_found(actor, call_id, show, text))]


def _found(actor: Actor, call_id: UUID, show: str, text: str) -> Select[*tuple[Any, ...]]:
    query = _lines(actor, call_id)
    if show in ("lacking", "complete"):
        query = query.where(wanted() > _ASSIGNED if show == "lacking" else wanted() <= _ASSIGNED)
    for word in fold(text).split():
        query = query.where(col(Dossier.search_text).contains(word, autoescape=True))
    return query


def readers(db: Session, dossier_ids: Collection[UUID], *, active_only: bool = True) -> dict[UUID, list[ReaderLine]]:
    """Who reads each of these dossiers; the caller has found them through what the actor runs."""
    query = (
        select(
            col(Assignment.dossier_id),
            col(Assignment.reviewer_id),
            col(Person.name),
            col(Assignment.state),
            col(Assignment.reason),
            col(Assignment.origin),
            func.coalesce(col(Review.state), "to_do"),
            conflicted(),
        )
        .join(Person, col(Person.id) == col(Assignment.reviewer_id))
        .outerjoin(Review, col(Review.assignment_id) == col(Assignment.id))
        .where(col(Assignment.dossier_id).in_(list(dossier_ids)))
        .order_by(col(Person.name))
    )
    if active_only:
        query = query.where(col(Assignment.state) == "active", ~conflicted())
    found: dict[UUID, list[ReaderLine]] = {}
    for row in db.execute(query):
        found.setdefault(row[0], []).append(ReaderLine(*row))
    return found


def loads(db: Session, actor: Actor, call_id: UUID, now: datetime) -> list[LoadLine]:
    """Every reviewer of the call, counting only the dossiers this organiser may see; who is late first."""
    handed = col(Review.state) == "submitted"
    late = and_(col(Assignment.due_at) < now, or_(col(Review.id).is_(None), ~handed))
    given = (
        select(
            col(Assignment.reviewer_id).label("reviewer_id"),
            func.count().label("load"),
            func.sum(case((handed, 1), else_=0)).label("submitted"),
            func.sum(case((late, 1), else_=0)).label("late"),
            func.max(col(Review.updated_at)).label("last_at"),
        )
        .join(Dossier, col(Dossier.id) == col(Assignment.dossier_id))
        .outerjoin(Review, col(Review.assignment_id) == col(Assignment.id))
        .where(_run(actor, call_id), col(Assignment.state) == "active", ~conflicted())
        .group_by(col(Assignment.reviewer_id))
        .subquery()
    )
    query = (
        select(
            col(Person.id),
            col(Person.name),
            col(Membership.organisation),
            col(Membership.capacity),
            func.coalesce(given.c.load, 0),
            func.coalesce(given.c.submitted, 0),
            func.coalesce(given.c.late, 0),
            given.c.last_at,
        )
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .outerjoin(given, given.c.reviewer_id == col(Person.id))
        .where(col(Membership.call_id) == call_id, col(Membership.role) == "reviewer")
        .where(col(Membership.revoked_at).is_(None))
        .order_by(func.coalesce(given.c.late, 0).desc(), col(Person.name))
    )
    return [LoadLine(*row) for row in db.execute(query)]


def conflicts_of(db: Session, dossier_id: UUID) -> list[ConflictLine]:
    """The ties declared about a dossier, those that stand first."""
    query = (
        select(
            col(Conflict.id),
            col(Conflict.person_id),
            col(Person.name),
            col(Conflict.state),
            col(Conflict.evidence),
            col(Conflict.reason),
            col(Conflict.created_at),
        )
        .join(Person, col(Person.id) == col(Conflict.person_id))
        .where(col(Conflict.dossier_id) == dossier_id)
        .order_by(col(Conflict.state) == "dismissed", col(Conflict.created_at))
    )
    return [ConflictLine(*row) for row in db.execute(query)]


def seen(db: Session, actor: Actor, call_id: UUID, dossier_ids: Collection[UUID]) -> dict[UUID, DossierLine]:
    """Those of these dossiers that this organiser may see."""
    query = _lines(actor, call_id).where(col(Dossier.id).in_(list(dossier_ids)))
    return {row[0]: DossierLine(*row) for row in db.execute(query)}


def _lines(actor: Actor, call_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(
            col(Dossier.id),
            col(Dossier.number),
            col(Dossier.reference),
            col(Dossier.title),
            col(Dossier.commune),
            col(Dossier.departement),
            _ASSIGNED,
            _SUBMITTED,
            col(ScoreSummary.mean),
            col(ScoreSummary.spread),
            wanted(),
        )
        .outerjoin(ScoreSummary, col(ScoreSummary.dossier_id) == col(Dossier.id))
        .where(_run(actor, call_id))
    )
