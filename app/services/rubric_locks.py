"""The lock of a rubric: set by an organiser, and in any case before the first review."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlmodel import Session, col

from app.domain.errors import WrongState
from app.domain.roles import Actor
from app.models import Call, Dossier, Review, Rubric, Track
from app.services.call_changes import demand_mine
from app.services.rubrics import changed, row_of


def lock(db: Session, call: Call, track: Track, *, actor: Actor, now: datetime) -> Rubric:
    """Nobody changes the rubric any more; doing it twice changes nothing."""
    demand_mine(call, actor)
    rubric = row_of(db, track)
    if rubric.locked_at is None:
        rubric.locked_at = now
        changed(db, "rubric.locked", call, rubric, actor, now)
    return rubric


def unlock(db: Session, call: Call, track: Track, *, actor: Actor, now: datetime) -> Rubric:
    """Let the rubric be changed again, as long as nobody began a review. Raises WrongState."""
    demand_mine(call, actor)
    rubric = row_of(db, track)
    if has_reviews(db, track.id):
        raise WrongState("rubric_in_use")
    if rubric.locked_at is not None:
        rubric.locked_at = None
        changed(db, "rubric.unlocked", call, rubric, actor, now)
    return rubric


def lock_for_reading(db: Session, track_id: UUID, now: datetime) -> None:
    """The first review is about to be kept: from now on the rubric never changes."""
    mine = select(col(Track.rubric_id)).where(col(Track.id) == track_id).scalar_subquery()
    db.execute(update(Rubric).where(col(Rubric.id) == mine, col(Rubric.locked_at).is_(None)).values(locked_at=now))


def has_reviews(db: Session, track_id: UUID) -> bool:
    """Whether somebody began a review of a dossier of this track."""
    begun = exists().where(col(Review.dossier_id) == col(Dossier.id), col(Dossier.track_id) == track_id)
    return bool(db.execute(select(begun)).scalar())
