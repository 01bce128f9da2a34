"""The team of a call by key, for programs."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, select, true
from sqlmodel import Session, col

from app.models import Membership, Network, Person


class MembershipRow(NamedTuple):
    """The role of a person in a call."""

    id: UUID
    person: UUID
    name: str
    email: str
    role: str
    network: str | None
    organisation: str
    region: str
    themes: list[str]
    capacity: int
    created_at: datetime


def _team(call_id: UUID) -> Select[tuple[object, ...]]:
    team = ("organisation", "region", "themes", "capacity", "created_at")
    columns = [Membership.role, Network.key, *(getattr(Membership, name) for name in team)]
    return (
        select(col(Membership.id), col(Person.id), col(Person.name), col(Person.email), *columns)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .join(Network, col(Network.id) == col(Membership.network_id), isouter=True)
        .where(col(Membership.call_id) == call_id, col(Membership.revoked_at).is_(None))
    )


def team_after(db: Session, call_id: UUID, role: str, after: UUID | None, reach: int) -> list[MembershipRow]:
    """Who works in a call, in the order they came; of one role when it is named."""
    query = _team(call_id).order_by(col(Membership.id)).limit(reach)
    query = query.where(col(Membership.role) == role if role else true())
    rows = db.execute(query if after is None else query.where(col(Membership.id) > after))
    return [MembershipRow(*row) for row in rows]


def one_of(db: Session, call_id: UUID, membership_id: UUID) -> MembershipRow:
    """One role of a call."""
    return MembershipRow(*db.execute(_team(call_id).where(col(Membership.id) == membership_id)).one())
