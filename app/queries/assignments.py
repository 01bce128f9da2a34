"""Reads about assignments: the pool of reviewers, their loads, and why a pair may not be."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.models import (
    Answer,
    Assignment,
    Call,
    Collaborator,
    Conflict,
    Dossier,
    Membership,
    Moment,
    Person,
    Track,
)
from app.models.conflict import STANDING

Pair = tuple[UUID, UUID]
THEMES, LANGUAGES = "themes", "languages"
_ACCEPTED = col(Collaborator.accepted_at).is_not(None)


class PoolRow(NamedTuple):
    """A reviewer of the call, what they know and how much they read.

    `accepted`: they said yes, or were never asked. `is_expert`: they read what is given by hand, and nothing else.
    """

    id: UUID
    name: str
    organisation: str
    region: str
    themes: tuple[str, ...]
    languages: tuple[str, ...]
    capacity: int
    accepted: bool
    is_expert: bool
    load: int

    @property
    def is_proposed(self) -> bool:
        """Whether a proposal may give them dossiers."""
        return self.accepted and not self.is_expert


class DemandRow(NamedTuple):
    """An admitted dossier. `wanted`: how many reviewers it is to have, by itself, its track or the call."""

    id: UUID
    reference: str
    title: str
    region: str
    themes: frozenset[str]
    languages: frozenset[str]
    wanted: int
    assigned: int

    @property
    def lacking(self) -> int:
        """How many reviews it lacks."""
        return max(self.wanted - self.assigned, 0)


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
            col(Membership.languages),
            col(Membership.capacity),
            or_(col(Membership.accepted_at).is_not(None), col(Membership.invited_by).is_(None)),
            col(Membership.is_expert),
            load,
        )
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(col(Membership.call_id) == call_id, col(Membership.role) == "reviewer")
        .where(col(Membership.revoked_at).is_(None))
        .order_by(col(Person.name), col(Person.id))
    )
    return [PoolRow._make((*row[:4], tuple(row[4]), tuple(row[5]), *row[6:])) for row in db.execute(query)]


def demands(db: Session, call_id: UUID, *, among: Collection[UUID] | None = None) -> list[DemandRow]:
    """Every admitted dossier of the call (or one) with its themes and its number of reviewers, by reference."""
    readers = (
        select(func.count())
        .select_from(Assignment)
        .where(col(Assignment.dossier_id) == col(Dossier.id), col(Assignment.state) == "active", ~conflicted())
        .correlate(Dossier)
        .scalar_subquery()
    )
    spoken = aliased(Answer)
    query = (
        select(
            col(Dossier.id),
            col(Dossier.reference),
            col(Dossier.title),
            col(Dossier.region),
            col(Answer.value),
            col(spoken.value),
            func.coalesce(col(Dossier.reviews_wanted), col(Track.reviews_wanted), col(Call.reviews_per_dossier)),
            readers,
        )
        .join(Track, col(Track.id) == col(Dossier.track_id))
        .join(Call, col(Call.id) == col(Dossier.call_id))
        .outerjoin(Answer, and_(col(Answer.dossier_id) == col(Dossier.id), col(Answer.question_key) == THEMES))
        .outerjoin(spoken, and_(col(spoken.dossier_id) == col(Dossier.id), col(spoken.question_key) == LANGUAGES))
        .where(col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted")
        .order_by(col(Dossier.number))
    )
    if among is not None:
        query = query.where(col(Dossier.id).in_(among))
    return [DemandRow._make((*row[:4], themes_of(row[4]), themes_of(row[5]), *row[6:])) for row in db.execute(query)]


def themes_of(answer: object) -> frozenset[str]:
    """What was chosen in an answer: one thing, or several."""
    if isinstance(answer, str):
        return frozenset({answer} if answer else ())
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
    ties = _conflicts(db, dossiers)
    recused = {pair for pair, state in ties.items() if state in STANDING} | _hands(db, dossiers)
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
        elif ties.get(pair) == "suspected":
            found[pair] = "conflict_suspected"
    return found


def _hands(db: Session, dossiers: set[UUID]) -> set[Pair]:
    """Who works, or worked, on which of these dossiers."""
    query = select(col(Collaborator.dossier_id), col(Collaborator.person_id)).where(_ACCEPTED)
    rows = db.execute(query.where(col(Collaborator.dossier_id).in_(dossiers)))
    return {(dossier, person) for dossier, person in rows if person is not None}


def _conflicts(db: Session, dossiers: set[UUID]) -> dict[tuple[UUID, UUID | None], str]:
    query = select(col(Conflict.dossier_id), col(Conflict.person_id), col(Conflict.state))
    return {(row[0], row[1]): row[2] for row in db.execute(query.where(col(Conflict.dossier_id).in_(dossiers)))}


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
