"""The worker's work on conflicts of interest: ties are compared outside any write lock, then kept a few at a time."""

from collections.abc import Mapping
from uuid import UUID

from app.models import Call
from app.services import detection, jobs
from app.worker.handlers import Work, handles


@handles(detection.KIND)
def detect(work: Work) -> Mapping[str, object]:
    """Look for what ties people to the dossiers of a call; looking again finds nothing more."""
    call_id, told = UUID(str(work.job.payload["call_id"])), detection.Told()
    with work.hall.database.reading() as db:
        found = detection.changes(db, db.get_one(Call, call_id))
    for start in range(0, len(found), detection.AT_ONCE):
        some, now = found[start : start + detection.AT_ONCE], work.hall.clock.now()
        with work.hall.database.writing() as db:
            actor_id = work.job.created_by
            assert actor_id is not None, "somebody's act asks for it"
            told += detection.apply(db, db.get_one(Call, call_id), some, actor_id=actor_id, now=now)
            jobs.report(db, work.job.id, min(start + detection.AT_ONCE, len(found)), len(found), now)
    return {"suspected": told.suspected, "standing": told.standing, "gone": told.gone}
