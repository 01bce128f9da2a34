"""Lists of dossiers by key, for programs: one's own, and those of a call one runs."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlmodel import Session, col

from app.domain.roles import Actor
from app.forms.screening import DeskFilter
from app.models import Call, Dossier, Track
from app.queries.desk import matches
from app.queries.visibility import filed, filed_by, organised_by


class DossierRow(NamedTuple):
    """A dossier in a list."""

    id: UUID
    call: str
    track: str
    reference: str | None
    number: int | None
    title: str
    state: str
    bearer: str
    commune: str
    departement: str
    region: str
    member_count: int
    filed_at: datetime | None
    updated_at: datetime
    version: int


def _rows(where: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    columns = (getattr(Dossier, name) for name in DossierRow._fields if name not in ("id", "call", "track"))
    return (
        select(col(Dossier.id), col(Call.slug), col(Track.key), *columns)
        .join(Call, col(Call.id) == col(Dossier.call_id))
        .join(Track, col(Track.id) == col(Dossier.track_id))
        .where(where)
    )


def own_after(db: Session, actor: Actor, call: str, after: UUID | None, reach: int) -> list[DossierRow]:
    """The dossiers this person files, in the order they were started; a draft that was given up is no longer there."""
    kept = or_(col(Dossier.state) != "withdrawn", col(Dossier.filed_at).is_not(None))
    query = _rows(and_(filed_by(actor), kept)).order_by(col(Dossier.id)).limit(reach)
    query = query.where(true() if not call else col(Call.slug) == call)
    return [DossierRow(*row) for row in db.execute(query if after is None else query.where(col(Dossier.id) > after))]


def filed_after(
    db: Session, actor: Actor, call_id: UUID, wanted: DeskFilter, *, after: int | None, reach: int
) -> list[DossierRow]:
    """The filed dossiers of a call this person runs, in the order they were filed: what is filed later comes after."""
    query = select(col(Track.id)).where(col(Track.call_id) == call_id, col(Track.key) == wanted.track)
    track_id = db.execute(query).scalar_one_or_none() if wanted.track else None
    conditions = [filed(), matches(actor, call_id, wanted, track_id)]
    conditions += [col(Dossier.number) > after] if after is not None else []
    return [DossierRow(*row) for row in db.execute(_rows(and_(*conditions)).order_by(col(Dossier.number)).limit(reach))]


class DraftRow(NamedTuple):
    """A draft, as far as the organisers of its call may know of it."""

    id: UUID
    track: str
    title: str
    complete: int
    started_at: datetime
    updated_at: datetime
    extended_to: datetime | None


def _drafts() -> Select[tuple[object, ...]]:
    columns = [getattr(Dossier, name) for name in ("title", "complete", "created_at", "updated_at", "extended_to")]
    return select(col(Dossier.id), col(Track.key), *columns).join(Track, col(Track.id) == col(Dossier.track_id))


def drafts_after(db: Session, actor: Actor, call_id: UUID, after: UUID | None, reach: int) -> list[DraftRow]:
    """The drafts of a call this person runs, in the order they were started."""
    query = _drafts().where(col(Dossier.call_id) == call_id, organised_by(actor), col(Dossier.state) == "draft")
    query = query.where(true() if after is None else col(Dossier.id) > after)
    return [DraftRow(*row) for row in db.execute(query.order_by(col(Dossier.id)).limit(reach))]


def draft_of(db: Session, dossier: Dossier) -> DraftRow:
    """One draft; whoever asks has shown that they may know of it."""
    return DraftRow(*db.execute(_drafts().where(col(Dossier.id) == dossier.id)).one())


def names_of(db: Session, dossier: Dossier) -> tuple[str, str, str | None]:
    """The address of its call, the key of its track, and of the track it was filed in."""
    call = db.get_one(Call, dossier.call_id).slug
    filed_in = db.get_one(Track, dossier.filed_track_id).key if dossier.filed_track_id else None
    return call, db.get_one(Track, dossier.track_id).key, filed_in
