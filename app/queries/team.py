"""Reads of the people of a call, for its organisers."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.domain.roles import Actor
from app.models import Assignment, Dossier, Membership, Network, Person
from app.queries.visibility import organised_by


class TeamRow(NamedTuple):
    """Somebody with a role in a call."""

    id: UUID
    role: str
    name: str
    email: str
    has_entered: bool
    network: str
    organisation: str
    region: str
    themes: list[str]
    capacity: int
    given: int
    since: datetime


def team(db: Session, call_id: UUID, seen_by: Actor) -> list[TeamRow]:
    """The people of a call by name, with how much of what this organiser may see they were given; in one query."""
    given = (
        select(col(Assignment.reviewer_id), func.count().label("given"))
        .join(Dossier, col(Dossier.id) == col(Assignment.dossier_id))
        .where(col(Dossier.call_id) == call_id, col(Assignment.state) == "active")
        .where(organised_by(seen_by))
        .group_by(col(Assignment.reviewer_id))
        .subquery()
    )
    query = (
        select(
            Membership, col(Person.name), col(Person.email), col(Person.confirmed_at), col(Network.name), given.c.given
        )
        .join(Person, col(Person.id) == col(Membership.person_id))
        .join(Network, col(Network.id) == col(Membership.network_id), isouter=True)
        .join(given, given.c.reviewer_id == col(Membership.person_id), isouter=True)
        .where(col(Membership.call_id) == call_id, col(Membership.revoked_at).is_(None))
        .order_by(col(Person.name), col(Membership.role))
    )
    return [
        TeamRow(
            id=held.id,
            role=held.role,
            name=name,
            email=email,
            has_entered=confirmed_at is not None,
            network=network or "",
            organisation=held.organisation,
            region=held.region,
            themes=held.themes,
            capacity=held.capacity,
            given=number or 0,
            since=held.created_at,
        )
        for held, name, email, confirmed_at, network, number in db.execute(query)
    ]
