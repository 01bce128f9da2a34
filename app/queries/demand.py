"""How many reviews a dossier is to have: its own number, else that of its track, else that of the call."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from app.domain.roles import Actor
from app.models import Call, Dossier, Track
from app.queries.visibility import organised_by


class OwnDemand(NamedTuple):
    """A dossier that asks for a number of reviews of its own."""

    id: UUID
    reference: str
    title: str
    wanted: int


def wanted() -> ColumnElement[int]:
    """How many reviews the dossier of the row is to have."""
    of_track = select(col(Track.reviews_wanted)).where(col(Track.id) == col(Dossier.track_id)).correlate(Dossier)
    of_call = select(col(Call.reviews_per_dossier)).where(col(Call.id) == col(Dossier.call_id)).correlate(Dossier)
    return func.coalesce(col(Dossier.reviews_wanted), of_track.scalar_subquery(), of_call.scalar_subquery())


def wanted_by(call: Call, track: Track, dossier: Dossier | None = None) -> int:
    """The same, of rows that are at hand."""
    if dossier is not None and dossier.reviews_wanted is not None:
        return dossier.reviews_wanted
    return track.reviews_wanted if track.reviews_wanted is not None else call.reviews_per_dossier


def own_demands(db: Session, actor: Actor, call_id: UUID) -> list[OwnDemand]:
    """The admitted dossiers that ask for a number of reviews of their own, those this organiser may see."""
    query = (
        select(col(Dossier.id), col(Dossier.reference), col(Dossier.title), col(Dossier.reviews_wanted))
        .where(organised_by(actor), col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted")
        .where(col(Dossier.reviews_wanted).is_not(None))
        .order_by(col(Dossier.number))
    )
    return [OwnDemand(*row) for row in db.execute(query)]
