"""The team of a call by key, for programs."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, or_, select, true
from sqlmodel import Session, col

from app.domain.pool import PoolStanding
from app.models import Membership, Network, Nomination, Person
from app.queries.inviting import NominationRow
from app.queries.pool import fingerprint, standing_of


class MembershipRow(NamedTuple):
    """The role of a person in a call."""

    id: UUID
    person: UUID
    name: str
    email: str
    role: str
    state: PoolStanding
    network: str | None
    organisation: str
    region: str
    departement: str
    themes: list[str]
    languages: list[str]
    ties: list[dict[str, str]]
    capacity: int
    is_expert: bool
    created_at: datetime
    accepted_at: datetime | None
    declined_at: datetime | None
    decline_reason: str
    decline_note: str
    profile_version: str


SAME = (
    "organisation", "region", "departement", "themes", "languages", "ties", "capacity", "is_expert", "created_at",
    "accepted_at", "declined_at", "decline_reason", "decline_note",
)  # fmt: skip
_LIVING = col(Membership.revoked_at).is_(None)
_DECLINED = col(Membership.declined_at).is_not(None)


def _team(call_id: UUID) -> Select[Any]:
    columns: list[Any] = [col(Person.name), col(Person.email), col(Network.key)]
    return (
        select(Membership, *columns)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .join(Network, col(Network.id) == col(Membership.network_id), isouter=True)
        .where(col(Membership.call_id) == call_id)
    )


def _row(held: Membership, name: str, email: str, network: str | None) -> MembershipRow:
    same = {column: getattr(held, column) for column in SAME}
    return MembershipRow(
        id=held.id,
        person=held.person_id,
        name=name,
        email=email,
        role=held.role,
        state=standing_of(held),
        network=network,
        profile_version=fingerprint(held),
        **same,
    )


_OF_STATE = {
    PoolStanding.INVITED: (_LIVING, col(Membership.accepted_at).is_(None)),
    PoolStanding.ACCEPTED: (_LIVING, col(Membership.accepted_at).is_not(None)),
    PoolStanding.DECLINED: (_DECLINED, ~_LIVING),
    PoolStanding.GONE: (~_LIVING, ~_DECLINED),
}


def team_after(
    db: Session, call_id: UUID, role: str, state: PoolStanding | None, after: UUID | None, reach: int
) -> list[MembershipRow]:
    """Who works in a call, in the order they came; of one role, or one state, when it is named."""
    query = _team(call_id).order_by(col(Membership.id)).limit(reach)
    query = query.where(*(_OF_STATE[state] if state else (_LIVING,)))
    query = query.where(col(Membership.role) == role if role else true())
    rows = db.execute(query if after is None else query.where(col(Membership.id) > after))
    return [_row(*row) for row in rows]


def one_of(db: Session, call_id: UUID, membership_id: UUID) -> MembershipRow:
    """One role of a call."""
    query = _team(call_id).where(col(Membership.id) == membership_id, or_(_LIVING, _DECLINED))
    return _row(*db.execute(query).one())


def nominations_after(db: Session, call_id: UUID, after: UUID | None, reach: int) -> list[NominationRow]:
    """Everybody whom reviewers proposed, decided or not, in the order they came."""
    columns = (col(Nomination.id), col(Nomination.name), col(Nomination.email), col(Nomination.note))
    query = (
        select(*columns, col(Person.name), col(Nomination.created_at), col(Nomination.accepted))
        .join(Person, col(Person.id) == col(Nomination.proposed_by))
        .where(col(Nomination.call_id) == call_id)
        .order_by(col(Nomination.id))
        .limit(reach)
    )
    rows = db.execute(query if after is None else query.where(col(Nomination.id) > after))
    return [NominationRow(*row) for row in rows]
