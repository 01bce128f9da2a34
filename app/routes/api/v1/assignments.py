"""Doors of assignments: who reads what, by hand or by a proposal of the worker."""

from uuid import UUID

from sqlmodel import Session
from starlette.responses import Response

from app.domain.errors import NotFound, WrongState
from app.domain.roles import Actor
from app.forms.assignment import Dismissal, NewAssignment
from app.models import Assignment, AssignmentProposal, Job
from app.models.base import uuid7
from app.queries import listings, proposal_lists
from app.routes.api.v1.jobs import job_out
from app.routes.api.v1.shapes.house import JobOut
from app.routes.api.v1.shapes.reviewing import (
    AppliedOut,
    AssignmentOut,
    AssignmentRowOut,
    ProposalOut,
    ProposedPairOut,
    ShortageOut,
)
from app.services import assignments, proposals
from app.web.api import ById, Listed, Room, answer
from app.web.api_guards import ApiDossier, ApiOrganisedCall, Caller, organised_dossier
from app.web.database import Db
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("assignments")
A_REVIEWER = {"reviewer": "0198f3c0-7d11-7c7e-9c8e-5f2f6f1d7a10"}
A_REASON = {"reason": "Vacances jusqu’au 15 novembre."}


@room.get("/calls/{call}/assignments", Listed[AssignmentRowOut])
def list_assignments(
    call: ApiOrganisedCall, paging: ById, db: Db, me: Caller, dossier: UUID | None = None, reviewer: UUID | None = None
) -> Listed[AssignmentRowOut]:
    """List who reads what in a call I run; of one dossier or one reviewer if asked."""
    rows = listings.assignments_after(
        db, me, call.id, dossier=dossier, reviewer=reviewer, after=paging.after, reach=paging.reach
    )
    return paging.page(rows, AssignmentRowOut.model_validate, key=lambda row: row.id)


@room.post(
    "/dossiers/{dossier}/assignments",
    AssignmentOut,
    scope="assignments",
    status=201,
    problems=(409,),
    example=A_REVIEWER,
)
def make_assignment(dossier: ApiDossier, form: NewAssignment, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Give an admitted dossier to a reviewer; they are told by mail."""
    made = assignments.assign(db, dossier, form.reviewer, actor=me, now=now)
    return repeat.keep(answer(_shown(made), 201))


@room.post(
    "/assignments/{assignment}/withdraw",
    AssignmentOut,
    scope="assignments",
    problems=(409,),
    example=A_REASON,
)
def withdraw_assignment(assignment: UUID, form: Dismissal, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Take a dossier back from a reviewer who has not handed in their review."""
    found = db.get(Assignment, assignment)
    if found is None:
        raise NotFound
    organised_dossier(db, me, found.dossier_id, now)
    return repeat.keep(answer(_shown(assignments.withdraw(db, found, form.reason, actor=me, now=now))))


@room.post("/calls/{call}/proposals", JobOut, scope="assignments", status=202)
def request_proposal(call: ApiOrganisedCall, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Ask the worker who could read what; the answer is a job to follow."""
    made = proposals.request(db, call, key=repeat.key or uuid7().hex, actor=me, now=now)
    job = db.get_one(Job, made.id)
    return repeat.keep(answer(job_out(job, mine=True), 202, location=f"/jobs/{job.id}"))


@room.get("/proposals/{job}", ProposalOut, problems=(409,))
def read_proposal(job: UUID, db: Db, me: Caller) -> Response:
    """Read what a proposal would give, of the dossiers I may see."""
    return answer(_proposal(db, _asked(db, me, job), me))


@room.post("/proposals/{job}/apply", AppliedOut, scope="assignments", problems=(409,))
def apply_proposal(job: UUID, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Give everything that a proposal holds and that still may be, with one mail for each reviewer."""
    told = assignments.publish_proposal(db, _asked(db, me, job), actor=me, now=now)
    return repeat.keep(answer(AppliedOut.model_validate(told)))


def _asked(db: Session, me: Actor, job_id: UUID) -> AssignmentProposal:
    """A proposal has the id of the job that computes it."""
    found = db.get(AssignmentProposal, job_id)
    if found is None or not _runs(me, found.call_id):
        raise NotFound
    return found


def _runs(me: Actor, call_id: UUID) -> bool:
    return me.is_organiser(call_id) and me.only_call in (None, call_id)


def _shown(row: Assignment) -> AssignmentOut:
    named = row.model_dump() | {"dossier": row.dossier_id, "reviewer": row.reviewer_id}
    return AssignmentOut.model_validate(named)


def _proposal(db: Session, found: AssignmentProposal, me: Actor) -> ProposalOut:
    """Dossiers that this organiser is in conflict with are left out, pairs and shortages alike."""
    if found.state == "computing":
        raise WrongState("proposal_not_ready")
    pairs, lacks = proposal_lists.pairs(db, found, me), proposal_lists.shortages_of(found)
    titles = listings.titles_of(
        db, me, {pair[0] for pair in pairs} | {dossier for lack in lacks for dossier in lack.dossiers}
    )
    names = proposal_lists.names(db, {reviewer for _, reviewer in pairs})
    return ProposalOut(
        job=found.id,
        applied_at=found.published_at,
        worst=found.worst or 0.0,
        bound=found.bound or 0.0,
        pairs=[
            ProposedPairOut(
                dossier=dossier,
                reference=titles[dossier][0],
                title=titles[dossier][1],
                reviewer=reviewer,
                reviewer_name=names.get(reviewer, ""),
                affinity=value,
            )
            for (dossier, reviewer), value in pairs.items()
            if dossier in titles
        ],
        shortages=[
            ShortageOut(dossiers=seen, reviewers=lack.reviewers, missing=lack.missing)
            for lack in lacks
            if (seen := [dossier for dossier in lack.dossiers if dossier in titles])
        ],
    )
