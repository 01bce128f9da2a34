"""Lists by key, for programs: complete and without doubles while rows are added. Each begins at what is visible."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.domain.roles import Actor
from app.models import (
    Assignment,
    Call,
    Conflict,
    Criterion,
    Dossier,
    Form,
    FormVersion,
    JournalLine,
    Person,
    Review,
    Score,
)
from app.queries.assignments import conflicted
from app.queries.visibility import filed, organised_by


class AssignmentRow(NamedTuple):
    """A dossier given to a reviewer."""

    id: UUID
    dossier: UUID
    reference: str
    reviewer: UUID
    reviewer_name: str
    state: str
    origin: str
    reason: str
    due_at: datetime | None
    created_at: datetime


class ConflictRow(NamedTuple):
    """A tie between a person and a dossier."""

    id: UUID
    dossier: UUID
    reference: str
    person: UUID
    person_name: str
    state: str
    source: str
    grounds: list[dict[str, str]]
    evidence: str
    reason: str
    created_at: datetime
    decided_at: datetime | None


def knows_call(actor: Actor) -> ColumnElement[bool]:
    """The call of the row is public, or this person works in it; a token made for one call knows no other."""
    works = true() if actor.is_admin else col(Call.id).in_(actor.organises | actor.reviews)
    within = true() if actor.only_call is None else col(Call.id) == actor.only_call
    return and_(or_(col(Call.is_public), works), within)


def version_known_to(db: Session, actor: Actor, version_id: UUID) -> FormVersion | None:
    """A version of a form, if this person may know of its call; before it is published, if they run it."""
    query = (
        select(FormVersion)
        .join(Form, col(Form.id) == col(FormVersion.form_id))
        .join(Call, col(Call.id) == col(Form.call_id))
        .where(col(FormVersion.id) == version_id, knows_call(actor))
    )
    found: FormVersion | None = db.execute(query.where(_is_asked(actor))).scalar_one_or_none()
    return found


def _is_asked(actor: Actor) -> ColumnElement[bool]:
    """What is still being written is for those who run the call."""
    runs = true() if actor.is_admin else col(Form.call_id).in_(actor.organises)
    return or_(col(FormVersion.published_at).is_not(None), runs)


def calls_after(db: Session, actor: Actor, after: UUID | None, reach: int) -> list[Call]:
    """Calls in the order they were made."""
    query = select(Call).where(knows_call(actor)).order_by(col(Call.id)).limit(reach)
    return list(db.execute(query if after is None else query.where(col(Call.id) > after)).scalars())


def assignments_after(
    db: Session,
    actor: Actor,
    call_id: UUID,
    *,
    dossier: UUID | None = None,
    reviewer: UUID | None = None,
    after: UUID | None = None,
    reach: int,
) -> list[AssignmentRow]:
    """Assignments of the dossiers that this organiser may see, in the order they were first made."""
    query = (
        select(
            col(Assignment.id),
            col(Assignment.dossier_id),
            col(Dossier.reference),
            col(Assignment.reviewer_id),
            col(Person.name),
            col(Assignment.state),
            col(Assignment.origin),
            col(Assignment.reason),
            col(Assignment.due_at),
            col(Assignment.created_at),
        )
        .join(Dossier, col(Dossier.id) == col(Assignment.dossier_id))
        .join(Person, col(Person.id) == col(Assignment.reviewer_id))
        .where(col(Dossier.call_id) == call_id, organised_by(actor), filed())
        .where(true() if dossier is None else col(Assignment.dossier_id) == dossier)
        .where(true() if reviewer is None else col(Assignment.reviewer_id) == reviewer)
        .where(true() if after is None else col(Assignment.id) > after)
        .order_by(col(Assignment.id))
        .limit(reach)
    )
    return [AssignmentRow(*row) for row in db.execute(query)]


def conflicts_after(
    db: Session, actor: Actor, call_id: UUID, *, after: UUID | None = None, reach: int
) -> list[ConflictRow]:
    """Conflicts over the dossiers that this organiser may see, in the order they were first declared."""
    # The organiser's own conflicts are looked for in the same table: theirs must not hide the listed ones.
    tie = aliased(Conflict)
    query = (
        select(
            col(tie.id),
            col(tie.dossier_id),
            col(Dossier.reference),
            col(tie.person_id),
            col(Person.name),
            *(col(getattr(tie, name)) for name in ConflictRow._fields[5:]),
        )
        .join(Dossier, col(Dossier.id) == col(tie.dossier_id))
        .join(Person, col(Person.id) == col(tie.person_id))
        .where(col(Dossier.call_id) == call_id, organised_by(actor), filed())
        .where(true() if after is None else col(tie.id) > after)
        .order_by(col(tie.id))
        .limit(reach)
    )
    return [ConflictRow(*row) for row in db.execute(query)]


def lines_after(db: Session, chain: str, after: int | None, reach: int) -> list[JournalLine]:
    """The lines of one chain, in order."""
    query = select(JournalLine).where(col(JournalLine.chain) == chain, col(JournalLine.sequence) > (after or 0))
    return list(db.execute(query.order_by(col(JournalLine.sequence)).limit(reach)).scalars())


class ReviewRow(NamedTuple):
    """A review of a dossier, as its organisers may read it."""

    id: UUID
    reviewer: UUID
    reviewer_name: str
    state: str
    version: int
    mean: float | None
    comment: str
    submitted_at: datetime | None
    set_aside: bool


def reviews_of(db: Session, dossier_id: UUID) -> list[tuple[ReviewRow, dict[str, int | None], dict[str, str]]]:
    """The reviews of a dossier, with their scores and comments by criterion; one set aside does not count."""
    query = (
        select(
            col(Review.id),
            col(Review.reviewer_id),
            col(Person.name),
            col(Review.state),
            col(Review.version),
            col(Review.mean),
            col(Review.comment),
            col(Review.submitted_at),
            conflicted(),
        )
        .join(Person, col(Person.id) == col(Review.reviewer_id))
        .join(Assignment, col(Assignment.id) == col(Review.assignment_id))
        .where(col(Review.dossier_id) == dossier_id)
        .order_by(col(Review.id))
    )
    rows = [ReviewRow(*row) for row in db.execute(query)]
    marks = (
        select(col(Score.review_id), col(Criterion.key), col(Score.value), col(Score.comment))
        .join(Criterion, col(Criterion.id) == col(Score.criterion_id))
        .where(col(Score.review_id).in_([row.id for row in rows]))
    )
    scores: dict[UUID, dict[str, int | None]] = {row.id: {} for row in rows}
    comments: dict[UUID, dict[str, str]] = {row.id: {} for row in rows}
    for review, key, value, comment in db.execute(marks):
        scores[review][key], comments[review][key] = value, comment
    return [(row, scores[row.id], comments[row.id]) for row in rows]


def titles_of(db: Session, actor: Actor, dossier_ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """The reference and title of those of these dossiers that this organiser may see."""
    query = select(col(Dossier.id), col(Dossier.reference), col(Dossier.title)).where(
        col(Dossier.id).in_(list(dossier_ids)), organised_by(actor), filed()
    )
    return {row[0]: (row[1], row[2]) for row in db.execute(query)}
