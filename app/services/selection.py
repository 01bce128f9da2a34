"""The selection's hand: decisions, private until the publication; leaving the ranking needs a written reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import DomainError, Forbidden, Invalid, NotFound, Stale, WrongState
from app.domain.line import Side, against, proposal
from app.domain.permissions import can
from app.domain.ranking import Place
from app.domain.roles import Actor
from app.domain.workflow import Outcome
from app.models import Call, Decision, Dossier
from app.queries.ranking import Standing, admitted_to, seats_of, standings, track_counts
from app.queries.tracks import offered_in
from app.queries.visibility import facts_of
from app.services import journal
from app.services.call_changes import demand_mine
from app.services.track_rules import demand_offered

SHORTEST_REASON = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision to record: of which dossier, what, and why."""

    dossier_id: UUID
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What following the ranking of a track would decide. `seen` is its digest: a proposal that moved is refused."""

    rows: tuple[tuple[Standing, Outcome], ...]
    straddling: tuple[Standing, ...]
    seen: str

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of each outcome."""
        return {outcome: sum(given == outcome for _, given in self.rows) for outcome in Outcome}

    @property
    def changes(self) -> tuple[tuple[Standing, Outcome], ...]:
        """Only what differs from the decisions of now."""
        return tuple((row, outcome) for row, outcome in self.rows if row.outcome != outcome)


def decide(
    db: Session, dossier: Dossier, outcome: Outcome, reason: str, *, version: int, actor: Actor, now: datetime
) -> Decision:
    """Record what was decided of an admitted dossier; it stays private until the publication.

    `version` is that of the decision that was read, 0 where there was none. The same decision twice changes nothing.
    Raises Forbidden, WrongState, Stale, or Invalid("reason_needed") when the ranking is not followed without a reason.
    """
    call = lock(db, dossier)
    _check(db, dossier, actor, now)
    kept = decision_of(db, dossier.id)
    if kept is not None and (kept.outcome, kept.reason) == (outcome, reason.strip()):
        return kept
    if version != (kept.version if kept else 0):
        raise Stale("decision_changed")
    demand_offered(db, outcome, dossier.track_id)
    _demand_reason(Choice(dossier.id, outcome, reason), _sides(db, call, [dossier.track_id], actor))
    return _record(db, call, kept, Choice(dossier.id, outcome, reason.strip()), actor, now)


def take_back(db: Session, dossier: Dossier, *, version: int, actor: Actor, now: datetime) -> None:
    """Leave a dossier undecided again. Raises Forbidden, WrongState or Stale."""
    call = lock(db, dossier)
    _check(db, dossier, actor, now)
    kept = decision_of(db, dossier.id)
    if kept is None:
        return
    if version != kept.version:
        raise Stale("decision_changed")
    before = _digest(kept.outcome, kept.reason)
    db.delete(kept)
    db.flush()
    journal.write(
        db, "decision.taken_back", f"dossier:{dossier.id}", actor_id=actor.id, now=now, call_id=call.id, before=before
    )


def decide_many(db: Session, call: Call, choices: Sequence[Choice], *, actor: Actor, now: datetime) -> int:
    """Record several decisions in one act, all or none; how many changed. Raises as `decide` does.

    Dossiers the actor may not see are unknown here: NotFound.
    """
    held = hold(db, call, actor)
    if any(choice.dossier_id not in held for choice in choices):
        raise NotFound
    found = _sides(db, call, sorted({held[choice.dossier_id].track_id for choice in choices}), actor)
    for choice in choices:
        demand_offered(db, choice.outcome, held[choice.dossier_id].track_id)
        _demand_reason(choice, found)
    return _record_all(db, call, choices, actor, now)


def preview(db: Session, call: Call, track_id: UUID, *, places: int, waiting: int, actor: Actor) -> Proposal:
    """What `propose` would decide: the first `places` selected, the next `waiting` in reserve, the rest not; where the
    track has no such outcome, they stay as they are.
    """
    if places > (left := seats_of(call, track_counts(db, call.id, actor), track_id)):
        raise Invalid("too_many_places", field="places", places=left)
    offered = offered_in(db, track_id)
    if waiting:
        demand_offered(db, Outcome.WAITING, track_id, field="waiting")
    rows = standings(db, call, track_id, actor)
    order = [Place(row.rank, row.tied, row.reference, row.mean) for row in rows]
    given = proposal(order, seats=places, waiting=waiting)
    listed = [f"{row.id}={given[row.reference]}:{row.version}" for row in rows]
    edge = rows[places - 1].rank if 0 < places < len(rows) else None
    equals = tuple(row for row in rows if row.rank is not None and row.rank == edge)
    split = equals if len({given[row.reference] for row in equals}) > 1 else ()
    decided = tuple((row, given[row.reference]) for row in rows if given[row.reference] in offered)
    return Proposal(decided, split, journal.digest("\n".join(listed)))


def propose(
    db: Session,
    call: Call,
    track_id: UUID,
    *,
    places: int,
    waiting: int,
    actor: Actor,
    now: datetime,
    seen: str = "",
) -> int:
    """Decide a whole track by its ranking, in one act; how many decisions changed.

    Raises Forbidden("recused") for whoever has a conflict in the track, Stale when it is no longer what `seen` showed.
    """
    held = hold(db, call, actor)
    _demand_no_conflict(db, call, track_id, held)
    plan = preview(db, call, track_id, places=places, waiting=waiting, actor=actor)
    if seen and seen != plan.seen:
        raise Stale("ranking_changed")
    choices = [Choice(row.id, outcome, row.reason if row.outcome == outcome else "") for row, outcome in plan.rows]
    return _record_all(db, call, choices, actor, now)


def lock(db: Session, dossier: Dossier) -> Call:
    """The call of a dossier, held until the transaction ends; dossier first, call next, everywhere."""
    held = select(Dossier).where(col(Dossier.id) == dossier.id).with_for_update(key_share=True)
    db.execute(held.execution_options(populate_existing=True)).scalar_one()
    return _locked(db, dossier.call_id)


def hold(db: Session, call: Call, actor: Actor) -> dict[UUID, Dossier]:
    """The admitted dossiers this organiser may decide, with their call, held until the transaction ends."""
    demand_mine(call, actor)
    query = select(Dossier).where(admitted_to(actor, call.id)).order_by(col(Dossier.id)).with_for_update(key_share=True)
    held = {row.id: row for row in db.execute(query.execution_options(populate_existing=True)).scalars()}
    if _locked(db, call.id).published_at is not None:
        raise WrongState("already_published")
    return held


def decision_of(db: Session, dossier_id: UUID) -> Decision | None:
    """The decision of a dossier, if there is one."""
    query = select(Decision).where(col(Decision.dossier_id) == dossier_id)
    return db.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()


def _locked(db: Session, call_id: UUID) -> Call:
    query = select(Call).where(col(Call.id) == call_id).with_for_update(key_share=True)
    call: Call = db.execute(query.execution_options(populate_existing=True)).scalar_one()
    return call


def _check(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> None:
    facts = facts_of(db, dossier, actor, now)
    verdict = can("decide", facts)
    if not verdict:
        raise _refusal("recused" if facts.is_organiser and facts.in_conflict else verdict.reason)


def _refusal(reason: str) -> DomainError:
    return Forbidden(reason) if reason in ("only_an_organiser", "recused") else WrongState(reason)


def _sides(db: Session, call: Call, track_ids: Sequence[UUID], actor: Actor) -> Mapping[UUID, Side]:
    return {row.id: row.side for track_id in track_ids for row in standings(db, call, track_id, actor)}


def _demand_reason(choice: Choice, found: Mapping[UUID, Side]) -> None:
    if against(choice.outcome, found[choice.dossier_id]) and len(choice.reason.strip()) < SHORTEST_REASON:
        raise Invalid("reason_needed", field="reason", minimum=SHORTEST_REASON)


def _demand_no_conflict(db: Session, call: Call, track_id: UUID, held: Mapping[UUID, Dossier]) -> None:
    """A ranking that hides a dossier from somebody can't be followed by them: it would tell where the hidden one is."""
    query = select(col(Dossier.id)).where(
        col(Dossier.call_id) == call.id, col(Dossier.track_id) == track_id, col(Dossier.state) == "admitted"
    )
    if any(dossier_id not in held for dossier_id in db.execute(query).scalars()):
        raise Forbidden("recused")


def _record_all(db: Session, call: Call, choices: Sequence[Choice], actor: Actor, now: datetime) -> int:
    kept = {
        row.dossier_id: row
        for row in db.execute(
            select(Decision)
            .where(col(Decision.dossier_id).in_([choice.dossier_id for choice in choices]))
            .execution_options(populate_existing=True)
        ).scalars()
    }
    changed = 0
    for choice in choices:
        row = kept.get(choice.dossier_id)
        wanted = Choice(choice.dossier_id, choice.outcome, choice.reason.strip())
        if row is None or (row.outcome, row.reason) != (wanted.outcome, wanted.reason):
            _record(db, call, row, wanted, actor, now)
            changed += 1
    return changed


def _record(db: Session, call: Call, kept: Decision | None, choice: Choice, actor: Actor, now: datetime) -> Decision:
    before = _digest(kept.outcome, kept.reason) if kept else ""
    decision = kept or Decision(
        dossier_id=choice.dossier_id, call_id=call.id, outcome=choice.outcome, decided_at=now, decided_by=actor.id
    )
    decision.version = kept.version + 1 if kept else 1
    decision.outcome, decision.reason = choice.outcome.value, choice.reason
    decision.decided_at, decision.decided_by = now, actor.id
    db.add(decision)
    db.flush()
    after = _digest(decision.outcome, decision.reason)
    subject = f"dossier:{choice.dossier_id}"
    journal.write(
        db, "decision.recorded", subject, actor_id=actor.id, now=now, call_id=call.id, before=before, after=after
    )
    return decision


def _digest(outcome: str, reason: str) -> str:
    return journal.digest({"outcome": outcome, "reason": reason})
