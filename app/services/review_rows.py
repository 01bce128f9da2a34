"""The rows of a review: what they say as one content, and a content written into them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.review_content import ReviewContent, narrowed
from app.domain.roles import Actor
from app.domain.rubric import Rubric, weighted_mean
from app.models import Assignment, Dossier, Review, Score
from app.queries.forms import CriterionRow, rubric_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """A review held open: its row, None before the first save, what it is marked with, and what it says now."""

    review: Review | None
    scale: Rubric
    criteria: Sequence[CriterionRow]
    kept: dict[UUID, Score]
    content: ReviewContent

    @property
    def keys(self) -> list[str]:
        """The keys of its criteria, in order."""
        return [row.key for row in self.criteria]

    @property
    def version(self) -> int:
        """How often it was written; 0 before the first save."""
        return self.review.version if self.review else 0


def sheet_of(db: Session, dossier: Dossier, actor: Actor) -> Sheet:
    """The review of this person, with all that it says."""
    review = review_of(db, dossier, actor)
    scale, criteria = rubric_of(db, dossier.track_id)
    kept = _scores(db, review) if review else {}
    scores = {row.key: kept[row.id].value if row.id in kept else None for row in criteria}
    comments = {row.key: kept[row.id].comment if row.id in kept else "" for row in criteria}
    texts = (review.comment, review.private_note) if review else ("", "")
    return Sheet(review, scale, criteria, kept, ReviewContent(scores, comments, *texts))


def review_of(db: Session, dossier: Dossier, actor: Actor) -> Review | None:
    """The review of this person, if they began one."""
    query = select(Review).where(col(Review.dossier_id) == dossier.id, col(Review.reviewer_id) == actor.id)
    return db.execute(query).scalar_one_or_none()


def write(
    db: Session, sheet: Sheet, dossier: Dossier, content: ReviewContent, *, actor: Actor, now: datetime
) -> Review:
    """Put this content into the rows, as the next version; the review begins where there is none."""
    content = narrowed(content, sheet.keys)
    review = sheet.review or _new(db, dossier, actor, now)
    review.comment, review.private_note = content.comment, content.private_note
    review.mean = weighted_mean(sheet.scale, content.scores)
    review.updated_at = now
    review.version += 1
    db.add(review)
    db.flush()
    for criterion in sheet.criteria:
        row = sheet.kept.get(criterion.id) or Score(review_id=review.id, criterion_id=criterion.id)
        row.value, row.comment = content.scores[criterion.key], content.comments[criterion.key]
        db.add(row)
    db.flush()
    return review


def _new(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> Review:
    query = select(col(Assignment.id)).where(
        col(Assignment.dossier_id) == dossier.id, col(Assignment.reviewer_id) == actor.id
    )
    return Review(
        assignment_id=db.execute(query).scalar_one(),
        dossier_id=dossier.id,
        reviewer_id=actor.id,
        version=0,
        created_at=now,
        updated_at=now,
    )


def _scores(db: Session, review: Review) -> dict[UUID, Score]:
    rows = db.execute(select(Score).where(col(Score.review_id) == review.id)).scalars()
    return {row.criterion_id: row for row in rows}
