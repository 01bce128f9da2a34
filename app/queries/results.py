"""Reads of published results: figures by track and region, and how the choice was made; no name, no undecided thing."""

from collections import Counter
from datetime import datetime
from typing import NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from app.domain.roles import Actor
from app.models import Call, Conflict, Decision, Dossier, Notice, Review
from app.models.conflict import STANDING
from app.queries.calls import tracks
from app.queries.ranking import admitted_to

K = TypeVar("K")


class Figure(NamedTuple):
    """How many dossiers were received, admitted, selected."""

    received: int = 0
    admitted: int = 0
    selected: int = 0


class TrackFigure(NamedTuple):
    """The figures of a track; received as it was filed, the others as it became."""

    title: dict[str, str]
    key: str
    received: int
    admitted: int
    selected: int


class RegionFigure(NamedTuple):
    """The figures of a region."""

    region: str
    received: int
    admitted: int
    selected: int


class Figures(NamedTuple):
    """A publication in figures."""

    received: int
    admitted: int
    selected: int
    by_track: list[TrackFigure]
    by_region: list[RegionFigure]


class Method(NamedTuple):
    """How many read, how much, and how many stood aside."""

    reviews: int
    reviewers: int
    recusals: int


class Letters(NamedTuple):
    """The mails of a publication: how many, how many left, how many could not."""

    total: int
    sent: int
    failed: int


def is_published(call: Call, now: datetime) -> bool:
    """Whether the results of this call are public."""
    return call.published_at is not None and call.published_at <= now


def figures(db: Session, call_id: UUID) -> Figures:
    """The figures of a published call, in four queries whatever its size."""
    received = _filed(call_id)
    admitted = and_(received, col(Dossier.state) == "admitted")
    selected = and_(
        received,
        select(col(Decision.id))
        .where(
            col(Decision.dossier_id) == col(Dossier.id),
            col(Decision.outcome) == "selected",
            col(Decision.published_at).is_not(None),
        )
        .exists(),
    )
    regions = _by(db, col(Dossier.region), received, admitted, selected)
    kinds = _by(db, col(Dossier.track_id), received, admitted, selected)
    filed_as = _filed_as(db, received)
    by_track = [
        TrackFigure(track.title, track.key, filed_as[track.id], *kinds.get(track.id, Figure())[1:])
        for track in tracks(db, call_id)
    ]
    by_region = [RegionFigure(str(region), *figure) for region, figure in regions.items()]
    totals = [sum(column) for column in zip(*regions.values(), strict=True)] or [0, 0, 0]
    ordered = sorted(by_region, key=lambda row: (-row.received, row.region))
    return Figures(totals[0], totals[1], totals[2], by_track, ordered)


def method(db: Session, call_id: UUID) -> Method:
    """What the method page counts."""
    of_call = and_(col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted")
    read = (
        select(func.count(), func.count(col(Review.reviewer_id).distinct()))
        .select_from(Review)
        .join(Dossier, col(Dossier.id) == col(Review.dossier_id))
        .where(of_call, col(Review.state) == "submitted")
    )
    aside = (
        select(func.count())
        .select_from(Conflict)
        .join(Dossier, col(Dossier.id) == col(Conflict.dossier_id))
        .where(col(Dossier.call_id) == call_id, col(Conflict.state).in_(STANDING))
    )
    reviews, reviewers = db.execute(read).one()
    return Method(reviews, reviewers, int(db.execute(aside).scalar_one()))


def outcomes(db: Session, call_id: UUID, actor: Actor) -> dict[str, int]:
    """How many of each outcome, among what this organiser may see."""
    query = (
        select(col(Decision.outcome), func.count())
        .join(Dossier, col(Dossier.id) == col(Decision.dossier_id))
        .where(admitted_to(actor, call_id))
        .group_by(col(Decision.outcome))
    )
    return {"selected": 0, "waiting": 0, "not_selected": 0, **{row[0]: row[1] for row in db.execute(query)}}


def letters(db: Session, call_id: UUID) -> Letters:
    """Where the mails of the publication are."""
    sent, failed = col(Notice.sent_at).is_not(None), col(Notice.failed_at).is_not(None)
    query = select(func.count(), func.count().filter(sent), func.count().filter(failed)).where(
        col(Notice.call_id) == call_id, col(Notice.kind).like("decision\\_%", escape="\\")
    )
    return Letters(*db.execute(query).one())


def _filed(call_id: UUID) -> ColumnElement[bool]:
    return and_(col(Dossier.call_id) == call_id, col(Dossier.filed_at).is_not(None))


def _filed_as(db: Session, received: ColumnElement[bool]) -> Counter[UUID]:
    track = func.coalesce(col(Dossier.filed_track_id), col(Dossier.track_id))
    return Counter({row[0]: row[1] for row in db.execute(select(track, func.count()).where(received).group_by(track))})


def _by(db: Session, column: Mapped[K], *conditions: ColumnElement[bool]) -> dict[K, Figure]:
    """For each value of a column, how many dossiers of each condition (the first holds for all)."""
    counts = (func.count().filter(condition) for condition in conditions)
    query = select(column, *counts).select_from(Dossier).where(conditions[0]).group_by(column)
    return {row[0]: Figure(*row[1:]) for row in db.execute(query)}
