"""What the worker can do: one function per kind of job."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.models import Job
from app.services import jobs
from app.web.hall import Hall


@dataclass(frozen=True, slots=True)
class Work:
    """A job under way, and the pipes to do it with."""

    hall: Hall
    job: Job

    def report(self, done: int, total: int) -> None:
        """Say how far it is."""
        with self.hall.database.writing() as db:
            jobs.report(db, self.job.id, done, total, self.hall.clock.now())


Handler = Callable[[Work], Mapping[str, object]]
HANDLERS: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the function of a kind of job."""

    def keep(function: Handler) -> Handler:
        HANDLERS[kind] = function
        return function

    return keep


# Each room registers what it can do; one line per room, at the end because they need `handles`.
from app.worker import assignments, conflicts, form_moves, screening  # noqa: E402, F401
