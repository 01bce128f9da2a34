"""Reads of the history of a review: its versions, for whoever wrote it."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, cast
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.review_content import ReviewContent, content_from_json
from app.models import Review, ReviewVersion


class VersionRow(NamedTuple):
    """A review as it stood at the end of a sitting, or as it was `handed` in."""

    number: int
    content: ReviewContent
    mean: float | None
    handed: bool
    phase: str
    started_at: datetime
    ended_at: datetime


def versions_of(db: Session, dossier_id: UUID, person_id: UUID) -> list[VersionRow]:
    """Every version of this person's review of this dossier, the latest first."""
    query = (
        select(*(getattr(ReviewVersion, name) for name in VersionRow._fields))
        .join(Review, col(Review.id) == col(ReviewVersion.review_id))
        .where(col(Review.dossier_id) == dossier_id, col(Review.reviewer_id) == person_id)
        .order_by(col(ReviewVersion.number).desc())
    )
    return [
        VersionRow(number, content_from_json(cast("Mapping[str, object]", content)), *rest)
        for number, content, *rest in db.execute(query)
    ]
