"""The worker's work on screening: an act on many dossiers, a few in each transaction, its result kept as it goes."""

from collections.abc import Mapping
from uuid import UUID

from app.forms.screening import BulkForm
from app.models import Person
from app.queries.people import actor_of
from app.services import bulk, jobs
from app.worker.handlers import Work, handles

AT_ONCE = 50


@handles(bulk.KIND)
def screen(work: Work) -> Mapping[str, object]:
    """Do the act on every dossier that was previewed; taken up again, it goes on where it was."""
    asked, job = work.job.payload, work.job
    ids = [UUID(str(one)) for one in _listed(asked["ids"])]
    form = BulkForm(
        act=asked["act"], step="confirm", reason=str(asked["reason"]), target=str(asked["target"])
    )  # fmt: skip
    done, refused = list(_listed(job.result.get("done"))), list(_listed(job.result.get("refused")))
    result: dict[str, object] = {"done": done, "refused": refused}
    for start in range(job.progress, len(ids), AT_ONCE):
        now = work.hall.clock.now()
        with work.hall.database.writing() as db:
            actor = actor_of(db, db.get_one(Person, job.created_by))
            more_done, more_refused = bulk.act_on(db, ids[start : start + AT_ONCE], form, actor=actor, now=now)
            done += more_done
            refused += more_refused
            jobs.keep(db, job.id, min(start + AT_ONCE, len(ids)), len(ids), result, now)
    return result


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
