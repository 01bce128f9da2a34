"""What reading hides in a track: set before the first review."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import WrongState
from app.domain.reviewing import Blind
from app.domain.roles import Actor
from app.models import Call, Dossier, Review, Track
from app.services.track_verbs import demand_fresh, hold, locked, settled


def set_blind(db: Session, track: Track, blind: Blind, *, version: int, actor: Actor, now: datetime) -> Track:
    """Hide the applicant, the reviewers, both or nobody. Raises Stale, or WrongState once a review was begun there."""
    hold(db, db.get_one(Call, track.call_id), actor)
    theirs = locked(db, track).blind
    if theirs == blind:
        return track
    demand_fresh(track, version, theirs)
    if is_begun(db, track):
        raise WrongState("reading_begun")
    track.blind = blind
    return settled(db, "track.blind_changed", track, actor, now, before=theirs, after=blind)


def is_begun(db: Session, track: Track) -> bool:
    """Whether somebody began a review in the track."""
    query = select(col(Review.id)).join(Dossier, col(Dossier.id) == col(Review.dossier_id))
    return db.execute(query.where(col(Dossier.track_id) == track.id).limit(1)).first() is not None
