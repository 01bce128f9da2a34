"""Proposals of who could read what: asked for, computed by the worker, kept to be looked at and edited."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import numpy as np
from sqlalchemy import func, select, update
from sqlmodel import Session, col

from app.domain.assignment import Infeasible
from app.domain.completion import Completion, Reading, complete
from app.domain.errors import WrongState
from app.domain.flows import Ints
from app.domain.reviewing import Reviewing, reviewing_as_json
from app.domain.roles import Actor
from app.models import AssignmentProposal, Call, ProposedReading
from app.models.base import uuid7
from app.queries.affinities import AffinityTable, plan_of, reading_of, table_of
from app.services import jobs, journal
from app.services.call_changes import demand_mine
from app.services.proposal_findings import Found, improvement_of, remedies_of
from app.services.upserts import changed_rows

COMPUTE = "proposals.compute"


@dataclass(frozen=True, slots=True)
class Shortage:
    """Reviews that cannot be given: which dossiers lack some, who could have read them, how many reviews."""

    dossiers: tuple[UUID, ...]
    reviewers: tuple[UUID, ...]
    missing: int

    def as_json(self) -> dict[str, object]:
        """What a proposal keeps."""
        return {
            "dossiers": [str(one) for one in self.dossiers],
            "reviewers": [str(one) for one in self.reviewers],
            "missing": self.missing,
        }


@dataclass(frozen=True, slots=True)
class Proposal:
    """Pairs with their affinity; per reading, 0..1: the worst-off dossier, its bound, the mean; what could not be met.

    below: reviewers who would read less than is worth their while. groups: into how many the dossiers fell that no
    chain of common reviewers links, and fall after the repair. remedies: what would make it whole, or much better.
    """

    pairs: tuple[tuple[UUID, UUID, float], ...]
    worst: float
    bound: float
    mean: float
    shortages: tuple[Shortage, ...]
    below: tuple[UUID, ...] = ()
    groups: tuple[int, int] = (0, 0)
    remedies: tuple[Found, ...] = ()

    def findings(self) -> dict[str, object]:
        """What a proposal keeps beside its pairs."""
        return {
            "shortages": [lack.as_json() for lack in self.shortages],
            "below": [str(one) for one in self.below],
            "groups": list(self.groups),
            "remedies": list(self.remedies),
        }


def request(
    db: Session, call: Call, *, key: str, actor: Actor, now: datetime, name: str = "", top_up: bool = False
) -> AssignmentProposal:
    """Ask the worker who could read what; the same key asks once. A proposal and its job have the same id.

    top_up: what lacks is shared among anybody, however few each of them gets.
    """
    demand_mine(call, actor)
    if call.published_at is not None:
        raise WrongState("already_published")
    unique = f"{COMPUTE}/{call.id}/{key}"
    job = jobs.enqueue(db, COMPUTE, {}, unique_key=unique, now=now, created_by=actor.id, call_id=call.id)
    asked = db.get(AssignmentProposal, job.id)
    if asked is not None:
        return asked
    # Two who ask at once get two numbers: the second waits for the first.
    db.execute(select(col(Call.id)).where(col(Call.id) == call.id).with_for_update(key_share=True))
    last = db.execute(
        select(func.max(col(AssignmentProposal.number))).where(col(AssignmentProposal.call_id) == call.id)
    ).scalar_one()
    proposal = AssignmentProposal(
        id=job.id,
        call_id=call.id,
        number=(last or 0) + 1,
        name=name.strip(),
        settings={"reviewing": reviewing_as_json(plan_of(call.reviewing)), "top_up": top_up},
        created_at=now,
        created_by=actor.id,
    )
    db.add(proposal)
    db.flush()
    journal.write(db, "proposal.requested", f"proposal:{proposal.id}", actor_id=actor.id, now=now, call_id=call.id)
    return proposal


def computed(db: Session, proposal: AssignmentProposal) -> Proposal:
    """What a proposal is to hold, by the settings it was asked with; writes nothing."""
    plan = plan_of(proposal.settings.get("reviewing"))
    return propose(db, db.get_one(Call, proposal.call_id), plan=plan, top_up=bool(proposal.settings.get("top_up")))


def keep(db: Session, proposal_id: UUID, found: Proposal) -> bool:
    """Fill a proposal that still waits; False for one that was dropped, or filled by another worker."""
    waits = update(AssignmentProposal).where(
        col(AssignmentProposal.id) == proposal_id, col(AssignmentProposal.state) == "computing"
    )
    figures: Mapping[str, object] = {"worst": found.worst, "bound": found.bound, "mean": found.mean}
    if not changed_rows(db, waits.values(state="draft", findings=found.findings(), **figures)):
        return False
    rows = [
        {
            "id": uuid7(),
            "proposal_id": proposal_id,
            "dossier_id": dossier,
            "reviewer_id": reviewer,
            "affinity": round(affinity, 4),
            "by_hand": False,
        }
        for dossier, reviewer, affinity in found.pairs
    ]
    if rows:
        db.execute(ProposedReading.__table__.insert(), rows)  # type: ignore[attr-defined]
    return True


def propose(db: Session, call: Call, *, plan: Reviewing | None = None, top_up: bool = False) -> Proposal:
    """Complete every admitted dossier to its number of reviews, within capacities and conflicts; writes nothing."""
    plan = plan or plan_of(call.reviewing)
    table = table_of(db, call, plan=plan)
    columns = np.array([index for index, reader in enumerate(table.pool) if reader.is_proposed], np.int64)
    reading = reading_of(db, call.id, table, columns, least=0 if top_up else plan.min_load)
    found = complete(reading)
    remedies = remedies_of(db, call, table, columns, reading)
    better = improvement_of(table, reading, found)
    return replace(_named(table, columns, reading, found), remedies=(*remedies, *([better] if better else [])))


def _named(table: AffinityTable, columns: Ints, reading: Reading, found: Completion) -> Proposal:
    people, dossiers = [table.pool[column].id for column in columns], [one.id for one in table.dossiers]

    def shortage(lack: Infeasible) -> Shortage:
        return Shortage(
            tuple(dossiers[one] for one in lack.dossiers), tuple(people[one] for one in lack.reviewers), lack.missing
        )

    return Proposal(
        pairs=tuple(
            (dossiers[row], people[column], float(reading.affinity[row, column]))
            for row, column in np.argwhere(found.pairs)
        ),
        worst=found.worst,
        bound=found.bound,
        mean=found.mean,
        shortages=tuple(shortage(lack) for lack in found.shortages),
        below=tuple(people[one] for one in found.below),
        groups=found.groups,
    )
