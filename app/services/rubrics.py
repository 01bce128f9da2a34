"""Rubrics: made criterion by criterion, their weights always a hundred; locked before the first review."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import Invalid, NotFound, Stale, WrongState
from app.domain.roles import Actor
from app.domain.slugs import free_key
from app.domain.weights import WHOLE, joined, without
from app.forms.call import RubricForm
from app.forms.rubric import CriterionFields, fields_of
from app.models import Call, Criterion, Rubric, Track
from app.services import journal
from app.services.call_changes import demand_mine
from app.services.tracks import add_rubric

MOST = 30


def start(db: Session, call: Call, track: Track, form: RubricForm, *, actor: Actor, now: datetime) -> Rubric:
    """Give a track the rubric it has not got yet. Raises WrongState when it has one."""
    demand_mine(call, actor)
    db.refresh(track, with_for_update={"key_share": True})
    if track.rubric_id is not None:
        raise WrongState("rubric_exists")
    rubric = add_rubric(db, call.id, track.key, form)
    track.rubric_id = rubric.id
    db.add(track)
    _note(db, "rubric.started", call, rubric, actor, now)
    return rubric


def replace(
    db: Session, call: Call, track: Track, form: RubricForm, *, version: int, actor: Actor, now: datetime
) -> Rubric:
    """Give a track another rubric in the place of its own. Raises Stale, or WrongState once it is locked."""
    rubric, criteria = _held(db, call, track, actor)
    if rubric.version != version:
        raise Stale("stale", version=rubric.version)
    for row in criteria:
        db.delete(row)
    db.flush()
    for position, criterion in enumerate(form.criteria):
        db.add(Criterion(rubric_id=rubric.id, position=position, **criterion.model_dump()))
    rubric.scale_max = form.scale_max
    return changed(db, "rubric.replaced", call, rubric, actor, now)


def change_scale(
    db: Session, call: Call, track: Track, scale_max: int, *, was: int, actor: Actor, now: datetime
) -> Rubric:
    """Set the end of the scale. Raises Stale (mine, theirs), Invalid outside 2 to 100."""
    rubric, _ = _held(db, call, track, actor)
    if scale_max == rubric.scale_max:
        return rubric
    if rubric.scale_max != was:
        raise Stale("stale", mine={"scale_max": str(scale_max)}, theirs={"scale_max": str(rubric.scale_max)})
    if not 2 <= scale_max <= 100:
        raise Invalid("scale_out_of_bounds", field="scale_max")
    rubric.scale_max = scale_max
    return changed(db, "rubric.scalechanged", call, rubric, actor, now)


def add_criterion(
    db: Session, call: Call, track: Track, title: Mapping[str, str], *, actor: Actor, now: datetime
) -> Criterion:
    """One more criterion at the end, with an even share of the weights. Raises Invalid without a French title."""
    rubric, criteria = _held(db, call, track, actor)
    if not title.get("fr"):
        raise Invalid("no_french", field="title.fr")
    if len(criteria) >= MOST:
        raise Invalid("too_many_criteria", field="title.fr", most=MOST)
    key = free_key(title["fr"], {row.key for row in criteria}, otherwise="criterion")
    _weigh(criteria, joined({row.key: row.weight for row in criteria}, key))
    weight = WHOLE - sum(row.weight for row in criteria)
    position = max((row.position for row in criteria), default=-1) + 1
    row = Criterion(rubric_id=rubric.id, key=key, position=position, title=dict(title), weight=weight)
    db.add(row)
    changed(db, "rubric.criterion_added", call, rubric, actor, now)
    return row


def change_criterion(
    db: Session, call: Call, track: Track, key: str, changes: Mapping[str, tuple[str, str]], *, actor: Actor,
    now: datetime,
) -> Criterion:  # fmt: skip
    """Change some fields of a criterion, each from what was seen to what is wanted; the others stay as they are.

    Raises Stale (`mine`, `theirs`: the fields that somebody else changed meanwhile), Invalid for a wrong value.
    """
    rubric, criteria = _held(db, call, track, actor)
    row = _named(criteria, key)
    kept = fields_of(row)
    wanted = {name: value for name, (_, value) in changes.items() if value != kept.get(name, "")}
    crossed = {name for name in wanted if kept.get(name, "") != changes[name][0]}
    if crossed:
        theirs = {name: kept.get(name, "") for name in crossed}
        raise Stale("stale", mine={name: wanted[name] for name in crossed}, theirs=theirs)
    if not wanted:
        return row
    for name, value in CriterionFields.read({**kept, **wanted}).items():
        setattr(row, name, value)
    db.add(row)
    changed(db, "rubric.criterionchanged", call, rubric, actor, now)
    return row


def set_weights(
    db: Session,
    call: Call,
    track: Track,
    weights: Mapping[str, int],
    *,
    was: Mapping[str, int],
    actor: Actor,
    now: datetime,
) -> Rubric:
    """Set every weight at once. Raises Invalid unless they make a hundred, Stale when others were set meanwhile."""
    rubric, criteria = _held(db, call, track, actor)
    kept = {row.key: row.weight for row in criteria}
    if dict(weights) == kept:
        return rubric
    if dict(was) != kept:
        raise Stale("stale", mine=dict(weights), theirs=kept)
    missing = WHOLE - sum(weights.values())
    if weights.keys() != kept.keys() or min(weights.values(), default=0) < 1 or missing:
        raise Invalid("weights_lack" if missing > 0 else "weights_exceed", field="weights", points=abs(missing))
    _weigh(criteria, weights)
    return changed(db, "rubric.weightschanged", call, rubric, actor, now)


def move_criterion(db: Session, call: Call, track: Track, key: str, *, up: bool, actor: Actor, now: datetime) -> None:
    """One place up or down; at the end of the list, nothing changes."""
    rubric, criteria = _held(db, call, track, actor)
    place = criteria.index(_named(criteria, key))
    other = place - 1 if up else place + 1
    if not 0 <= other < len(criteria):
        return
    order = list(criteria)
    order[place], order[other] = order[other], order[place]
    for position, row in enumerate(order):
        row.position = position
        db.add(row)
    changed(db, "rubric.criteria_moved", call, rubric, actor, now)


def remove_criterion(db: Session, call: Call, track: Track, key: str, *, actor: Actor, now: datetime) -> None:
    """Take a criterion away; the others take its points. Raises Invalid for the last one."""
    rubric, criteria = _held(db, call, track, actor)
    row = _named(criteria, key)
    if len(criteria) == 1:
        raise Invalid("last_criterion")
    others = [one for one in criteria if one is not row]
    _weigh(others, without({one.key: one.weight for one in criteria}, key))
    db.delete(row)
    changed(db, "rubric.criterion_removed", call, rubric, actor, now)


def _held(db: Session, call: Call, track: Track, actor: Actor) -> tuple[Rubric, Sequence[Criterion]]:
    """The rubric, locked against other hands until the transaction ends, with its criteria in order."""
    demand_mine(call, actor)
    rubric = row_of(db, track)
    if rubric.locked_at is not None:
        raise WrongState("rubric_locked")
    rows = select(Criterion).where(col(Criterion.rubric_id) == rubric.id).order_by(col(Criterion.position))
    return rubric, db.execute(rows.execution_options(populate_existing=True)).scalars().all()


def row_of(db: Session, track: Track) -> Rubric:
    """The rubric of a track, locked until the transaction ends; raises NotFound when it has none."""
    query = select(Rubric).where(col(Rubric.id) == track.rubric_id).with_for_update(key_share=True)
    found: Rubric | None = db.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def _named(criteria: Sequence[Criterion], key: str) -> Criterion:
    found = next((row for row in criteria if row.key == key), None)
    if found is None:
        raise NotFound
    return found


def _weigh(criteria: Sequence[Criterion], weights: Mapping[str, int]) -> None:
    for row in criteria:
        row.weight = weights[row.key]


def changed(db: Session, action: str, call: Call, rubric: Rubric, actor: Actor, now: datetime) -> Rubric:
    """One more version of the rubric, with its line in the journal."""
    rubric.version += 1
    db.add(rubric)
    db.flush()
    _note(db, action, call, rubric, actor, now)
    return rubric


def _note(db: Session, action: str, call: Call, rubric: Rubric, actor: Actor, now: datetime) -> None:
    """The digest is that of the whole rubric as it stands, so that the method can be checked against the journal."""
    rows = select(Criterion).where(col(Criterion.rubric_id) == rubric.id).order_by(col(Criterion.position))
    criteria = [row.model_dump(mode="json", exclude={"id", "rubric_id"}) for row in db.execute(rows).scalars()]
    after = journal.digest({"scale_max": rubric.scale_max, "criteria": criteria})
    journal.write(db, action, f"rubric:{rubric.id}", actor_id=actor.id, now=now, call_id=call.id, after=after)
