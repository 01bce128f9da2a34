"""What a track asks of groupings, how it ends, and whom it suits; what comes before a dossier. Kept as data."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import func, select
from sqlmodel import Session, col

from app.domain.conditions import Condition
from app.domain.entry import Entry, demand_known, dump_entry, dump_suits
from app.domain.errors import Invalid, Stale
from app.domain.members import CompositionRule, dump_rules
from app.domain.outcomes import Outcome, dump_outcomes, offered
from app.domain.roles import Actor
from app.models import Call, CallChange, Decision, Dossier, Track
from app.queries.calls import tracks
from app.queries.tracks import entry_of, offered_in, suits_of
from app.services import journal
from app.services.track_verbs import demand_fresh, hold, locked, settled

SHORTEST_REASON = 10


def set_composition(
    db: Session,
    track: Track,
    rules: tuple[CompositionRule, ...],
    *,
    version: int,
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> Track:
    """Other rules about groupings; once a dossier was filed in the track, for a reason that is kept.

    Raises Stale (`theirs`: the rules that stand), Invalid("reason_needed"), WrongState once published.
    """
    return _set(db, track, "composition", dump_rules(rules), version=version, reason=reason, actor=actor, now=now)


def set_outcomes(
    db: Session,
    track: Track,
    outcomes: tuple[Outcome, ...],
    *,
    version: int,
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> Track:
    """Other outcomes, or other names for them; once a dossier was filed in the track, for a reason that is kept.

    Raises as `set_composition` does, and Invalid("outcome_in_use") for one that a decision already has.
    """
    hold(db, db.get_one(Call, track.call_id), actor)
    used = select(col(Decision.outcome), func.count()).join(Dossier, col(Dossier.id) == col(Decision.dossier_id))
    kept = offered(outcomes)
    for outcome, number in db.execute(used.where(col(Dossier.track_id) == track.id).group_by(col(Decision.outcome))):
        if outcome not in kept:
            raise Invalid("outcome_in_use", field="offered", number=number)
    return _set(db, track, "outcomes", dump_outcomes(outcomes), version=version, reason=reason, actor=actor, now=now)


def set_suits(
    db: Session, track: Track, suits: Condition | None, *, version: int, actor: Actor, now: datetime
) -> Track:
    """The answers that make this the track to take. Raises Stale, Invalid for an answer that is not asked."""
    call = db.get_one(Call, track.call_id)
    hold(db, call, actor)
    try:
        demand_known([suits], entry_of(call))
    except ValueError:
        raise Invalid("unknown_entry_question", field="suits") from None
    theirs, after = locked(db, track).suits, dump_suits(suits)
    if theirs == after:
        return track
    demand_fresh(track, version, theirs)
    track.suits = dict[str, object](after) if after else None
    return settled(db, "track.suits_changed", track, actor, now, before=theirs, after=after)


def set_entry(db: Session, call: Call, entry: Entry, *, version: int, actor: Actor, now: datetime) -> Call:
    """Other questions before a dossier, other refusals. Raises Stale (`theirs`), WrongState once published,
    Invalid when a track still waits for an answer that would no longer be asked.
    """
    hold(db, call, actor)
    before, after = dict(call.entry), dump_entry(entry)
    if before == after:
        return call
    if version != call.version:
        raise Stale("stale", version=call.version, theirs=before)
    _demand_kept(db, call, entry)
    call.entry = dict[str, object](after)
    call.version += 1
    db.add(call)
    db.flush()
    digests = {"before": journal.digest(before), "after": journal.digest(dict[str, object](after))}
    journal.write(db, "call.entry_changed", f"call:{call.id}", actor_id=actor.id, now=now, call_id=call.id, **digests)
    return call


def demand_offered(db: Session, outcome: str, track_id: UUID, *, field: str = "outcome") -> None:
    """Raise Invalid for a decision that the track does not know."""
    if outcome not in offered_in(db, track_id):
        raise Invalid("outcome_not_offered", field=field)


def needs_reason(db: Session, track: Track) -> bool:
    """Whether somebody filed a dossier in the track under what it says now."""
    query = select(col(Dossier.id)).where(col(Dossier.track_id) == track.id, col(Dossier.filed_at).is_not(None))
    return db.execute(query.limit(1)).first() is not None


def _set(
    db: Session,
    track: Track,
    name: str,
    after: list[dict[str, JsonValue]],
    *,
    version: int,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Track:
    hold(db, db.get_one(Call, track.call_id), actor)
    theirs: list[Mapping[str, object]] = list(getattr(locked(db, track), name))
    if theirs == after:
        return track
    demand_fresh(track, version, theirs)
    if needs_reason(db, track):
        _keep_reason(db, track, name, reason, before=theirs, after=after, actor=actor, now=now)
    setattr(track, name, [dict[str, object](one) for one in after])
    return settled(db, f"track.{name}_changed", track, actor, now, before=theirs, after=after)


def _keep_reason(
    db: Session, track: Track, name: str, reason: str, *, before: object, after: object, actor: Actor, now: datetime
) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid("change_needs_reason", field="reason", minimum=SHORTEST_REASON)
    db.add(
        CallChange(
            call_id=track.call_id,
            author_id=actor.id,
            at=now,
            kind=name,
            reason=reason.strip(),
            before={"track": track.key, name: before},
            after={"track": track.key, name: after},
        )
    )


def _demand_kept(db: Session, call: Call, entry: Entry) -> None:
    try:
        demand_known(suits_of(tracks(db, call.id)).values(), entry)
    except ValueError:
        raise Invalid("entry_question_in_use") from None
