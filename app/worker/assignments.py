"""The worker's work on assignments: a proposal is computed outside any write lock, then kept all at once."""

from collections.abc import Mapping

from app.models import AssignmentProposal
from app.services import proposals
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
