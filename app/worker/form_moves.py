"""The worker's work on forms: drafts move to the version just published, a few in each transaction."""

from collections.abc import Mapping
from uuid import UUID

from app.models import FormVersion
from app.queries.form_versions import MOVE
from app.services import form_letters, form_moves, jobs
from app.worker.handlers import Work, handles


@handles(MOVE)
def move(work: Work) -> Mapping[str, object]:
    """Move every draft, then write to those of whom something is asked; taken up again, it goes on where it was."""
    version_id, job = UUID(str(work.job.payload["version"])), work.job
    drafts, moved = _listed(job.result.get("drafts")), job.progress
    while True:
        now = work.hall.clock.now()
        with work.hall.database.writing() as db:
            version = db.get_one(FormVersion, version_id)
            some = form_moves.move_some(db, version, actor_id=job.created_by, now=now)
            moved += len(some)
            drafts += [
                [str(one.dossier), one.set_aside, one.to_check, one.asked, one.to_do]
                for one in some
                if one.set_aside or one.to_check or one.asked
            ]
            total = moved + (form_moves.waiting(db, version) if some else 0)
            jobs.keep(db, job.id, moved, total, {"moved": moved, "drafts": drafts}, now)
        if not some:
            break
    told = 0
    for start in range(0, len(drafts), form_letters.AT_ONCE):
        now, some_drafts = work.hall.clock.now(), drafts[start : start + form_letters.AT_ONCE]
        with work.hall.database.writing() as db:
            told += form_letters.tell(db, db.get_one(FormVersion, version_id), some_drafts, now=now)
    return {"moved": moved, "drafts": drafts, "told": told}


def _listed(value: object) -> list[list[object]]:
    return [list(one) for one in value] if isinstance(value, list) else []
