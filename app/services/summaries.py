"""The aggregates of a dossier's reviews, kept beside them: who reads it, and what its marks say together."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, exists, func, select
from sqlmodel import Session, col

from app.domain import rubric
from app.models import Assignment, Conflict, Dossier, Review, ScoreSummary
from app.models.conflict import STANDING


def hold(db: Session, dossier_ids: Iterable[UUID]) -> list[UUID]:
    """Lock these dossiers, always in the same order, so that two writers take turns."""
    query = (
        select(col(Dossier.id))
        .where(col(Dossier.id).in_(list(dossier_ids)))
        .order_by(col(Dossier.id))
        .with_for_update()
    )
    return list(db.execute(query).scalars())


def refresh(db: Session, dossier_ids: Iterable[UUID]) -> None:
    """Count again, from the rows; a review whose author turned out to be in conflict does not count."""
    held = hold(db, dossier_ids)
    db.flush()
    assigned, means = _assigned(db, held), _means(db, held)
    kept = {row.dossier_id: row for row in _summaries(db, held)}
    for dossier_id in held:
        row = kept.get(dossier_id) or ScoreSummary(dossier_id=dossier_id)
        told = rubric.summary(means.get(dossier_id, ()))
        row.assigned, row.submitted = assigned.get(dossier_id, 0), told.count
        row.mean, row.spread, row.lowest, row.highest = told.mean, told.spread, told.lowest, told.highest
        db.add(row)
    db.flush()


def _summaries(db: Session, dossier_ids: list[UUID]) -> Iterable[ScoreSummary]:
    query = select(ScoreSummary).where(col(ScoreSummary.dossier_id).in_(dossier_ids))
    return db.execute(query.execution_options(populate_existing=True)).scalars()


def _recused(dossier_id: SQLColumnExpression[UUID], person_id: SQLColumnExpression[UUID]) -> ColumnElement[bool]:
    return exists().where(
        col(Conflict.dossier_id) == dossier_id,
        col(Conflict.person_id) == person_id,
        col(Conflict.state).in_(STANDING),
    )


def _assigned(db: Session, dossier_ids: list[UUID]) -> dict[UUID, int]:
    query = (
        select(col(Assignment.dossier_id), func.count())
        .where(col(Assignment.dossier_id).in_(dossier_ids), col(Assignment.state) == "active")
        .where(~_recused(col(Assignment.dossier_id), col(Assignment.reviewer_id)))
        .group_by(col(Assignment.dossier_id))
    )
    return {row[0]: row[1] for row in db.execute(query)}


def _means(db: Session, dossier_ids: list[UUID]) -> dict[UUID, list[float]]:
    query = (
        select(col(Review.dossier_id), col(Review.mean))
        .where(col(Review.dossier_id).in_(dossier_ids), col(Review.state) == "submitted", col(Review.mean).is_not(None))
        .where(~_recused(col(Review.dossier_id), col(Review.reviewer_id)))
        .order_by(col(Review.submitted_at), col(Review.id))
    )
    found: dict[UUID, list[float]] = {}
    for dossier_id, mean in db.execute(query):
        found.setdefault(dossier_id, []).append(mean)
    return found
