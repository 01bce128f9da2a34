"""Reads of rounds of reviewing: which dossiers are kept for one, what was handed in before and after."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlmodel import Session, col

from app.domain.roles import Actor
from app.domain.texts import fold
from app.models import Dossier, Review, ReviewVersion, ScoreSummary
from app.queries.visibility import organised_by

LISTED = 500


class RoundFilter(NamedTuple):
    """Which dossiers are looked for; `spread`: those whose reviewers differ by at least that much."""

    number: int = 2
    show: str = ""
    text: str = ""
    spread: float | None = None
    low: float | None = None
    high: float | None = None


class RoundLine(NamedTuple):
    """An admitted dossier, what its marks say, and the last round it is kept for."""

    id: UUID
    reference: str
    title: str
    assigned: int
    submitted: int
    mean: float | None
    spread: float | None
    round: int


class Handed(NamedTuple):
    """A review as it was handed in once."""

    number: int
    mean: float | None
    at: datetime
    phase: str
    content: dict[str, object]


def candidates(db: Session, actor: Actor, call_id: UUID, wanted: RoundFilter) -> list[RoundLine]:
    """The admitted dossiers that a filter finds: those whose reviewers differ most first."""
    spread = func.coalesce(col(ScoreSummary.spread), -1)
    query = (
        select(
            col(Dossier.id),
            col(Dossier.reference),
            col(Dossier.title),
            func.coalesce(col(ScoreSummary.assigned), 0),
            func.coalesce(col(ScoreSummary.submitted), 0),
            col(ScoreSummary.mean),
            col(ScoreSummary.spread),
            col(Dossier.review_round),
        )
        .outerjoin(ScoreSummary, col(ScoreSummary.dossier_id) == col(Dossier.id))
        .where(_run(actor, call_id), *_narrowed(wanted))
        .order_by(spread.desc(), col(Dossier.number))
        .limit(LISTED)
    )
    return [RoundLine(*row) for row in db.execute(query)]


def _narrowed(wanted: RoundFilter) -> list[ColumnElement[bool]]:
    found = [col(Dossier.search_text).contains(word, autoescape=True) for word in fold(wanted.text).split()]
    if wanted.show in ("kept", "others"):
        kept = col(Dossier.review_round) >= wanted.number
        found.append(kept if wanted.show == "kept" else ~kept)
    if wanted.spread is not None:
        found.append(col(ScoreSummary.spread) >= wanted.spread)
    if wanted.low is not None:
        found.append(col(ScoreSummary.mean) >= wanted.low)
    if wanted.high is not None:
        found.append(col(ScoreSummary.mean) <= wanted.high)
    return found


def kept_for(db: Session, actor: Actor, call_id: UUID, number: int) -> tuple[int, int]:
    """How many admitted dossiers are kept for a round, and how many there are."""
    kept = func.count().filter(col(Dossier.review_round) >= number)
    row = db.execute(select(kept, func.count()).select_from(Dossier).where(_run(actor, call_id))).one()
    return int(row[0]), int(row[1])


def handed_of(db: Session, dossier_id: UUID, person_id: UUID | None = None) -> dict[UUID, list[Handed]]:
    """By review, every one that was handed in for a dossier, the first first; where there are several.

    The caller may see the reviews of the dossier, or asks for their own (`person_id`).
    """
    query = (
        select(
            col(ReviewVersion.review_id),
            col(ReviewVersion.number),
            col(ReviewVersion.mean),
            col(ReviewVersion.ended_at),
            col(ReviewVersion.phase),
            col(ReviewVersion.content),
        )
        .join(Review, col(Review.id) == col(ReviewVersion.review_id))
        .where(col(Review.dossier_id) == dossier_id, col(ReviewVersion.handed))
        .order_by(col(ReviewVersion.review_id), col(ReviewVersion.number))
    )
    if person_id is not None:
        query = query.where(col(Review.reviewer_id) == person_id)
    found: dict[UUID, list[Handed]] = {}
    for review_id, number, mean, at, phase, content in db.execute(query):
        # What its author wrote for nobody else is no part of what was handed in.
        one = Handed(number, mean, at, phase, {**content, "private_note": ""})
        found.setdefault(review_id, []).append(one)
    return {review_id: rows for review_id, rows in found.items() if len(rows) > 1}


def _run(actor: Actor, call_id: UUID) -> ColumnElement[bool]:
    return and_(organised_by(actor), col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted")
