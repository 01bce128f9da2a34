"""Reads of how far the reading of a call is, for its organisers: each reviewer in a line, and what was sent to them."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Subquery, and_, case, exists, func, or_, select
from sqlmodel import Session, col

from app.domain.notices import NoticeKind
from app.domain.roles import Actor
from app.models import Assignment, Dossier, Membership, Notice, Person, Review, Score
from app.queries.assignments import conflicted
from app.queries.visibility import organised_by

LETTERS_SHOWN = 50
KINDS: Mapping[str, tuple[NoticeKind, ...]] = MappingProxyType(
    {
        "given": (NoticeKind.REVIEWER_ASSIGNED,),
        "reminders": (NoticeKind.REVIEW_REMINDER, NoticeKind.REVIEW_DUE),
        "reopened": (NoticeKind.REVIEW_REOPENED,),
        "digests": (NoticeKind.REVIEW_DIGEST,),
        "discussions": (NoticeKind.DISCUSSION_SAID,),
    }
)
"""The letters that reviewers get of what they read, by what they are about."""
REMINDERS = KINDS["reminders"]


class ProgressLine(NamedTuple):
    """A reviewer of the call and what they do with what they were given, of which this organiser may know.

    minutes: what a review took, on average of those whose time is known; signs: what was written for one, on average
    of those that were handed in. reminded_at: when a reminder last left; wish: how they want to be written to.
    """

    id: UUID
    name: str
    organisation: str
    wish: str
    load: int
    submitted: int
    begun: int
    late: int
    minutes: float | None
    signs: float | None
    last_at: datetime | None
    reminded_at: datetime | None


class LetterLine(NamedTuple):
    """A letter to a reviewer: `state` is `sent`, `failed` or `waiting`."""

    id: UUID
    kind: str
    name: str
    email: str
    at: datetime
    state: str


def progress(db: Session, actor: Actor, call_id: UUID, now: datetime) -> list[ProgressLine]:
    """Every reviewer of the call: who is late first, then who has most left."""
    given, reminded = _given(actor, call_id, now), _reminded(call_id)
    left = func.coalesce(given.c.load, 0) - func.coalesce(given.c.submitted, 0)
    query = (
        select(
            col(Person.id),
            col(Person.name),
            col(Membership.organisation),
            col(Person.review_mail),
            func.coalesce(given.c.load, 0),
            func.coalesce(given.c.submitted, 0),
            func.coalesce(given.c.begun, 0),
            func.coalesce(given.c.late, 0),
            given.c.seconds / 60.0,
            given.c.signs,
            given.c.last_at,
            reminded.c.at,
        )
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .outerjoin(given, given.c.reviewer_id == col(Person.id))
        .outerjoin(reminded, reminded.c.person_id == col(Person.id))
        .where(col(Membership.call_id) == call_id, col(Membership.role) == "reviewer")
        .where(or_(col(Membership.revoked_at).is_(None), given.c.load > 0))
        .order_by(func.coalesce(given.c.late, 0).desc(), left.desc(), col(Person.name), col(Person.id))
    )
    return [ProgressLine(*row[:8], *(_number(value) for value in row[8:10]), *row[10:]) for row in db.execute(query)]


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _given(actor: Actor, call_id: UUID, now: datetime) -> Subquery:
    """What each reads of the dossiers that this organiser may see."""
    handed = col(Review.state) == "submitted"
    late = and_(col(Assignment.due_at) < now, or_(col(Review.id).is_(None), ~handed))
    wrote = (
        select(func.coalesce(func.sum(func.length(col(Score.comment))), 0))
        .where(col(Score.review_id) == col(Review.id))
        .correlate(Review)
        .scalar_subquery()
    )
    run = and_(organised_by(actor), col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted")
    return (
        select(
            col(Assignment.reviewer_id).label("reviewer_id"),
            func.count().label("load"),
            func.sum(case((handed, 1), else_=0)).label("submitted"),
            func.sum(case((col(Review.state) == "draft", 1), else_=0)).label("begun"),
            func.sum(case((late, 1), else_=0)).label("late"),
            func.avg(case((and_(handed, col(Review.seconds) > 0), col(Review.seconds)))).label("seconds"),
            func.avg(case((handed, func.length(col(Review.comment)) + wrote))).label("signs"),
            func.max(col(Review.updated_at)).label("last_at"),
        )
        .join(Dossier, col(Dossier.id) == col(Assignment.dossier_id))
        .outerjoin(Review, col(Review.assignment_id) == col(Assignment.id))
        .where(run, col(Assignment.state) == "active", ~conflicted())
        .group_by(col(Assignment.reviewer_id))
        .subquery()
    )


def _reminded(call_id: UUID) -> Subquery:
    return (
        select(col(Notice.person_id).label("person_id"), func.max(col(Notice.created_at)).label("at"))
        .where(col(Notice.call_id) == call_id, col(Notice.kind).in_(REMINDERS))
        .group_by(col(Notice.person_id))
        .subquery()
    )


def letters(
    db: Session, actor: Actor, call_id: UUID, *, about: str = "", person: UUID | None = None, after: UUID | None = None
) -> list[LetterLine]:
    """The letters to those who read for a call, the latest first, and one more than a page shows.

    Nothing of a dossier that this organiser may not know of.
    """
    kinds = KINDS.get(about) or tuple(kind for some in KINDS.values() for kind in some)
    is_sent, is_failed = col(Notice.sent_at).is_not(None), col(Notice.failed_at).is_not(None)
    state = case((is_sent, "sent"), (is_failed, "failed"), else_="waiting")
    at = func.coalesce(col(Notice.sent_at), col(Notice.run_at))
    query = (
        select(col(Notice.id), col(Notice.kind), col(Person.name), col(Notice.to_email), at, state)
        .join(Person, col(Person.id) == col(Notice.person_id))
        .where(col(Notice.call_id) == call_id, col(Notice.kind).in_(kinds), _known(actor))
        .order_by(col(Notice.id).desc())
        .limit(LETTERS_SHOWN + 1)
    )
    if person is not None:
        query = query.where(col(Notice.person_id) == person)
    if after is not None:
        query = query.where(col(Notice.id) < after)
    return [LetterLine(*row) for row in db.execute(query)]


def name_in_call(db: Session, call_id: UUID, person_id: UUID) -> str:
    """The name of somebody who reads, or read, for this call; empty for anybody else."""
    reads = exists().where(
        col(Membership.person_id) == col(Person.id),
        col(Membership.call_id) == call_id,
        col(Membership.role) == "reviewer",
    )
    found: str | None = db.execute(select(col(Person.name)).where(col(Person.id) == person_id, reads)).scalar()
    return found or ""


def _known(actor: Actor) -> ColumnElement[bool]:
    about = exists().where(col(Dossier.id) == col(Notice.dossier_id), organised_by(actor))
    return or_(col(Notice.dossier_id).is_(None), about)
