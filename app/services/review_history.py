"""The history of a review: what it said, sitting by sitting, and every time it was handed in."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.differences import TOGETHER, loses_much
from app.domain.review_content import ReviewContent, content_as_json, content_from_json, fields_of
from app.domain.reviewing import parse_reviewing, phase_at
from app.models import Call, Dossier, Review, ReviewVersion


def record(
    db: Session,
    review: Review,
    before: ReviewContent | None,
    content: ReviewContent,
    *,
    now: datetime,
    fresh: bool = False,
) -> None:
    """Keep what the review says from now on; the saves of one sitting are one version.

    What was handed in stays, and so does a text that this save takes away. `fresh`: a version of its own in any case.
    """
    last = _latest(db, review)
    if last is None and before is not None:
        # A review that was begun before there was a history.
        last = _begin(db, review, before, 1, review.created_at, now)
    if last is None or fresh or last.handed or _is_over(last, content, now):
        _begin(db, review, content, last.number + 1 if last else 1, now, now)
        return
    last.content, last.mean, last.ended_at = content_as_json(content), review.mean, now
    db.add(last)
    db.flush()


def hand(db: Session, review: Review, content: ReviewContent, *, now: datetime) -> None:
    """Keep what was handed in; nothing writes over it."""
    last = _latest(db, review)
    if last is None or last.handed or content_from_json(last.content) != content:
        last = _begin(db, review, content, last.number + 1 if last else 1, now, now)
    last.handed, last.mean, last.ended_at, last.phase = True, review.mean, now, _phase(db, review, now)
    db.add(last)
    db.flush()


def version_of(db: Session, review: Review, number: int) -> ReviewVersion | None:
    """One version of a review."""
    query = select(ReviewVersion).where(col(ReviewVersion.review_id) == review.id, col(ReviewVersion.number) == number)
    return db.execute(query).scalar_one_or_none()


def _latest(db: Session, review: Review) -> ReviewVersion | None:
    query = select(ReviewVersion).where(col(ReviewVersion.review_id) == review.id)
    return db.execute(query.order_by(col(ReviewVersion.number).desc()).limit(1)).scalar_one_or_none()


def _begin(
    db: Session, review: Review, content: ReviewContent, number: int, started_at: datetime, now: datetime
) -> ReviewVersion:
    made = ReviewVersion(
        review_id=review.id,
        number=number,
        content=content_as_json(content),
        mean=review.mean,
        phase=_phase(db, review, now),
        started_at=started_at,
        ended_at=now,
    )
    db.add(made)
    db.flush()
    return made


def _is_over(last: ReviewVersion, content: ReviewContent, now: datetime) -> bool:
    """Whether the sitting ended, or this save takes a text away."""
    if last.ended_at < now - TOGETHER:
        return True
    was, becomes = _texts(content_from_json(last.content)), _texts(content)
    return any(loses_much(text, becomes.get(name)) for name, text in was.items())


def _texts(content: ReviewContent) -> Mapping[str, JsonValue]:
    return fields_of(content, content.comments)


def _phase(db: Session, review: Review, now: datetime) -> str:
    call_id = db.execute(select(col(Dossier.call_id)).where(col(Dossier.id) == review.dossier_id)).scalar_one()
    plan = parse_reviewing(cast("JsonValue", db.get_one(Call, call_id).reviewing))
    phase = phase_at(plan, now)
    return phase.key if phase else ""
