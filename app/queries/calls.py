"""Reads about calls: the call itself, its calendar, tracks, forms and rubrics."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from app.domain.phases import Calendar
from app.domain.roles import Actor
from app.models import Call, Moment, Network, Track

C = TypeVar("C", Call, Call | None)

_BY_SLUG = select(Call).where(col(Call.slug) == bindparam("slug"))
_MOMENTS = select(Moment).where(col(Moment.call_id) == bindparam("call")).order_by(col(Moment.starts_at))
_TRACKS = select(Track).where(col(Track.call_id) == bindparam("call")).order_by(col(Track.position))
_NETWORKS = select(Network).where(col(Network.call_id) == bindparam("call")).order_by(col(Network.name))


def by_slug(db: Session, slug: str) -> Call | None:
    """The call of this address."""
    return kept(db, db.execute(_BY_SLUG, {"slug": slug}).scalar_one_or_none())


def call_of(db: Session, call_id: UUID) -> Call:
    """The call of this id; raises NoResultFound."""
    held: Call | None = db.info.get(call_id)
    return held or kept(db, db.get_one(Call, call_id))


def calendar_of(call: Call) -> Calendar:
    """The instants that decide."""
    return Calendar(call.opens_at, call.closes_at, timedelta(minutes=call.grace_minutes), call.published_at)


def public_calls(db: Session) -> list[Call]:
    """Every public call, the one that closes last first."""
    return list(db.execute(select(Call).where(col(Call.is_public)).order_by(col(Call.closes_at).desc())).scalars())


def organised_calls(db: Session, actor: Actor) -> list[Call]:
    """The calls this person runs, the latest first."""
    query = select(Call).order_by(col(Call.opens_at).desc())
    return list(db.execute(query if actor.is_admin else query.where(col(Call.id).in_(actor.organises))).scalars())


def moments(db: Session, call_id: UUID) -> list[Moment]:
    """The calendar as the public reads it, in order."""
    return list(db.execute(_MOMENTS, {"call": call_id}).scalars())


def tracks(db: Session, call_id: UUID) -> list[Track]:
    """The tracks of a call, in order."""
    return list(db.execute(_TRACKS, {"call": call_id}).scalars())


def track_of(db: Session, call_id: UUID, key: str) -> Track | None:
    """The track of a call by its key."""
    found: Track | None = db.execute(
        select(Track).where(col(Track.call_id) == call_id, col(Track.key) == key)
    ).scalar_one_or_none()
    return found


def slugs_of(db: Session, call_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The addresses of calls."""
    query = select(col(Call.id), col(Call.slug)).where(col(Call.id).in_(list(call_ids)))
    return {row[0]: row[1] for row in db.execute(query)}


def networks(db: Session, call_id: UUID) -> list[Network]:
    """The organising networks of a call."""
    return list(db.execute(_NETWORKS, {"call": call_id}).scalars())


def kept(db: Session, call: C) -> C:
    """The same call, held: a session forgets what nobody holds, and every guard and rule of a request asks for it."""
    if call is not None:
        db.info[call.id] = call
    return call
