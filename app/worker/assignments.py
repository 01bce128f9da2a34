"""The worker's work on assignments: a proposal is computed outside any write lock, then kept all at once."""

from collections.abc import Mapping
from uuid import UUID

from app.models import AssignmentProposal, Call
from app.services import proposals
from app.services.assignments import PROPOSE
from app.worker.handlers import Work, handles


@handles(proposals.COMPUTE)
def compute(work: Work) -> Mapping[str, object]:
    """Who could read what; nothing is given before an organiser publishes it. Taken up again, it begins again."""
    work.report(0, 2)
    with work.hall.database.reading() as db:
        found = proposals.computed(db, db.get_one(AssignmentProposal, work.job.id))
    work.report(1, 2)
    with work.hall.database.writing() as db:
        kept = proposals.keep(db, work.job.id, found)
    work.report(2, 2)
    return {"kept": kept, "readings": len(found.pairs)}


@handles(PROPOSE)
def propose(work: Work) -> Mapping[str, object]:
    """The same, as a job's result."""
    work.report(0, 1)
    with work.hall.database.reading() as db:
        call = db.get_one(Call, UUID(str(work.job.payload["call_id"])))
        found = proposals.propose(db, call).as_json()
    work.report(1, 1)
    return found
