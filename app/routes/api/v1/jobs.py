"""The door of jobs: how far long work is, and what came of it."""

from uuid import UUID

from starlette.responses import Response

from app.domain.errors import NotFound
from app.models import Job
from app.routes.api.v1.shapes.house import JobOut, job_state
from app.services.proposals import COMPUTE
from app.web.api import PREFIX, Room, answer
from app.web.api_guards import Caller
from app.web.database import Db

room = Room("jobs")
# Pairs name people and dossiers that whoever asked may not all see: they are read where they are filtered.
UNSEEN = frozenset({"pairs", "shortages", "published", "published_at", "drafts"})
RESULTS = {COMPUTE: PREFIX + "/proposals/{id}"}


@room.get("/jobs/{job}", JobOut)
def read_job(job: UUID, db: Db, me: Caller) -> Response:
    """Read the state, progress and result of a job that I asked for, or of a call I run."""
    found = db.get(Job, job)
    if found is None or me.only_call not in (None, found.call_id):
        raise NotFound
    if found.created_by != me.id and not (found.call_id and me.is_organiser(found.call_id)):
        raise NotFound
    return answer(job_out(found, mine=found.created_by == me.id))


def job_out(job: Job, *, mine: bool) -> JobOut:
    """A job as programs see it; the result is for whoever asked for it, who was shown what it names."""
    state = job_state(job)
    whole = RESULTS.get(job.kind) if state == "done" else None
    return JobOut.model_validate(
        {
            "id": job.id,
            "kind": job.kind,
            "state": state,
            "progress": job.progress,
            "total": job.total,
            "created_at": job.created_at,
            "done_at": job.done_at,
            "result": {name: value for name, value in job.result.items() if mine and name not in UNSEEN},
            "result_location": whole.format(id=job.id) if whole else None,
        }
    )
