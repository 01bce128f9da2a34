"""Reads of the reviewers of a call: who answered what, what they know, what they read, whom they propose."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.domain.pool import PoolStanding, pool_standing, ties_text
from app.domain.roles import Actor, Role
from app.models import Assignment, Call, Dossier, Membership, Network, Person, Review
from app.queries.visibility import organised_by, read_by


class ReviewerRow(NamedTuple):
    """A reviewer of a call, whatever they answered."""

    membership: Membership
    name: str
    email: str
    network_key: str
    network: str
    invited_by: str
    given: int
    submitted: int

    @property
    def id(self) -> UUID:
        """The role."""
        return self.membership.id

    @property
    def standing(self) -> PoolStanding:
        """Where the invitation stands."""
        return standing_of(self.membership)

    @property
    def answered_at(self) -> datetime | None:
        """When they said yes or no."""
        return self.membership.declined_at or self.membership.accepted_at

    @property
    def ties(self) -> str:
        """The organisations they are tied to, as they are typed."""
        return ties_text(self.membership.ties)


class RoleRow(NamedTuple):
    """A call I review for."""

    call_id: UUID
    slug: str
    title: dict[str, str]
    standing: PoolStanding


def standing_of(row: Membership) -> PoolStanding:
    """Where the invitation of a reviewer stands."""
    return pool_standing(accepted_at=row.accepted_at, declined_at=row.declined_at, revoked_at=row.revoked_at)


def fingerprint(row: Membership) -> str:
    """A version of what a profile says: it changes when the profile does."""
    said = (
        row.organisation, row.region, row.departement, row.network_id, sorted(row.themes), sorted(row.languages),
        row.capacity, row.ties,
    )  # fmt: skip
    return hashlib.sha256(json.dumps(said, default=str, ensure_ascii=False).encode()).hexdigest()[:16]


def reviewers(db: Session, call_id: UUID, seen_by: Actor) -> list[ReviewerRow]:
    """Everybody who was asked to review, by name, but those whose role was taken back; in one query.

    Of what they were given, what this organiser may see is counted.
    """
    here = or_(col(Membership.revoked_at).is_(None), col(Membership.declined_at).is_not(None))
    query = _reviewers(call_id, organised_by(seen_by)).where(here)
    return _rows(db, query.order_by(func.lower(col(Person.name)), col(Person.id)))


def reviewer(db: Session, call_id: UUID, membership_id: UUID, seen_by: Actor) -> ReviewerRow | None:
    """One of them, even when the role was taken back."""
    query = _reviewers(call_id, organised_by(seen_by)).where(col(Membership.id) == membership_id)
    return next(iter(_rows(db, query)), None)


def mine(db: Session, call_id: UUID, actor: Actor) -> ReviewerRow | None:
    """My place among the reviewers of a call, now, with what I may read."""
    here = (col(Membership.person_id) == actor.id, col(Membership.revoked_at).is_(None))
    return next(iter(_rows(db, _reviewers(call_id, read_by(actor)).where(*here))), None)


def invitation(db: Session, row: Membership) -> ReviewerRow:
    """What somebody is invited to, for whoever holds its link; nothing is counted."""
    return _rows(db, _reviewers(row.call_id, false()).where(col(Membership.id) == row.id))[0]


def person_of(db: Session, row: Membership) -> Person:
    """Whose role it is."""
    return db.get_one(Person, row.person_id)


def _reviewers(call_id: UUID, seen: ColumnElement[bool]) -> Select[Any]:
    inviter = select(col(Person.name)).where(col(Person.id) == col(Membership.invited_by)).scalar_subquery()
    # What `seen` asks looks at assignments of its own.
    theirs = aliased(Assignment)
    handed_in = and_(
        col(Review.dossier_id) == col(theirs.dossier_id),
        col(Review.reviewer_id) == col(theirs.reviewer_id),
        col(Review.state) == "submitted",
    )
    given = (
        select(col(theirs.reviewer_id), func.count().label("given"), func.count(col(Review.id)).label("submitted"))
        .select_from(theirs)
        .join(Dossier, col(Dossier.id) == col(theirs.dossier_id))
        .join(Review, handed_in, isouter=True)
        .where(col(Dossier.call_id) == call_id, col(theirs.state) == "active", seen)
        .group_by(col(theirs.reviewer_id))
        .subquery()
    )
    columns = (col(Person.name), col(Person.email), col(Network.key), col(Network.name), inviter.correlate(Membership))
    return (
        select(Membership, *columns, given.c.given, given.c.submitted)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .join(Network, col(Network.id) == col(Membership.network_id), isouter=True)
        .join(given, given.c.reviewer_id == col(Membership.person_id), isouter=True)
        .where(col(Membership.call_id) == call_id, col(Membership.role) == Role.REVIEWER)
    )


def _rows(db: Session, query: Select[Any]) -> list[ReviewerRow]:
    return [
        ReviewerRow(held, name, email, key or "", network or "", inviter or "", given or 0, submitted or 0)
        for held, name, email, key, network, inviter, given, submitted in db.execute(query)
    ]


def counts(rows: Iterable[ReviewerRow]) -> dict[str, int]:
    """How many stand where, and how many are experts of one dossier."""
    found = {"all": 0, "invited": 0, "accepted": 0, "declined": 0, "experts": 0}
    for row in rows:
        found["all"] += 1
        found[row.standing.value] = found.get(row.standing.value, 0) + 1
        found["experts"] += row.membership.is_expert
    return found


def roles_of(db: Session, actor: Actor) -> list[RoleRow]:
    """The calls I review for, or am asked to, the last first."""
    query = (
        select(Membership, col(Call.slug), col(Call.title))
        .join(Call, col(Call.id) == col(Membership.call_id))
        .where(col(Membership.person_id) == actor.id, col(Membership.role) == Role.REVIEWER)
        .where(col(Membership.revoked_at).is_(None))
        .order_by(col(Call.opens_at).desc())
    )
    return [RoleRow(held.call_id, slug, title, standing_of(held)) for held, slug, title in db.execute(query)]


def is_reviewer(db: Session, call_id: UUID, email: str) -> bool:
    """Whether this address is already that of a reviewer of the call."""
    query = (
        select(col(Membership.id))
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(col(Membership.call_id) == call_id, col(Membership.role) == Role.REVIEWER)
        .where(col(Membership.revoked_at).is_(None), col(Person.email) == email.lower())
    )
    return db.execute(query.limit(1)).first() is not None


def opens_by_link(db: Session, person: Person) -> bool:
    """Whether a link in a mail may open this account: nobody entered it yet, and it answers for nothing else.

    A mail is easily forwarded: an account that is used asks its owner to sign in.
    """
    if person.confirmed_at is not None or person.password_hash is not None or person.is_admin:
        return False
    other = exists().where(
        col(Membership.person_id) == person.id,
        or_(col(Membership.role) == Role.ORGANISER, col(Membership.revoked_at).is_not(None)),
    )
    return not db.execute(select(other)).scalar()
