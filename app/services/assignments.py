"""Who reads what: given by hand or by a published proposal, taken back, or declined."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import Forbidden, Invalid, Stale, WrongState
from app.domain.permissions import can
from app.domain.roles import Actor
from app.models import Assignment, AssignmentProposal, Call, Dossier, ProposedReading, Review
from app.models.base import uuid7
from app.queries import assignments as eyes
from app.queries.assignments import Pair
from app.queries.proposal_lists import moved_by_hand
from app.queries.visibility import facts_of
from app.services import journal, proposal_edits, summaries
from app.services.call_changes import demand_mine
from app.services.reading_mail import tell_assigned

HAND, PROPOSED = "manual", "automatic"


@dataclass(frozen=True, slots=True)
class Published:
    """What came of a proposal: readings given, reviewers told, pairs that no longer held when it was published."""

    given: int
    reviewers: int
    skipped: int


def assign(
    db: Session, dossier: Dossier, reviewer_id: UUID, *, actor: Actor, now: datetime, due_at: datetime | None = None
) -> Assignment:
    """Give an admitted dossier to a reviewer of its call; they are told by mail."""
    summaries.hold(db, [dossier.id])
    verdict = can("assign", facts_of(db, dossier, actor, now))
    if not verdict:
        raise Forbidden(verdict.reason) if verdict.reason == "only_an_organiser" else WrongState(verdict.reason)
    call = db.get_one(Call, dossier.call_id)
    if reason := eyes.refusals(db, call.id, [(dossier.id, reviewer_id)]).get((dossier.id, reviewer_id)):
        raise Invalid(reason, field="reviewer")
    due_at = due_at or eyes.due_at(db, call.id)
    pair = (dossier.id, reviewer_id)
    assignment = _give(db, pair, _kept(db, [dossier.id]).get(pair), due_at=due_at, actor=actor, now=now)
    assignment.origin = HAND
    summaries.refresh(db, [dossier.id])
    tell_assigned(db, call, {reviewer_id: 1}, due_at=due_at, now=now)
    _write(db, "assignment.made", assignment, call.id, actor, now)
    return assignment


def give_together(
    db: Session, call: Call, reviewer_id: UUID, dossiers: Iterable[UUID], *, actor: Actor, now: datetime
) -> Published:
    """Give several dossiers to one reviewer by hand, with one mail; those that may not be are left out, and counted."""
    return publish(db, call, [(dossier, reviewer_id) for dossier in dossiers], actor=actor, now=now, origin=HAND)


def withdraw(db: Session, assignment: Assignment, reason: str = "", *, actor: Actor, now: datetime) -> Assignment:
    """Take a dossier back from a reviewer who has not handed in their review; their draft is kept, unseen."""
    dossier = db.get_one(Dossier, assignment.dossier_id)
    summaries.hold(db, [dossier.id])
    verdict = can("assign", facts_of(db, dossier, actor, now))
    if not verdict:
        raise Forbidden(verdict.reason) if verdict.reason == "only_an_organiser" else WrongState(verdict.reason)
    return _end(db, assignment, "withdrawn", reason, actor=actor, now=now)


def decline(db: Session, dossier: Dossier, reason: str, *, actor: Actor, now: datetime) -> Assignment:
    """A reviewer gives one of their dossiers back, and says why."""
    summaries.hold(db, [dossier.id])
    if not can("review", facts_of(db, dossier, actor, now)):
        raise Forbidden("not_assigned")
    query = select(Assignment).where(col(Assignment.dossier_id) == dossier.id, col(Assignment.reviewer_id) == actor.id)
    return _end(db, db.execute(query).scalar_one(), "declined", reason, actor=actor, now=now)


def between(db: Session, dossier: Dossier, reviewer_id: UUID) -> Assignment | None:
    """The assignment of this dossier to this person, whatever became of it."""
    return _kept(db, [dossier.id]).get((dossier.id, reviewer_id))


def publish_proposal(
    db: Session, proposal: AssignmentProposal, *, actor: Actor, now: datetime, version: int | None = None
) -> Published:
    """Give what a proposal holds and still may be; a second click changes nothing and tells the same.

    A dossier that got readers since it was computed is given what it still lacks, what was put there by hand first.
    Raises Stale when the proposal is not as it was read (`version`), WrongState unless it waits to be published.
    """
    call = db.get_one(Call, proposal.call_id)
    demand_mine(call, actor)
    kept = proposal_edits.lock(db, proposal, None)
    if kept.state == "published":
        told = kept.findings.get("published")
        assert isinstance(told, dict)
        return Published(**told)
    if version is not None and version != kept.version:
        raise Stale("proposal_changed")
    if kept.state != "draft":
        raise WrongState("proposal_not_ready" if kept.state == "computing" else "proposal_closed")
    wished, surplus = _still_asked(db, call, kept)
    told = publish(db, call, wished, actor=actor, now=now)
    told = Published(told.given, told.reviewers, told.skipped + surplus)
    kept.state, kept.published_at, kept.published_by = "published", now, actor.id
    kept.findings = {**kept.findings, "published": asdict(told)}
    kept.version += 1
    db.add(kept)
    return told


def _still_asked(db: Session, call: Call, proposal: AssignmentProposal) -> tuple[list[Pair], int]:
    """The pairs of a proposal that its dossiers still ask for, and how many they do not ask for any more."""
    lacking, moved = {row.id: row.lacking for row in eyes.demands(db, call.id)}, moved_by_hand(proposal)
    query = select(ProposedReading).where(col(ProposedReading.proposal_id) == proposal.id)
    rows = sorted(db.execute(query).scalars(), key=lambda row: (not row.by_hand, -row.affinity, row.reviewer_id))
    taken: Counter[UUID] = Counter()
    wished: list[Pair] = []
    for row in rows:
        # What was put in beyond the demand was meant so.
        if taken[row.dossier_id] < lacking.get(row.dossier_id, 0) + max(moved[row.dossier_id], 0):
            taken[row.dossier_id] += 1
            wished.append((row.dossier_id, row.reviewer_id))
    return wished, len(rows) - len(wished)


def publish(
    db: Session,
    call: Call,
    pairs: Iterable[tuple[UUID, UUID]],
    *,
    actor: Actor,
    now: datetime,
    due_at: datetime | None = None,
    origin: str = PROPOSED,
) -> Published:
    """Give every (dossier, reviewer) that still holds, all at once, with one mail for each reviewer."""
    demand_mine(call, actor)
    if call.published_at is not None:
        raise WrongState("already_published")
    wished = list(dict.fromkeys(pairs))
    held = summaries.hold(db, {dossier for dossier, _ in wished})
    barred = eyes.refusals(db, call.id, wished, actor_id=actor.id)
    due_at = due_at or eyes.due_at(db, call.id)
    holds = [pair for pair in wished if pair not in barred]
    kept = _kept(db, held)
    for pair in kept.keys() & set(holds):
        _give(db, pair, kept[pair], due_at=due_at, actor=actor, now=now).origin = origin
    new = [pair for pair in holds if pair not in kept]
    _insert(db, new, due_at=due_at, origin=origin, created_at=now, created_by=actor.id)
    loads = Counter(reviewer for _, reviewer in holds)
    summaries.refresh(db, {dossier for dossier, _ in holds})
    tell_assigned(db, call, loads, due_at=due_at, now=now)
    after = journal.digest(" ".join(sorted(f"{dossier}/{reviewer}" for dossier, reviewer in holds)))
    journal.write(
        db, "assignments.published", f"call:{call.id}", actor_id=actor.id, now=now, call_id=call.id, after=after
    )
    return Published(len(holds), len(loads), len(barred))


def _insert(db: Session, pairs: Iterable[Pair], **same: object) -> None:
    """Thousands of readings may be given at once: rows, not objects."""
    rows = [
        {"id": uuid7(), "dossier_id": pair[0], "reviewer_id": pair[1], "state": "active", "reason": "", **same}
        for pair in pairs
    ]
    if rows:
        db.execute(Assignment.__table__.insert(), rows)  # type: ignore[attr-defined]


def _kept(db: Session, dossier_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID], Assignment]:
    query = select(Assignment).where(col(Assignment.dossier_id).in_(list(dossier_ids)))
    return {(row.dossier_id, row.reviewer_id): row for row in db.execute(query).scalars()}


def _give(
    db: Session,
    pair: tuple[UUID, UUID],
    kept: Assignment | None,
    *,
    due_at: datetime | None,
    actor: Actor,
    now: datetime,
) -> Assignment:
    """One row for each pair: an assignment once withdrawn or declined is taken up again, with its draft."""
    assignment = kept or Assignment(dossier_id=pair[0], reviewer_id=pair[1], created_at=now, created_by=actor.id)
    assignment.state, assignment.reason, assignment.due_at = "active", "", due_at
    assignment.created_at, assignment.created_by = now, actor.id
    db.add(assignment)
    return assignment


def _end(db: Session, assignment: Assignment, state: str, reason: str, *, actor: Actor, now: datetime) -> Assignment:
    given = select(col(Review.id)).where(
        col(Review.dossier_id) == assignment.dossier_id,
        col(Review.reviewer_id) == assignment.reviewer_id,
        col(Review.state) == "submitted",
    )
    if db.execute(given).first():
        raise WrongState("review_submitted")
    if assignment.state != "active":
        return assignment
    assignment.state, assignment.reason = state, reason
    db.add(assignment)
    summaries.refresh(db, [assignment.dossier_id])
    dossier = db.get_one(Dossier, assignment.dossier_id)
    _write(db, f"assignment.{state}", assignment, dossier.call_id, actor, now)
    return assignment


def _write(db: Session, action: str, assignment: Assignment, call_id: UUID, actor: Actor, now: datetime) -> None:
    after = journal.digest({"reviewer": assignment.reviewer_id, "state": assignment.state, "reason": assignment.reason})
    journal.write(db, action, f"assignment:{assignment.id}", actor_id=actor.id, now=now, call_id=call_id, after=after)
