"""Reads about the tracks of a call: rules, outcomes, whom they suit, and what stands before a dossier."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple, Protocol, cast
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import func, select
from sqlmodel import Session, col

from app.adapters.geography.territories import territories_of
from app.domain import entry as before
from app.domain.conditions import Condition
from app.domain.form_plans import FormPlan, parse_form_plan
from app.domain.members import CompositionRule, parse_rules
from app.domain.outcomes import Outcome, OutcomeKey, offered, parse_outcomes
from app.models import Call, CallChange, Dossier, FormVersion, Person, Rubric, Track
from app.queries.calls import tracks
from app.queries.forms import CriterionRow, rubrics_of


class FormState(NamedTuple):
    """The form of a track: its last published version, the one being written, and what the latter asks."""

    published: int | None
    writing: int | None
    plan: FormPlan
    is_locked: bool


class RubricState(NamedTuple):
    """The rubric of a track: its criteria, the end of its scale, and since when it no longer changes."""

    criteria: list[CriterionRow]
    scale_max: int
    locked_at: datetime | None

    @property
    def weight(self) -> int:
        """What the weights add up to: 100 when the rubric is whole."""
        return sum(row.weight for row in self.criteria)


class Count(NamedTuple):
    """The dossiers of a track: drafts, and those that were filed."""

    drafts: int = 0
    filed: int = 0


class ChangeRow(NamedTuple):
    """A change that people were told about, and why."""

    at: datetime
    kind: str
    reason: str
    author: str
    track: str


def entry_of(call: Call) -> before.Entry:
    """What is asked before a dossier."""
    return before.parse_entry(cast("JsonValue", call.entry or {}))


def rules_of(track: Track) -> tuple[CompositionRule, ...]:
    """What a track asks of groupings."""
    return parse_rules(cast("JsonValue", track.composition))


class Ending(Protocol):
    """What has outcomes: a track, or a row about one."""

    @property
    def outcomes(self) -> list[dict[str, object]]:
        """As they are kept."""


def outcomes_of(track: Ending) -> tuple[Outcome, ...]:
    """The outcomes a track names; none means the three usual ones."""
    return parse_outcomes(cast("JsonValue", track.outcomes))


def offered_in(db: Session, track_id: UUID) -> tuple[OutcomeKey, ...]:
    """What may be decided of the dossiers of a track."""
    return offered(outcomes_of(db.get_one(Track, track_id)))


def suits_of(found: Iterable[Track]) -> dict[str, Condition | None]:
    """For the key of each track, the condition under which it is the one to take."""
    return {track.key: before.parse_suits(cast("JsonValue", track.suits)) for track in found}


def open_tracks(db: Session, call: Call) -> list[Track]:
    """The tracks that may be chosen: once everyone reads the call, those whose form was published."""
    found = tracks(db, call.id)
    if not call.is_public:
        return found
    query = select(col(FormVersion.form_id)).where(
        col(FormVersion.form_id).in_([track.form_id for track in found]), col(FormVersion.published_at).is_not(None)
    )
    published = set(db.execute(query).scalars())
    return [track for track in found if track.form_id in published]


def verdict_of(db: Session, call: Call, values: Mapping[str, JsonValue]) -> before.Verdict:
    """What these answers to the entry of a call lead to."""
    return before.verdict(entry_of(call), suits_of(tracks(db, call.id)), values, territories_of)


def form_states(db: Session, found: Iterable[Track]) -> dict[UUID, FormState]:
    """The forms of tracks, by track."""
    asked = list(found)
    query = select(FormVersion).where(col(FormVersion.form_id).in_([track.form_id for track in asked]))
    versions: dict[UUID, list[FormVersion]] = {}
    for row in db.execute(query.order_by(col(FormVersion.number))).scalars():
        versions.setdefault(row.form_id, []).append(row)
    return {track.id: _form_state(versions.get(track.form_id, [])) for track in asked}


def rubric_states(db: Session, call_id: UUID) -> dict[UUID, RubricState]:
    """The rubrics of the tracks of a call that have one, by track."""
    query = select(col(Track.id), col(Rubric.locked_at), col(Rubric.scale_max))
    rows = db.execute(query.join(Rubric, col(Rubric.id) == col(Track.rubric_id)).where(col(Track.call_id) == call_id))
    criteria = rubrics_of(db, call_id)
    return {
        track_id: RubricState(criteria.get(track_id, ([], 0))[0], scale_max, locked_at)
        for track_id, locked_at, scale_max in rows
    }


def counts(db: Session, call_id: UUID) -> dict[UUID, Count]:
    """How many dossiers each track holds; a draft that was given up is one no more."""
    query = (
        select(
            col(Dossier.track_id),
            func.count().filter(col(Dossier.state) == "draft"),
            func.count().filter(col(Dossier.filed_at).is_not(None)),
        )
        .where(col(Dossier.call_id) == call_id)
        .group_by(col(Dossier.track_id))
    )
    return {track_id: Count(drafts, filed) for track_id, drafts, filed in db.execute(query)}


def changes(db: Session, call_id: UUID, *kinds: str) -> list[ChangeRow]:
    """The changes of these kinds, the last first."""
    query = (
        select(col(CallChange.at), col(CallChange.kind), col(CallChange.reason), col(Person.name), CallChange.after)  # type: ignore[call-overload]
        .join(Person, col(Person.id) == col(CallChange.author_id))
        .where(col(CallChange.call_id) == call_id, col(CallChange.kind).in_(kinds))
        .order_by(col(CallChange.at).desc())
    )
    return [
        ChangeRow(at, kind, reason, name, str(after.get("track", "")))
        for at, kind, reason, name, after in db.execute(query)
    ]


def _form_state(versions: list[FormVersion]) -> FormState:
    published = next((one for one in reversed(versions) if one.published_at is not None), None)
    writing = next((one for one in reversed(versions) if one.published_at is None), None)
    shown = writing or published
    return FormState(
        published.number if published else None,
        writing.number if writing else None,
        parse_form_plan(cast("JsonValue", shown.plan)) if shown else FormPlan(()),
        any(one.locked_at is not None for one in versions),
    )
