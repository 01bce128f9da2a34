"""Reads of who reads what in a call, for the spreadsheet of its organisers."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, select
from sqlmodel import Session, col

from app.domain.assignment_sheets import Reader
from app.domain.roles import Actor
from app.models import Assignment, Dossier, Membership, Person, Review
from app.queries.assignments import Pair, conflicted, pool
from app.queries.visibility import organised_by


class SheetDossier(NamedTuple):
    """An admitted dossier, and who reads it."""

    id: UUID
    reference: str
    title: str
    readers: list[Reader]


class PoolLine(NamedTuple):
    """A reviewer of the call, how many dossiers they read, and how many at most."""

    reader: Reader
    load: int
    capacity: int


def dossiers_read(db: Session, actor: Actor, call_id: UUID) -> list[SheetDossier]:
    """The admitted dossiers of the call that this organiser may give, by number, with their readers by name."""
    given = and_(col(Assignment.dossier_id) == col(Dossier.id), col(Assignment.state) == "active", ~conflicted())
    query = (
        select(
            col(Dossier.id),
            col(Dossier.reference),
            col(Dossier.title),
            col(Person.id),
            col(Person.name),
            col(Person.email),
        )
        .select_from(Dossier)
        .outerjoin(Assignment, given)
        .outerjoin(Person, col(Person.id) == col(Assignment.reviewer_id))
        .where(organised_by(actor), col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted")
        .order_by(col(Dossier.number), col(Person.name), col(Person.id))
    )
    found: dict[UUID, SheetDossier] = {}
    for dossier_id, reference, title, person_id, name, email in db.execute(query):
        one = found.setdefault(dossier_id, SheetDossier(dossier_id, reference or "", title, []))
        if person_id is not None:
            one.readers.append(Reader(str(person_id), name, email))
    return list(found.values())


def pool_lines(db: Session, call_id: UUID, read: Iterable[SheetDossier] = ()) -> list[PoolLine]:
    """The reviewers of the call with their addresses, by name, and how many of these dossiers each reads.

    `read` are those that the organiser who asks may see: a load that counts others would tell of them.
    """
    loads = Counter(reader.id for one in read for reader in one.readers)
    query = (
        select(col(Person.id), col(Person.email))
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(col(Membership.call_id) == call_id, col(Membership.role) == "reviewer")
        .where(col(Membership.revoked_at).is_(None))
    )
    addresses = {row[0]: row[1] for row in db.execute(query)}
    return [
        PoolLine(Reader(str(row.id), row.name, addresses[row.id]), loads[str(row.id)], row.capacity)
        for row in pool(db, call_id)
        if row.id in addresses
    ]


def handed_in(db: Session, dossiers: set[UUID]) -> set[Pair]:
    """Who handed in their review of which of these dossiers."""
    query = select(col(Review.dossier_id), col(Review.reviewer_id)).where(col(Review.state) == "submitted")
    return {(row[0], row[1]) for row in db.execute(query.where(col(Review.dossier_id).in_(dossiers)))}
