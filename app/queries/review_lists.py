"""Reads of reviews for organisers: one dossier's reviews side by side, criterion by criterion."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.rubric import summary
from app.models import Assignment, Criterion, Person, Review, Score
from app.queries.assignments import conflicted
from app.queries.forms import CriterionRow


class GivenReview(NamedTuple):
    """A review that was handed in; one whose author is in conflict is set aside and does not count."""

    id: UUID
    name: str
    comment: str
    mean: float
    submitted_at: datetime
    set_aside: bool


class MarkRow(NamedTuple):
    """One criterion: mark and comment of each review, in their order, and the spread of the marks that count."""

    title: dict[str, str]
    weight: int
    marks: list[tuple[int | None, str]]
    spread: float | None


def given(db: Session, dossier_id: UUID) -> list[GivenReview]:
    """The reviews of a dossier that were handed in, in order of arrival; the caller may see the dossier's reviews."""
    query = (
        select(
            col(Review.id),
            col(Person.name),
            col(Review.comment),
            col(Review.mean),
            col(Review.submitted_at),
            conflicted(),
        )
        .join(Person, col(Person.id) == col(Review.reviewer_id))
        .join(Assignment, col(Assignment.id) == col(Review.assignment_id))
        .where(col(Review.dossier_id) == dossier_id, col(Review.state) == "submitted")
        .order_by(col(Review.submitted_at), col(Review.id))
    )
    return [GivenReview(*row) for row in db.execute(query)]


def side_by_side(db: Session, reviews: list[GivenReview], criteria: list[CriterionRow]) -> list[MarkRow]:
    """Every criterion with the marks of these reviews."""
    query = select(col(Score.review_id), col(Criterion.key), col(Score.value), col(Score.comment)).join(
        Criterion, col(Criterion.id) == col(Score.criterion_id)
    )
    rows = db.execute(query.where(col(Score.review_id).in_([review.id for review in reviews])))
    marks = {(review_id, key): (value, comment) for review_id, key, value, comment in rows}
    counting = [review.id for review in reviews if not review.set_aside]
    found = []
    for criterion in criteria:
        said = [marks.get((review.id, criterion.key), (None, "")) for review in reviews]
        counted = [mark for one in counting if (mark := marks.get((one, criterion.key), (None, ""))[0]) is not None]
        found.append(MarkRow(criterion.title, criterion.weight, said, summary(counted).spread))
    return found


def review_in(db: Session, dossier_id: UUID, review_id: UUID) -> Review | None:
    """A review of this dossier."""
    query = select(Review).where(col(Review.id) == review_id, col(Review.dossier_id) == dossier_id)
    return db.execute(query).scalar_one_or_none()
