"""Reads about assignments: the pool of reviewers, their loads, and why a pair may not be."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlmodel import Session, col

from app.models import Answer, Assignment, Collaborator, Conflict, Dossier, Membership, Moment, Person, Review
from app.models.conflict import STANDING

Pair = tuple[UUID, UUID]
THEMES = "themes"
_ACCEPTED = col(Collaborator.accepted_at).is_not(None)


class PoolRow(NamedTuple):
    """A reviewer of the call, and how much they read."""

    id: UUID
    name: str
    organisation: str
    region: str
    themes: tuple[str, ...]
    capacity: int
    load: int


class DemandRow(NamedTuple):
    """An admitted dossier, and how many reviewers it has."""

    id: UUID
    reference: str
    title: str
    region: str
    themes: frozenset[str]
    assigned: int


class PersonRow(NamedTuple):
    """Somebody with a role in the call."""

    id: UUID
    name: str


class ShortageRow(NamedTuple):
    """Reviews that a proposal could not give: for which dossiers, who alone could, how many."""

    dossiers: list[UUID]
    reviewers: list[UUID]
    missing: int


def due_at(db: Session, call_id: UUID) -> datetime | None:
    """When reviews are due: the end of the reading in the calendar."""
    query = (
        select(func.coalesce(col(Moment.ends_at), col(Moment.starts_at)))
        .where(col(Moment.call_id) == call_id, col(Moment.kind) == "review")
        .order_by(col(Moment.starts_at).desc())
    )
    return db.execute(query.limit(1)).scalar_one_or_none()


def pool(db: Session, call_id: UUID) -> list[PoolRow]:
    """Every reviewer of the call with the dossiers they read now, by name."""
    load = (
        select(func.count())
        .select_from(Assignment)
        .join(Dossier, col(Dossier.id) == col(Assignment.dossier_id))
        .where(col(Assignment.reviewer_id) == col(Person.id), col(Assignment.state) == "active")
        .where(col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted", ~conflicted())
        .scalar_subquery()
    )
    query = (
        select(
            col(Person.id),
            col(Person.name),
            col(Membership.organisation),
            col(Membership.region),
            col(Membership.themes),
            col(Membership.capacity),
            load,
        )
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(col(Membership.call_id) == call_id, col(Membership.role) == "reviewer")
        .where(col(Membership.revoked_at).is_(None))
        .order_by(col(Person.name), col(Person.id))
    )
    return [PoolRow._make((*row[:4], tuple(row[4]), *row[5:])) for row in db.execute(query)]


def demands(db: Session, call_id: UUID, *, only: UUID | None = None) -> list[DemandRow]:
    """Every admitted dossier of the call (or one) with its themes and its number of reviewers, by reference."""
    readers = (
        select(func.count())
        .select_from(Assignment)
        .where(col(Assignment.dossier_id) == col(Dossier.id), col(Assignment.state) == "active", ~conflicted())
        .correlate(Dossier)
        .scalar_subquery()
    )
    query = (
        select(
            col(Dossier.id),
            col(Dossier.reference),
            col(Dossier.title),
            col(Dossier.region),
            col(Answer.value),
            readers,
        )
        .outerjoin(Answer, and_(col(Answer.dossier_id) == col(Dossier.id), col(Answer.question_key) == THEMES))
        .where(col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted")
        .order_by(col(Dossier.number))
    )
    if only is not None:
        query = query.where(col(Dossier.id) == only)
    return [DemandRow._make((*row[:4], themes_of(row[4]), row[5])) for row in db.execute(query)]


def themes_of(answer: object) -> frozenset[str]:
    """The themes of an answer to the question of that name."""
    return frozenset(str(theme) for theme in answer) if isinstance(answer, list) else frozenset()


def conflicted() -> ColumnElement[bool]:
    """The reviewer of the assignment of the row has a conflict with its dossier."""
    return (
        select(col(Conflict.id))
        .where(
            col(Conflict.dossier_id) == col(Assignment.dossier_id),
            col(Conflict.person_id) == col(Assignment.reviewer_id),
            col(Conflict.state).in_(STANDING),
        )
        .exists()
    )


def barred_pairs(db: Session, call_id: UUID) -> set[Pair]:
    """Pairs that a proposal must not make: in conflict (even suspected), given already, declined, taken back, own."""
    mine = col(Dossier.call_id) == call_id
    conflicts = select(col(Conflict.dossier_id), col(Conflict.person_id)).where(col(Conflict.state) != "dismissed")
    given = select(col(Assignment.dossier_id), col(Assignment.reviewer_id))
    owners = select(col(Dossier.id), col(Dossier.owner_id)).where(mine)
    hands = select(col(Collaborator.dossier_id), col(Collaborator.person_id)).where(_ACCEPTED)
    return {
        (dossier, person)
        for query in (
            conflicts.join(Dossier, col(Dossier.id) == col(Conflict.dossier_id)).where(mine),
            given.join(Dossier, col(Dossier.id) == col(Assignment.dossier_id)).where(mine),
            hands.join(Dossier, col(Dossier.id) == col(Collaborator.dossier_id)).where(mine),
            owners,
        )
        for dossier, person in db.execute(query)
    }


def refusals(db: Session, call_id: UUID, pairs: Iterable[Pair], *, actor_id: UUID | None = None) -> dict[Pair, str]:
    """The code of what forbids each pair; pairs that may be are absent. An organiser gives nothing they may not see."""
    wished = list(pairs)
    dossiers = {dossier for dossier, _ in wished}
    reviewers = {row.id for row in pool(db, call_id)}
    admitted = dict(
        db.execute(
            select(col(Dossier.id), col(Dossier.owner_id)).where(
                col(Dossier.id).in_(dossiers), col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted"
            )
        ).all()
    )
    recused = _conflicts(db, dossiers) | _hands(db, dossiers)
    given = _active(db, dossiers)
    found: dict[Pair, str] = {}
    for dossier, reviewer in wished:
        pair = (dossier, reviewer)
        if dossier not in admitted:
            found[pair] = "not_admitted"
        elif reviewer not in reviewers:
            found[pair] = "not_a_reviewer"
        elif pair in recused or (dossier, actor_id) in recused or admitted[dossier] == reviewer:
            found[pair] = "reviewer_in_conflict"
        elif pair in given:
            found[pair] = "already_assigned"
    return found


def handed_in(db: Session, dossiers: set[UUID]) -> set[Pair]:
    """Who handed in their review of which of these dossiers."""
    query = select(col(Review.dossier_id), col(Review.reviewer_id)).where(col(Review.state) == "submitted")
    return {(row[0], row[1]) for row in db.execute(query.where(col(Review.dossier_id).in_(dossiers)))}


def _hands(db: Session, dossiers: set[UUID]) -> set[Pair]:
    """Who works, or worked, on which of these dossiers."""
    query = select(col(Collaborator.dossier_id), col(Collaborator.person_id)).where(_ACCEPTED)
    rows = db.execute(query.where(col(Collaborator.dossier_id).in_(dossiers)))
    return {(dossier, person) for dossier, person in rows if person is not None}


def _conflicts(db: Session, dossiers: set[UUID]) -> set[tuple[UUID, UUID | None]]:
    query = select(col(Conflict.dossier_id), col(Conflict.person_id)).where(col(Conflict.dossier_id).in_(dossiers))
    return {(row[0], row[1]) for row in db.execute(query.where(col(Conflict.state).in_(STANDING)))}


def _active(db: Session, dossiers: set[UUID]) -> set[Pair]:
    query = select(col(Assignment.dossier_id), col(Assignment.reviewer_id)).where(
        col(Assignment.dossier_id).in_(dossiers), col(Assignment.state) == "active"
    )
    return {(row[0], row[1]) for row in db.execute(query)}


def people_of(db: Session, call_id: UUID) -> list[PersonRow]:
    """Reviewers and organisers of the call, by name: those of whom a tie may be declared."""
    query = (
        select(col(Person.id), col(Person.name))
        .where(
            col(Person.id).in_(
                select(col(Membership.person_id)).where(
                    col(Membership.call_id) == call_id, col(Membership.revoked_at).is_(None)
                )
            )
        )
        .order_by(col(Person.name))
    )
    return [PersonRow(*row) for row in db.execute(query)]


def shortages_of(result: Mapping[str, object]) -> list[ShortageRow]:
    """What a proposal kept as a job's result could not meet."""
    lacks = result.get("shortages", [])
    assert isinstance(lacks, list)
    return [
        ShortageRow([UUID(one) for one in lack["dossiers"]], [UUID(one) for one in lack["reviewers"]], lack["missing"])
        for lack in lacks
    ]


def pairs_of(result: Mapping[str, object]) -> list[tuple[str, str, float]]:
    """The (dossier, reviewer, affinity) of a proposal kept as a job's result."""
    pairs = result.get("pairs", [])
    assert isinstance(pairs, list)
    return [(str(dossier), str(reviewer), float(affinity)) for dossier, reviewer, affinity in pairs]
