"""Reads of a reviewer's own reviews of one call, whole, for the spreadsheet they fill away from the network."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.permissions import can
from app.domain.review_sheets import COMMENT, SCORE, Standing, Value
from app.domain.roles import Actor
from app.models import Criterion, Dossier, Review, Score
from app.queries import forms, reviews
from app.queries.forms import CriterionRow
from app.queries.visibility import facts_of


class SheetReview(NamedTuple):
    """One dossier I read in the call, and what my review of it says now, by field."""

    dossier_id: UUID
    reference: str
    title: str
    state: str
    submitted_at: datetime | None
    highest: int
    criteria: list[CriterionRow]
    fields: dict[str, Value]

    @property
    def is_given(self) -> bool:
        """Whether it was handed in."""
        return self.state == "submitted"


def own_reviews(db: Session, actor: Actor, call_id: UUID) -> list[SheetReview]:
    """Every dossier I read in the call, by reference; the cost is the same for any number of them."""
    mine = [row for row in reviews.readings(db, actor) if row.call_id == call_id]
    ids = [row.dossier_id for row in mine]
    tracks = {row[0]: row[1] for row in db.execute(_tracks(ids))}
    rubrics = forms.rubrics_of(db, call_id)
    texts = {row[0]: (row[1], row[2]) for row in db.execute(_texts(actor, ids))}
    marks: dict[UUID, dict[str, tuple[int | None, str]]] = {}
    for dossier_id, key, value, comment in db.execute(_marks(actor, ids)):
        marks.setdefault(dossier_id, {})[key] = (value, comment)
    return [
        SheetReview(
            row.dossier_id,
            row.reference,
            row.title,
            row.state,
            row.submitted_at,
            highest,
            criteria,
            _fields(criteria, marks.get(row.dossier_id, {}), *texts.get(row.dossier_id, ("", ""))),
        )
        for row in sorted(mine, key=lambda one: one.reference)
        for criteria, highest in [rubrics[tracks[row.dossier_id]]]
    ]


def standings(db: Session, actor: Actor, found: list[SheetReview], now: datetime) -> dict[str, Standing]:
    """The same as it is judged: with what keeps each review from being written now."""
    return {str(one.dossier_id): Standing(one.fields, one.highest, _shut(db, actor, one, now)) for one in found}


def _shut(db: Session, actor: Actor, one: SheetReview, now: datetime) -> str:
    if one.is_given:
        return "review_submitted"
    verdict = can("review", facts_of(db, db.get_one(Dossier, one.dossier_id), actor, now))
    return "" if verdict else verdict.reason


def _fields(
    criteria: list[CriterionRow], marks: dict[str, tuple[int | None, str]], comment: str, note: str
) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for criterion in criteria:
        mark, words = marks.get(criterion.key, (None, ""))
        found |= {f"{SCORE}{criterion.key}": mark, f"{COMMENT}{criterion.key}": words}
    return found | {"comment": comment, "private_note": note}


def _tracks(ids: list[UUID]) -> Any:
    return select(col(Dossier.id), col(Dossier.track_id)).where(col(Dossier.id).in_(ids))


def _texts(actor: Actor, ids: list[UUID]) -> Any:
    mine = (col(Review.reviewer_id) == actor.id, col(Review.dossier_id).in_(ids))
    return select(col(Review.dossier_id), col(Review.comment), col(Review.private_note)).where(*mine)


def _marks(actor: Actor, ids: list[UUID]) -> Any:
    return (
        select(col(Review.dossier_id), col(Criterion.key), col(Score.value), col(Score.comment))
        .join(Score, col(Score.review_id) == col(Review.id))
        .join(Criterion, col(Criterion.id) == col(Score.criterion_id))
        .where(col(Review.reviewer_id) == actor.id, col(Review.dossier_id).in_(ids))
    )
