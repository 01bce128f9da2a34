"""Reads of what reviewers have left to hand in, for the mail: never a dossier that they have a conflict with."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlmodel import Session, col

from app.domain.reviewing import Rules
from app.models import Assignment, Call, Dossier, Membership, Person, Review
from app.queries.assignments import conflicted
from app.queries.visibility import rules_of


class DueRow(NamedTuple):
    """Somebody who has reviews left to hand in; `due_at`: the first instant at which one is, or was, due."""

    person_id: UUID
    remaining: int
    due_at: datetime | None


def under_way(db: Session, now: datetime) -> list[Call]:
    """The calls whose reviews may be written now, and whose results are not published."""
    given = exists().where(col(Assignment.dossier_id) == col(Dossier.id), col(Dossier.call_id) == col(Call.id))
    query = select(Call).where(col(Call.published_at).is_(None), given).order_by(col(Call.id))
    return [call for call in db.execute(query).scalars() if rules_of(call, now).may_write]


def dues_of(db: Session, call: Call, rules: Rules, people: Collection[UUID] | None = None) -> list[DueRow]:
    """Who has reviews left to hand in for this call."""
    query = _left(call.id, rules).group_by(col(Assignment.reviewer_id)).order_by(col(Assignment.reviewer_id))
    shown = query.with_only_columns(col(Assignment.reviewer_id), func.count(), func.min(col(Assignment.due_at)))
    if people is not None:
        shown = shown.where(col(Assignment.reviewer_id).in_(list(people)))
    return [DueRow(*row) for row in db.execute(shown)]


def due_instants(db: Session, call: Call, rules: Rules) -> list[datetime]:
    """The instants at which something is due for this call that was not handed in."""
    query = _left(call.id, rules).with_only_columns(col(Assignment.due_at)).where(col(Assignment.due_at).is_not(None))
    return sorted(db.execute(query.distinct()).scalars())


def due_at_this(db: Session, call: Call, rules: Rules, due_at: datetime) -> list[DueRow]:
    """Who has something left that is due at this instant."""
    query = _left(call.id, rules).where(col(Assignment.due_at) == due_at).group_by(col(Assignment.reviewer_id))
    shown = query.with_only_columns(col(Assignment.reviewer_id), func.count(), func.min(col(Assignment.due_at)))
    return [DueRow(*row) for row in db.execute(shown.order_by(col(Assignment.reviewer_id)))]


def given_since(db: Session, call_id: UUID, since: datetime, until: datetime) -> dict[UUID, int]:
    """How many dossiers each reviewer was given after `since`, up to `until`, and still has."""
    fresh = and_(col(Assignment.created_at) > since, col(Assignment.created_at) <= until)
    query = _given(call_id).where(fresh).group_by(col(Assignment.reviewer_id))
    shown = query.with_only_columns(col(Assignment.reviewer_id), func.count())
    return {row[0]: int(row[1]) for row in db.execute(shown)}


def _given(call_id: UUID) -> Select[Any]:
    """What living reviewers of a call read."""
    living = exists().where(
        col(Membership.person_id) == col(Assignment.reviewer_id),
        col(Membership.call_id) == call_id,
        col(Membership.role) == "reviewer",
        col(Membership.revoked_at).is_(None),
    )
    return (
        select(Assignment)
        .join(Dossier, col(Dossier.id) == col(Assignment.dossier_id))
        .join(Person, col(Person.id) == col(Assignment.reviewer_id))
        .where(col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted", col(Assignment.state) == "active")
        .where(~conflicted(), living)
    )


def _left(call_id: UUID, rules: Rules) -> Select[Any]:
    return _given(call_id).where(_to_hand_in(rules))


def _to_hand_in(rules: Rules) -> ColumnElement[bool]:
    """Not handed in, of a dossier that this round is about."""
    handed = exists().where(
        col(Review.dossier_id) == col(Assignment.dossier_id),
        col(Review.reviewer_id) == col(Assignment.reviewer_id),
        col(Review.state) == "submitted",
    )
    return and_(~handed, col(Dossier.review_round) >= rules.round)
