"""Reads about the dates of a call: the calendar as plain values, who its deadline touches, what changed and why."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from app.models import Call, CallChange, Dossier, Person
from app.queries.calls import moments

_MOVES = ("calendar", "open", "close", "extend")


class Touched(NamedTuple):
    """Whom a deadline that moves touches: open drafts, the people who write them, and dossiers already filed."""

    drafts: int
    people: int
    filed: int


class ChangeRow(NamedTuple):
    """A change of the dates of a call, with its reason."""

    id: UUID
    at: datetime
    kind: str
    reason: str
    author: str
    before: dict[str, object]
    after: dict[str, object]


def calendar_text(db: Session, call: Call) -> dict[str, object]:
    """The calendar as plain values, to compare, to keep, or to make a digest of."""
    rows = sorted(moments(db, call.id), key=lambda row: (row.starts_at, row.kind, row.title.get("fr", "")))
    plain = [row.model_dump(mode="json", exclude={"id", "call_id"}) for row in rows]
    return call.model_dump(mode="json", include={"zone", "opens_at", "closes_at", "grace_minutes"}) | {"moments": plain}


def touched(db: Session, call: Call) -> Touched:
    """How many drafts are open, by how many people, and how many dossiers are filed."""
    query = select(func.count(), func.count(func.distinct(col(Dossier.owner_id)))).where(
        col(Dossier.call_id) == call.id, col(Dossier.state) == "draft"
    )
    drafts, people = db.execute(query).one()
    return Touched(drafts, people, call.dossiers_filed)


def draft_owners(db: Session, call_id: UUID) -> list[Person]:
    """The people who have a draft in this call."""
    owners = select(col(Dossier.owner_id)).where(col(Dossier.call_id) == call_id, col(Dossier.state) == "draft")
    return list(db.execute(select(Person).where(col(Person.id).in_(owners)).order_by(col(Person.id))).scalars())


def changes(db: Session, call_id: UUID, *, most: int = 50) -> list[ChangeRow]:
    """What changed in the dates of a call, the latest first."""
    query = _changes(call_id).order_by(col(CallChange.at).desc(), col(CallChange.id).desc()).limit(most)
    return [ChangeRow(*row) for row in db.execute(query)]


def changes_after(db: Session, call_id: UUID, after: UUID | None, reach: int) -> list[ChangeRow]:
    """The same in the order they were made, page by page."""
    query = _changes(call_id).order_by(col(CallChange.id)).limit(reach)
    rows = db.execute(query if after is None else query.where(col(CallChange.id) > after))
    return [ChangeRow(*row) for row in rows]


def _changes(call_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(
            col(CallChange.id),
            col(CallChange.at),
            col(CallChange.kind),
            col(CallChange.reason),
            col(Person.name),
            col(CallChange.before),
            col(CallChange.after),
        )
        .join(Person, col(Person.id) == col(CallChange.author_id))
        .where(col(CallChange.call_id) == call_id, col(CallChange.kind).in_(_MOVES))
    )
