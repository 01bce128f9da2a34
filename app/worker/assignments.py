"""The worker's work on assignments: a proposal is computed outside any write lock, and kept as the job's result."""

from collections.abc import Mapping
from uuid import UUID

from app.models import Call
from app.services import proposals
from app.services.assignments import PROPOSE
from app.worker.handlers import Work, handles


@handles(PROPOSE)
def propose(work: Work) -> Mapping[str, object]:
    """Who could read what; nothing is given before an organiser publishes it."""
    work.report(0, 1)
    with work.hall.database.reading() as db:
        call = db.get_one(Call, UUID(str(work.job.payload["call_id"])))
        found = proposals.propose(db, call).as_json()
    work.report(1, 1)
    return found
