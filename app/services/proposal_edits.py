"""A proposal of who reads what, changed by hand before it is published: readings in and out, undone, named, dropped."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlmodel import Session, col

from app.domain.errors import Invalid, NotFound, Stale, WrongState
from app.domain.proposal_effects import Board
from app.domain.roles import Actor
from app.models import AssignmentProposal, Call, ProposedReading
from app.queries import assignment_lists, proposal_lists
from app.queries.affinities import table_of
from app.queries.assignments import Pair, refusals
from app.services import journal
from app.services.call_changes import demand_mine


def lock(db: Session, proposal: AssignmentProposal, version: int | None) -> AssignmentProposal:
    """The proposal as it is now, held until the act ends. Raises Stale when it is no longer as it was read."""
    query = select(AssignmentProposal).where(col(AssignmentProposal.id) == proposal.id).with_for_update()
    kept: AssignmentProposal = db.execute(query.execution_options(populate_existing=True)).scalar_one()
    if version is not None and kept.version != version:
        raise Stale("proposal_changed")
    return kept


def change(
    db: Session,
    call: Call,
    proposal: AssignmentProposal,
    *,
    out: Sequence[Pair],
    into: Sequence[Pair],
    version: int,
    actor: Actor,
    now: datetime,
) -> AssignmentProposal:
    """Take (dossier, reviewer) pairs out of a proposal and put others in. Nobody is told before the publication.

    Raises Stale, WrongState once it is published or dropped, NotFound for a dossier that the organiser may not see, and
    Invalid with what forbids a pair.
    """
    kept = _opened(db, call, proposal, version, actor)
    _demand_seen(db, call, actor, [*out, *into])
    gone = _taken(db, kept, out)
    _demand_may_be(db, call, kept, into, actor)
    came = _added(db, call, kept, into)
    kept.edits = [*kept.edits, _edit(gone, came, actor, now)]
    return _changed(db, call, "proposal.changed", kept, actor, now)


def undo(
    db: Session, call: Call, proposal: AssignmentProposal, *, version: int, actor: Actor, now: datetime
) -> AssignmentProposal:
    """Take back the last change by hand. Raises Stale, WrongState where there is none, Invalid where it cannot be."""
    kept = _opened(db, call, proposal, version, actor)
    if not kept.edits:
        raise WrongState("nothing_to_undo")
    last = kept.edits[-1]
    back, away = proposal_lists.pairs_in(last, "out"), proposal_lists.pairs_in(last, "into")
    _demand_seen(db, call, actor, [*back, *away])
    _taken(db, kept, away)
    _demand_may_be(db, call, kept, back, actor)
    for dossier, reviewer, affinity, by_hand in proposal_lists.rows_in(last, "out"):
        db.add(_reading(kept, (UUID(dossier), UUID(reviewer)), affinity, by_hand=by_hand))
    kept.edits = kept.edits[:-1]
    return _changed(db, call, "proposal.change_undone", kept, actor, now)


def rename(
    db: Session, call: Call, proposal: AssignmentProposal, name: str, *, version: int, actor: Actor, now: datetime
) -> AssignmentProposal:
    """Call it so."""
    demand_mine(call, actor)
    kept = lock(db, proposal, version)
    kept.name = name
    return _noted(db, "proposal.renamed", kept, actor, now)


def drop(
    db: Session, call: Call, proposal: AssignmentProposal, *, version: int, actor: Actor, now: datetime
) -> AssignmentProposal:
    """Set a proposal aside; it can be taken up again. Dropping twice changes nothing."""
    demand_mine(call, actor)
    kept = lock(db, proposal, None)
    if kept.state == "dropped":
        return kept
    kept = _opened(db, call, proposal, version, actor)
    kept.state = "dropped"
    return _noted(db, "proposal.dropped", kept, actor, now)


def take_up(
    db: Session, call: Call, proposal: AssignmentProposal, *, actor: Actor, now: datetime
) -> AssignmentProposal:
    """Take up again a proposal that was set aside; twice changes nothing."""
    demand_mine(call, actor)
    kept = lock(db, proposal, None)
    if kept.state == "draft":
        return kept
    if kept.state != "dropped":
        raise WrongState("proposal_closed")
    kept.state = "draft"
    return _noted(db, "proposal.taken_up", kept, actor, now)


def _opened(db: Session, call: Call, proposal: AssignmentProposal, version: int, actor: Actor) -> AssignmentProposal:
    demand_mine(call, actor)
    kept = lock(db, proposal, version)
    if kept.state != "draft":
        raise WrongState("proposal_not_ready" if kept.state == "computing" else "proposal_closed")
    return kept


def _demand_seen(db: Session, call: Call, actor: Actor, pairs: Iterable[Pair]) -> None:
    dossiers = {dossier for dossier, _ in pairs}
    if dossiers - set(assignment_lists.seen(db, actor, call.id, dossiers)):
        raise NotFound


def _taken(db: Session, proposal: AssignmentProposal, pairs: Sequence[Pair]) -> list[ProposedReading]:
    """These readings, taken out. Raises Stale where one is not there any more."""
    rows = _kept(db, proposal, pairs)
    if set(pairs) - set(rows):
        raise Stale("proposal_changed")
    gone = [rows[pair] for pair in pairs]
    ids = [row.id for row in gone]
    db.execute(
        delete(ProposedReading).where(col(ProposedReading.id).in_(ids)).execution_options(synchronize_session=False)
    )
    for row in gone:
        db.expunge(row)
    return gone


def _kept(db: Session, proposal: AssignmentProposal, pairs: Sequence[Pair]) -> dict[Pair, ProposedReading]:
    query = select(ProposedReading).where(
        col(ProposedReading.proposal_id) == proposal.id,
        col(ProposedReading.dossier_id).in_({dossier for dossier, _ in pairs}),
    )
    return {(row.dossier_id, row.reviewer_id): row for row in db.execute(query).scalars()}


def _demand_may_be(db: Session, call: Call, proposal: AssignmentProposal, pairs: Sequence[Pair], actor: Actor) -> None:
    if any(pair in _kept(db, proposal, pairs) for pair in pairs):
        raise Invalid("already_proposed", field="into")
    for reason in refusals(db, call.id, pairs, actor_id=actor.id).values():
        raise Invalid(reason, field="into")


def _added(db: Session, call: Call, proposal: AssignmentProposal, pairs: Sequence[Pair]) -> list[ProposedReading]:
    tables = {dossier: table_of(db, call, only=dossier) for dossier, _ in pairs}
    rows = [_reading(proposal, pair, tables[pair[0]].affinity(*pair), by_hand=True) for pair in pairs]
    db.add_all(rows)
    return rows


def _reading(proposal: AssignmentProposal, pair: Pair, affinity: float, *, by_hand: bool) -> ProposedReading:
    return ProposedReading(
        proposal_id=proposal.id, dossier_id=pair[0], reviewer_id=pair[1], affinity=affinity, by_hand=by_hand
    )


def _edit(
    gone: Iterable[ProposedReading], came: Iterable[ProposedReading], actor: Actor, now: datetime
) -> dict[str, object]:
    sides = {
        side: [[str(row.dossier_id), str(row.reviewer_id), row.affinity, row.by_hand] for row in rows]
        for side, rows in (("out", gone), ("into", came))
    }
    return {**sides, "at": now.isoformat(), "by": str(actor.id)}


def _changed(
    db: Session, call: Call, action: str, proposal: AssignmentProposal, actor: Actor, now: datetime
) -> AssignmentProposal:
    """Its figures are counted again, of every dossier."""
    db.flush()
    board = Board({row.id: row.served for row in proposal_lists.served(db, call, proposal, None)})
    proposal.worst, proposal.mean = board.now.worst, board.now.mean
    return _noted(db, action, proposal, actor, now)


def _noted(db: Session, action: str, proposal: AssignmentProposal, actor: Actor, now: datetime) -> AssignmentProposal:
    proposal.version += 1
    db.add(proposal)
    db.flush()
    after = journal.digest({"version": proposal.version, "state": proposal.state, "name": proposal.name})
    subject, call_id = f"assignment_proposal:{proposal.id}", proposal.call_id
    journal.write(db, action, subject, actor_id=actor.id, now=now, call_id=call_id, after=after)
    return proposal
