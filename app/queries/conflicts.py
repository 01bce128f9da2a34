"""Reads of the conflicts of interest of a call for its organisers; each begins at the dossiers they may see."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.domain.roles import Actor
from app.models import Assignment, Conflict, Dossier, Job, Membership, Person
from app.models.conflict import STANDING
from app.queries.visibility import filed, organised_by

PAGE = 50
SHOWN = ("todo", "standing", "dismissed", "all")
# What the organiser may see is looked for in the same tables: theirs must not hide the listed ones.
Tie = aliased(Conflict)
Decider = aliased(Person)
Given = aliased(Assignment)


class ConflictLine(NamedTuple):
    """A tie between a person and a dossier, what it is made of, and what was decided of it.

    `reads`: the dossier is given to them; `is_organiser`: they run the call.
    """

    id: UUID
    dossier_id: UUID
    reference: str
    title: str
    person_id: UUID
    person: str
    organisation: str
    state: str
    source: str
    grounds: list[dict[str, str]]
    evidence: str
    reason: str
    created_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    reads: bool
    is_organiser: bool


class Tally(NamedTuple):
    """How many there are of each kind."""

    todo: int = 0
    standing: int = 0
    dismissed: int = 0

    @property
    def all(self) -> int:
        """How many in all."""
        return self.todo + self.standing + self.dismissed


def lines(
    db: Session,
    actor: Actor,
    call_id: UUID,
    *,
    show: str = "all",
    dossier: UUID | None = None,
    person: UUID | None = None,
    after: UUID | None = None,
) -> list[ConflictLine]:
    """A page of conflicts and one more, in the order they came."""
    query = _lines(actor, call_id).where(_SHOWN.get(show, true())).order_by(col(Tie.id)).limit(PAGE + 1)
    for column, value in ((col(Tie.dossier_id), dossier), (col(Tie.person_id), person)):
        query = query if value is None else query.where(column == value)
    rows = db.execute(query if after is None else query.where(col(Tie.id) > after))
    return [ConflictLine(*row) for row in rows]


def one_of(db: Session, actor: Actor, call_id: UUID, conflict_id: UUID) -> ConflictLine | None:
    """One of them, if this organiser may see its dossier."""
    row = db.execute(_lines(actor, call_id).where(col(Tie.id) == conflict_id)).one_or_none()
    return ConflictLine(*row) if row else None


def tally(
    db: Session, actor: Actor, call_id: UUID, *, dossier: UUID | None = None, person: UUID | None = None
) -> Tally:
    """How many wait for a decision, stand, were dismissed."""
    counts = [func.coalesce(func.sum(case((_SHOWN[name], 1), else_=0)), 0) for name in SHOWN[:3]]
    query = select(*counts).select_from(Tie).join(Dossier, col(Dossier.id) == col(Tie.dossier_id))
    query = query.where(_seen(actor, call_id))
    for column, value in ((col(Tie.dossier_id), dossier), (col(Tie.person_id), person)):
        query = query if value is None else query.where(column == value)
    return Tally(*(int(value) for value in db.execute(query).one()))


def last_look(db: Session, call_id: UUID, kind: str) -> Job | None:
    """The last time ties were looked for, or the one under way."""
    query = select(Job).where(col(Job.call_id) == call_id, col(Job.kind) == kind)
    found: Job | None = db.execute(query.order_by(col(Job.created_at).desc(), col(Job.id).desc()).limit(1)).scalar()
    return found


_SHOWN: dict[str, ColumnElement[bool]] = {
    "todo": col(Tie.state) == "suspected",
    "standing": col(Tie.state).in_(STANDING),
    "dismissed": col(Tie.state) == "dismissed",
}
_READS = exists().where(
    col(Given.dossier_id) == col(Tie.dossier_id),
    col(Given.reviewer_id) == col(Tie.person_id),
    col(Given.state) == "active",
)


def _role(call_id: UUID, role: str) -> ColumnElement[bool]:
    return exists().where(
        col(Membership.call_id) == call_id,
        col(Membership.person_id) == col(Tie.person_id),
        col(Membership.role) == role,
        col(Membership.revoked_at).is_(None),
    )


def _seen(actor: Actor, call_id: UUID) -> ColumnElement[bool]:
    return and_(col(Dossier.call_id) == call_id, organised_by(actor), filed())


def _lines(actor: Actor, call_id: UUID) -> Select[*tuple[Any, ...]]:
    works = select(col(Membership.organisation)).where(
        col(Membership.call_id) == call_id,
        col(Membership.person_id) == col(Tie.person_id),
        col(Membership.organisation) != "",
    )
    return (
        select(
            col(Tie.id),
            col(Tie.dossier_id),
            col(Dossier.reference),
            col(Dossier.title),
            col(Tie.person_id),
            col(Person.name),
            func.coalesce(works.limit(1).scalar_subquery(), ""),
            col(Tie.state),
            col(Tie.source),
            col(Tie.grounds),
            col(Tie.evidence),
            col(Tie.reason),
            col(Tie.created_at),
            col(Tie.decided_at),
            col(Decider.name),
            _READS,
            _role(call_id, "organiser"),
        )
        .join(Dossier, col(Dossier.id) == col(Tie.dossier_id))
        .join(Person, col(Person.id) == col(Tie.person_id))
        .outerjoin(Decider, col(Decider.id) == col(Tie.decided_by))
        .where(_seen(actor, call_id))
    )
