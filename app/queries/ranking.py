"""Reads of the ranking: admitted dossiers of a track in the order of their marks, as one organiser may see them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlmodel import Session, col

from app.domain.line import Side, sides
from app.domain.ranking import Contender, ranked
from app.domain.roles import Actor
from app.models import Call, Decision, Dossier, Person, Review, Rubric, ScoreSummary, Track
from app.queries.calls import tracks
from app.queries.visibility import filed, organised_by

BUCKETS = 6


class Standing(NamedTuple):
    """One admitted dossier in the ranking of its track, with what was decided of it."""

    id: UUID
    reference: str
    title: str
    bearer: str
    commune: str
    insee: str
    departement: str
    region: str
    families: str
    track_id: UUID
    mean: float | None
    spread: float | None
    reviews: int
    assigned: int
    outcome: str
    reason: str
    version: int
    rank: int | None = None
    tied: bool = False
    side: Side = Side.UNMARKED
    marks: tuple[int, ...] = (0,) * BUCKETS


class Hand(NamedTuple):
    """Who decided, and when."""

    name: str
    at: datetime


class TrackCount(NamedTuple):
    """A track with its admitted dossiers and what was decided of them."""

    id: UUID
    key: str
    title: dict[str, str]
    admitted: int
    selected: int
    waiting: int
    not_selected: int
    outcomes: list[dict[str, object]]

    @property
    def undecided(self) -> int:
        """Admitted dossiers nobody decided yet."""
        return self.admitted - self.selected - self.waiting - self.not_selected


def admitted_to(actor: Actor, call_id: UUID) -> ColumnElement[bool]:
    """Admitted dossiers of the call that this organiser may see."""
    return and_(organised_by(actor), filed(), col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted")


def standings(db: Session, call: Call, track_id: UUID, actor: Actor) -> list[Standing]:
    """The ranking of a track, complete but for the dossiers hidden from this organiser; two queries."""
    rows = _rows(db, call.id, track_id, actor)
    places = ranked(Contender(row.reference, row.mean) for row in rows)
    side = sides(places, max(0, call.places - _selected_elsewhere(db, call.id, track_id, actor)))
    by_reference = {row.reference: row for row in rows}
    return [
        by_reference[place.reference]._replace(rank=place.rank, tied=place.tied, side=side[place.reference])
        for place in places
    ]


def with_marks(db: Session, rows: Sequence[Standing], scale_max: int) -> list[Standing]:
    """The same rows with how many reviewers gave 0, 1 ... 5 (or their fifths of another scale)."""
    query = select(col(Review.dossier_id), col(Review.mean)).where(
        col(Review.state) == "submitted", col(Review.dossier_id).in_([row.id for row in rows])
    )
    marks: dict[UUID, Counter[int]] = {}
    for dossier_id, mean in db.execute(query):
        if mean is not None:
            marks.setdefault(dossier_id, Counter())[int(mean * (BUCKETS - 1) / scale_max + 0.5)] += 1
    return [row._replace(marks=tuple(marks.get(row.id, Counter())[n] for n in range(BUCKETS))) for row in rows]


def track_counts(db: Session, call_id: UUID, actor: Actor) -> list[TrackCount]:
    """Every track of the call with its decisions, in two queries."""
    outcome = col(Decision.outcome)
    query = (
        select(
            col(Track.id),
            func.count(col(Dossier.id)),
            *(func.count(col(Decision.id)).filter(outcome == key) for key in ("selected", "waiting", "not_selected")),
        )
        .select_from(Track)
        .join(Dossier, and_(col(Dossier.track_id) == col(Track.id), admitted_to(actor, call_id)), isouter=True)
        .join(Decision, col(Decision.dossier_id) == col(Dossier.id), isouter=True)
        .where(col(Track.call_id) == call_id)
        .group_by(col(Track.id))
    )
    counted: dict[UUID, tuple[int, int, int, int]] = {row[0]: tuple(row[1:]) for row in db.execute(query)}
    return [
        TrackCount(track.id, track.key, track.title, *counted[track.id], track.outcomes)
        for track in tracks(db, call_id)
    ]


def scale_of(db: Session, track_id: UUID) -> int:
    """The highest mark of a track; 5 where nothing is scored."""
    query = select(col(Rubric.scale_max)).join(Track, col(Track.rubric_id) == col(Rubric.id))
    return int(db.execute(query.where(col(Track.id) == track_id)).scalar_one_or_none() or 5)


def last_hand(db: Session, dossier_id: UUID) -> Hand | None:
    """Who recorded the decision of a dossier, and when; whoever asks has shown that they may see it."""
    query = (
        select(col(Person.name), col(Decision.decided_at))
        .join(Decision, col(Decision.decided_by) == col(Person.id))
        .where(col(Decision.dossier_id) == dossier_id)
    )
    found = db.execute(query).one_or_none()
    return Hand(*found) if found else None


def seats_of(call: Call, counts: Sequence[TrackCount], track_id: UUID) -> int:
    """The places left to a track: those of the call, less what other tracks already took."""
    return max(0, call.places - sum(count.selected for count in counts if count.id != track_id))


def by_region(rows: Sequence[Standing]) -> Mapping[str, tuple[int, int]]:
    """For each region, the most present first: its dossiers, and how many are selected."""
    total = Counter(row.region for row in rows)
    selected = Counter(row.region for row in rows if row.outcome == "selected")
    return {region: (number, selected[region]) for region, number in total.most_common()}


def _selected_elsewhere(db: Session, call_id: UUID, track_id: UUID, actor: Actor) -> int:
    query = (
        select(func.count())
        .select_from(Decision)
        .join(Dossier, col(Dossier.id) == col(Decision.dossier_id))
        .where(admitted_to(actor, call_id), col(Dossier.track_id) != track_id, col(Decision.outcome) == "selected")
    )
    return int(db.execute(query).scalar_one())


def _rows(db: Session, call_id: UUID, track_id: UUID, actor: Actor) -> list[Standing]:
    query = (
        select(
            col(Dossier.id),
            func.coalesce(col(Dossier.reference), ""),
            col(Dossier.title),
            col(Dossier.bearer),
            col(Dossier.commune),
            col(Dossier.insee),
            col(Dossier.departement),
            col(Dossier.region),
            col(Dossier.families),
            col(Dossier.track_id),
            col(ScoreSummary.mean),
            col(ScoreSummary.spread),
            func.coalesce(col(ScoreSummary.submitted), 0),
            func.coalesce(col(ScoreSummary.assigned), 0),
            func.coalesce(col(Decision.outcome), ""),
            func.coalesce(col(Decision.reason), ""),
            func.coalesce(col(Decision.version), 0),
        )
        .join(ScoreSummary, col(ScoreSummary.dossier_id) == col(Dossier.id), isouter=True)
        .join(Decision, col(Decision.dossier_id) == col(Dossier.id), isouter=True)
        .where(admitted_to(actor, call_id), col(Dossier.track_id) == track_id)
    )
    return [Standing(*row) for row in db.execute(query)]
