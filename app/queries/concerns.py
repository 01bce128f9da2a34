"""Reads of whom those who file a dossier ask to keep away from it."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.domain.names import person_keys
from app.domain.roles import Actor
from app.models import Concern, Dossier, Person
from app.queries.assignments import PersonRow
from app.queries.visibility import filed, organised_by

Settler = aliased(Person)


class ConcernRow(NamedTuple):
    """Somebody to keep away from a dossier, why, and what organisers answered."""

    id: UUID
    dossier_id: UUID
    reference: str
    title: str
    author: str
    name: str
    organisation: str
    reason: str
    created_at: datetime
    settled_at: datetime | None
    settled_by: str | None
    answer: str


def of_dossier(db: Session, dossier_id: UUID) -> list[ConcernRow]:
    """What was asked about one dossier, for those who file it; what they took back is gone."""
    query = _rows().where(col(Concern.dossier_id) == dossier_id)
    return [ConcernRow(*row) for row in db.execute(query.order_by(col(Concern.id)))]


def of_call(db: Session, actor: Actor, call_id: UUID) -> list[ConcernRow]:
    """What was asked in a call, over the dossiers this organiser may see: what waits for an answer first."""
    query = _rows().where(col(Dossier.call_id) == call_id, organised_by(actor), filed())
    query = query.order_by(col(Concern.settled_at).is_not(None), col(Concern.id))
    return [ConcernRow(*row) for row in db.execute(query)]


def waiting(db: Session, actor: Actor, call_id: UUID) -> int:
    """How many wait for an answer."""
    query = (
        select(func.count())
        .select_from(Concern)
        .join(Dossier, col(Dossier.id) == col(Concern.dossier_id))
        .where(col(Dossier.call_id) == call_id, organised_by(actor), filed())
        .where(col(Concern.removed_at).is_(None), col(Concern.settled_at).is_(None))
    )
    return int(db.execute(query).scalar_one())


def likely(name: str, people: list[PersonRow]) -> UUID | None:
    """Who among these people bears a name close to this one; None when nobody does, or several do."""
    keys = person_keys(name)
    found = [person.id for person in people if keys & person_keys(person.name)]
    return found[0] if len(found) == 1 else None


def _rows() -> Select[*tuple[object, ...]]:
    return (
        select(
            col(Concern.id),
            col(Concern.dossier_id),
            func.coalesce(col(Dossier.reference), ""),
            col(Dossier.title),
            col(Person.name),
            col(Concern.name),
            col(Concern.organisation),
            col(Concern.reason),
            col(Concern.created_at),
            col(Concern.settled_at),
            col(Settler.name),
            col(Concern.answer),
        )
        .join(Dossier, col(Dossier.id) == col(Concern.dossier_id))
        .join(Person, col(Person.id) == col(Concern.author_id))
        .outerjoin(Settler, col(Settler.id) == col(Concern.settled_by))
        .where(and_(col(Concern.removed_at).is_(None)))
    )
