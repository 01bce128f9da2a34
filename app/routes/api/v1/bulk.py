"""Doors of screening many dossiers at once: what it would do, and asking the worker for it."""

from starlette.responses import Response

from app.forms.api import BulkEntry
from app.models.base import uuid7
from app.routes.api.v1.jobs import job_out
from app.routes.api.v1.shapes.house import JobOut
from app.routes.api.v1.shapes.selection import BulkPlanOut
from app.services import bulk
from app.web.api import Room, answer
from app.web.api_guards import ApiOrganisedCall, Caller
from app.web.database import Db
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("screening")
EVERY_ONE_THAT_WAITS = {"act": "admit", "scope": "all", "view": "to_screen", "track": "pole"}


@room.post("/calls/{call}/screening/preview", BulkPlanOut, scope="screening", example=EVERY_ONE_THAT_WAITS)
def preview_screening(call: ApiOrganisedCall, form: BulkEntry, db: Db, me: Caller, repeat: Repeat) -> Response:
    """See on how many dossiers one act would be done, and why not on the others; nothing changes."""
    found = bulk.plan(db, call, form, actor=me)
    return repeat.keep(answer(BulkPlanOut(total=found.total, open=found.open, shut=dict(found.shut))))


@room.post(
    "/calls/{call}/screening",
    JobOut,
    scope="screening",
    status=202,
    problems=(409,),
    example={**EVERY_ONE_THAT_WAITS, "previewed": 42},
)
def screen_many(call: ApiOrganisedCall, form: BulkEntry, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Ask the worker to do one act on exactly the dossiers that were previewed."""
    asked = form.model_copy(update={"key": (repeat.key or uuid7().hex)[:120], "step": "confirm"})
    job = bulk.ask(db, call, asked, actor=me, now=now)
    return repeat.keep(answer(job_out(job, mine=True), 202, location=f"/jobs/{job.id}"))
