"""The worker's work on conflicts of interest: ties are compared outside any write lock, then kept a few at a time."""

import time
from collections.abc import Mapping
from uuid import UUID

from app.models import Call
from app.services import detection, jobs
from app.web.hall import Hall
from app.worker.handlers import Work, handles

WATCH_SECONDS = 60.0


class Watch:
    """Once a minute, whether people or dossiers of a call changed since their ties were looked for."""

    def __init__(self) -> None:
        self._next = time.monotonic() + WATCH_SECONDS

    def turn(self, hall: Hall) -> None:
        """Ask for what is owed."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + WATCH_SECONDS
        with hall.database.reading() as db:
            owed = detection.owed(db)
        for call_id, key in owed:
            with hall.database.writing() as db:
                detection.pay(db, call_id, key, now=hall.clock.now())


@handles(detection.KIND)
def detect(work: Work) -> Mapping[str, object]:
    """Look for what ties people to the dossiers of a call; looking again finds nothing more."""
    call_id = UUID(str(work.job.payload["call_id"]))
    with work.hall.database.reading() as db:
        found = detection.changes(db, db.get_one(Call, call_id))
    for start in range(0, len(found), detection.AT_ONCE):
        some, now = found[start : start + detection.AT_ONCE], work.hall.clock.now()
        with work.hall.database.writing() as db:
            actor_id = work.job.created_by
            assert actor_id is not None, "somebody's act asks for it"
            detection.apply(db, db.get_one(Call, call_id), some, actor_id=actor_id, now=now)
            # How many there are would tell of dossiers that whoever asked must not know.
            jobs.report(db, work.job.id, 0, 1, now)
    return {}
