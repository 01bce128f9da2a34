"""What reviewers see of each other over one dossier, as the phase says, and never more."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.permissions import Facts, can
from app.domain.roles import Actor
from app.models import Assignment, Criterion, Dossier, Person, Review, Score, ScoreSummary
from app.queries.assignments import conflicted


class Mark(NamedTuple):
    """What somebody gave and said for one criterion."""

    value: int | None
    comment: str


class PeerReview(NamedTuple):
    """A review that somebody else handed in; `number`: of its author among the readers; `name`: empty where hidden."""

    number: int
    name: str
    comment: str
    mean: float | None
    submitted_at: datetime
    marks: dict[str, Mark]


class Peers(NamedTuple):
    """The others of one dossier.

    `shown`: whether their reviews are; `mean`, and what it is made of, are None where they are not.
    """

    shown: bool
    named: bool
    reviews: list[PeerReview]
    mean: float | None
    handed: int | None


def peers_of(db: Session, dossier: Dossier, actor: Actor, facts: Facts) -> Peers:
    """What this reviewer may see of the other reviews of a dossier now."""
    shown, named = bool(can("see_reviews", facts)), bool(can("see_reviewers", facts))
    reviews = _others(db, dossier.id, actor.id, named=named) if shown else []
    summary = db.get(ScoreSummary, dossier.id) if can("see_scores", facts) else None
    return Peers(shown, named, reviews, summary.mean if summary else None, summary.submitted if summary else None)


def numbers(db: Session, dossier_id: UUID) -> dict[UUID, int]:
    """The number of each reader of a dossier, in the order they were given it: it never changes hands."""
    query = select(col(Assignment.reviewer_id)).where(col(Assignment.dossier_id) == dossier_id)
    readers = db.execute(query.order_by(col(Assignment.id))).scalars()
    return {reviewer: number for number, reviewer in enumerate(readers, 1)}


def _others(db: Session, dossier_id: UUID, me: UUID, *, named: bool) -> list[PeerReview]:
    query = (
        select(
            col(Review.id),
            col(Review.reviewer_id),
            col(Person.name),
            col(Review.comment),
            col(Review.mean),
            col(Review.submitted_at),
        )
        .join(Person, col(Person.id) == col(Review.reviewer_id))
        .join(Assignment, col(Assignment.id) == col(Review.assignment_id))
        .where(col(Review.dossier_id) == dossier_id, col(Review.state) == "submitted")
        .where(col(Review.reviewer_id) != me, ~conflicted())
    )
    rows = list(db.execute(query))
    given, known = _marks(db, [row[0] for row in rows]), numbers(db, dossier_id)
    found = [
        PeerReview(known.get(row[1], 0), row[2] if named else "", row[3], row[4], row[5], given.get(row[0], {}))
        for row in rows
    ]
    return sorted(found, key=lambda one: one.number)


def _marks(db: Session, review_ids: list[UUID]) -> dict[UUID, dict[str, Mark]]:
    query = (
        select(col(Score.review_id), col(Criterion.key), col(Score.value), col(Score.comment))
        .join(Criterion, col(Criterion.id) == col(Score.criterion_id))
        .where(col(Score.review_id).in_(review_ids))
        .order_by(col(Criterion.position))
    )
    found: dict[UUID, dict[str, Mark]] = {}
    for review_id, key, value, comment in db.execute(query):
        found.setdefault(review_id, {})[key] = Mark(value, comment)
    return found
