"""Reads of what the reviewers of dossiers and the organisers of their calls say to each other about them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, case, exists, func, or_, select
from sqlmodel import Session, col

from app.domain.discussions import Voice
from app.domain.roles import Actor
from app.models import (
    Assignment,
    Call,
    Collaborator,
    Conflict,
    DiscussionMessage,
    DiscussionSeen,
    Dossier,
    Membership,
    Person,
)
from app.models.conflict import STANDING
from app.queries.assignments import conflicted
from app.queries.visibility import organised_by, read_by, rules_of

LISTED = 300


class SaidRow(NamedTuple):
    """Something that was said; of what was taken back there are no words left."""

    id: UUID
    author_id: UUID
    text: str
    mentions: list[str]
    created_at: datetime
    removed_at: datetime | None
    version: int


class DiscussionRow(NamedTuple):
    """The discussion of a dossier in one line."""

    dossier_id: UUID
    call_id: UUID
    reference: str
    title: str
    said: int
    unread: int
    last_at: datetime | None


def said(db: Session, dossier_id: UUID) -> list[SaidRow]:
    """What was said about a dossier, the first first; whoever asks has shown that they may discuss it."""
    query = (
        select(*(getattr(DiscussionMessage, name) for name in SaidRow._fields))
        .where(col(DiscussionMessage.dossier_id) == dossier_id)
        .order_by(col(DiscussionMessage.created_at), col(DiscussionMessage.id))
    )
    return [SaidRow(*row) for row in db.execute(query)]


def voices(db: Session, dossier: Dossier) -> list[Voice]:
    """Everybody who speaks about a dossier, or did: its readers in the order they were given it, then the others."""
    here = _reviewers_here(db, dossier)
    runs = set(db.execute(select(col(Person.id)).where(_runs(dossier), ~_tied(dossier))).scalars())
    read = list(db.execute(_given(dossier.id)))
    numbers = {row[0]: number for number, row in enumerate(read, 1)}
    wrote = select(col(DiscussionMessage.author_id)).where(col(DiscussionMessage.dossier_id) == dossier.id)
    people = select(col(Person.id), col(Person.name))
    spoke = set(db.execute(wrote.distinct()).scalars())
    found = [
        Voice(
            person_id,
            name,
            number=numbers.get(person_id, 0),
            is_organiser=person_id in runs or person_id not in numbers,
            is_here=person_id in runs or person_id in here,
            spoke=person_id in spoke,
        )
        for person_id, name in db.execute(people.where(col(Person.id).in_({*numbers, *runs, *spoke})))
    ]
    return sorted(found, key=lambda voice: (voice.is_organiser, voice.number, voice.name, voice.id))


def _given(dossier_id: UUID) -> Select[Any]:
    mine = col(Assignment.dossier_id) == dossier_id
    return select(col(Assignment.reviewer_id)).where(mine).order_by(col(Assignment.id))


def _reviewers_here(db: Session, dossier: Dossier) -> set[UUID]:
    """Who reads it now, without a conflict."""
    query = (
        _given(dossier.id)
        .join(Person, col(Person.id) == col(Assignment.reviewer_id))
        .where(col(Assignment.state) == "active", ~_tied(dossier), _member(dossier, "reviewer"))
    )
    return set(db.execute(query).scalars())


def _member(dossier: Dossier, role: str) -> ColumnElement[bool]:
    return exists().where(
        col(Membership.person_id) == col(Person.id),
        col(Membership.call_id) == dossier.call_id,
        col(Membership.role) == role,
        col(Membership.revoked_at).is_(None),
    )


def _runs(dossier: Dossier) -> ColumnElement[bool]:
    return _member(dossier, "organiser")


def _tied(dossier: Dossier) -> ColumnElement[bool]:
    """The person of the row must not touch the dossier."""
    conflict = exists().where(
        col(Conflict.person_id) == col(Person.id),
        col(Conflict.dossier_id) == dossier.id,
        col(Conflict.state).in_(STANDING),
    )
    worked = exists().where(
        col(Collaborator.person_id) == col(Person.id),
        col(Collaborator.dossier_id) == dossier.id,
        col(Collaborator.accepted_at).is_not(None),
    )
    return or_(conflict, worked, col(Person.id) == dossier.owner_id)


def seen_at(db: Session, dossier_id: UUID, person_id: UUID) -> datetime | None:
    """Until when this person has read the discussion of a dossier."""
    query = select(col(DiscussionSeen.seen_at)).where(
        col(DiscussionSeen.dossier_id) == dossier_id, col(DiscussionSeen.person_id) == person_id
    )
    found: datetime | None = db.execute(query).scalar_one_or_none()
    return found


def unread_by(db: Session, dossier_id: UUID, people: Collection[UUID]) -> set[UUID]:
    """Which of these people have something left to read in the discussion of a dossier."""
    query = (
        select(col(Person.id))
        .join(DiscussionMessage, col(DiscussionMessage.dossier_id) == dossier_id)
        .outerjoin(DiscussionSeen, _seen_by(col(Person.id)))
        .where(col(Person.id).in_(list(people)), _new_to(col(Person.id)))
    )
    return set(db.execute(query.distinct()).scalars())


def new_by_person(
    db: Session, call_id: UUID, people: Collection[UUID], since: datetime, until: datetime
) -> dict[UUID, tuple[int, int]]:
    """How many things were said meanwhile that each of these reviewers has not read, and about how many dossiers."""
    reads = and_(col(Assignment.reviewer_id) == col(Person.id), col(Assignment.state) == "active")
    query = (
        select(col(Person.id), func.count(), func.count(col(DiscussionMessage.dossier_id).distinct()))
        .select_from(DiscussionMessage)
        .join(Dossier, col(Dossier.id) == col(DiscussionMessage.dossier_id))
        .join(Assignment, col(Assignment.dossier_id) == col(Dossier.id))
        .join(Person, reads)
        .outerjoin(DiscussionSeen, _seen_by(col(Person.id)))
        .where(col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted", ~conflicted())
        .where(col(Person.id).in_(list(people)), _new_to(col(Person.id)))
        .where(col(DiscussionMessage.created_at) > since, col(DiscussionMessage.created_at) <= until)
        .group_by(col(Person.id))
    )
    return {row[0]: (int(row[1]), int(row[2])) for row in db.execute(query)}


def get_said(db: Session, dossier_id: UUID, message_id: UUID) -> DiscussionMessage | None:
    """Something that was said about this dossier, to be looked at."""
    found = db.get(DiscussionMessage, message_id)
    return found if found is not None and found.dossier_id == dossier_id else None


def message_in(db: Session, dossier_id: UUID, message_id: UUID) -> DiscussionMessage | None:
    """Something that was said about this dossier, held until it is changed."""
    query = select(DiscussionMessage).where(
        col(DiscussionMessage.id) == message_id, col(DiscussionMessage.dossier_id) == dossier_id
    )
    found: DiscussionMessage | None = db.execute(query.with_for_update()).scalar_one_or_none()
    return found


def open_calls(db: Session, actor: Actor, now: datetime) -> list[Call]:
    """The calls whose reviewers, this person among them, may discuss now."""
    calls = db.execute(select(Call).where(col(Call.id).in_(actor.reviews)).order_by(col(Call.closes_at).desc()))
    return [call for call in calls.scalars() if rules_of(call, now).may_comment]


def mine(db: Session, actor: Actor, call_ids: Collection[UUID]) -> list[DiscussionRow]:
    """The dossiers I read in these calls with what is said about them; what waits to be read first, then the latest."""
    if not call_ids:
        return []
    return _rows(db, actor, and_(col(Dossier.call_id).in_(list(call_ids)), read_by(actor)))


def of_call(db: Session, actor: Actor, call_id: UUID) -> list[DiscussionRow]:
    """The dossiers of a call I run about which something was said."""
    rows = _rows(db, actor, and_(col(Dossier.call_id) == call_id, organised_by(actor)))
    return [row for row in rows if row.said]


def _rows(db: Session, actor: Actor, where: ColumnElement[bool]) -> list[DiscussionRow]:
    kept = col(DiscussionMessage.removed_at).is_(None)
    number = func.count(col(DiscussionMessage.id))
    unread = func.count(case((_new_to(actor.id), 1)))
    last = func.max(case((kept, col(DiscussionMessage.created_at))))
    shown = (col(Dossier.id), col(Dossier.call_id), col(Dossier.reference), col(Dossier.title))
    query = (
        select(*shown, number, unread, last)
        .outerjoin(DiscussionMessage, and_(col(DiscussionMessage.dossier_id) == col(Dossier.id), kept))
        .outerjoin(DiscussionSeen, _seen_by(actor.id))
        .where(where)
        .group_by(*shown)
        .order_by((unread > 0).desc(), (number > 0).desc(), last.desc(), col(Dossier.reference))
        .limit(LISTED)
    )
    return [
        DiscussionRow(row[0], row[1], row[2] or "", row[3], int(row[4]), int(row[5]), row[6])
        for row in db.execute(query)
    ]


def _seen_by(person_id: UUID | SQLColumnExpression[UUID]) -> ColumnElement[bool]:
    return and_(
        col(DiscussionSeen.dossier_id) == col(DiscussionMessage.dossier_id),
        col(DiscussionSeen.person_id) == person_id,
    )


def _new_to(person_id: UUID | SQLColumnExpression[UUID]) -> ColumnElement[bool]:
    """Said by somebody else, there still, and not read yet; `discussion_seen` is joined."""
    later = or_(col(DiscussionSeen.seen_at).is_(None), col(DiscussionMessage.created_at) > col(DiscussionSeen.seen_at))
    return and_(col(DiscussionMessage.author_id) != person_id, col(DiscussionMessage.removed_at).is_(None), later)
