"""Doors of a call's settings: dates, texts, aims, and whether everyone may read it."""

from typing import Annotated

from fastapi import Depends
from starlette.responses import Response

from app.domain.phases import Move
from app.forms.api import AimsEntry, CalendarEntry, MoveEntry, TextsEntry
from app.models import Call
from app.queries.calendars import changes_after
from app.routes.api.v1.calls import whole
from app.routes.api.v1.shapes.calls import CallDetailOut
from app.routes.api.v1.shapes.changes import ChangeOut
from app.services import calendars, calls
from app.web.api import ById, Listed, Room, answer
from app.web.api_guards import ApiOrganisedCall, Caller
from app.web.database import Db
from app.web.etags import IfMatch, demand_version
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("calls")
CHANGES = (409, 412, 428)
A_CALENDAR = {
    "zone": "Europe/Paris",
    "opens_at": "2026-03-02T09:00:00",
    "closes_at": "2026-04-30T23:59:59",
    "grace_minutes": 15,
    "reason": "The networks asked for ten days more.",
    "moments": [{"kind": "jury", "title": {"fr": "Comité", "en": "Jury"}, "starts_at": "2026-06-10T10:00:00"}],
}
A_MOVE = {"reason": "The networks asked for ten days more.", "until": "2026-05-10T23:59:59"}
SOME_TEXTS = {"title": {"fr": "Appel d’essai", "en": "Trial call"}, "contact_email": "appel@exemple.fr"}
SOME_AIMS = {"places": 18, "reviews_per_dossier": 3, "expected": 20}


def _held(call: ApiOrganisedCall, wanted: IfMatch, db: Db) -> Call:
    """The call whose version was read, locked until it is changed."""
    db.refresh(call, with_for_update=True)
    demand_version(call.version, wanted)
    return call


HeldCall = Annotated[Call, Depends(_held)]


@room.put("/calls/{call}/calendar", CallDetailOut, scope="calls", problems=CHANGES, example=A_CALENDAR)
def change_calendar(held: HeldCall, form: CalendarEntry, db: Db, me: Caller, now: Now) -> Response:
    """Move the dates of a call I run, with its zone and its grace; with a `reason` once it is public."""
    said = form.model_copy(update={"version": held.version})
    return _shown(calendars.change_calendar(db, held, said, actor=me, now=now), db, now)


@room.post("/calls/{call}/moves/{move}", CallDetailOut, scope="calls", problems=CHANGES, example=A_MOVE)
def move_phase(held: HeldCall, move: Move, form: MoveEntry, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Open a call I run now, close it now, or extend its filing until another instant, with a reason."""
    said = form.model_copy(update={"version": held.version})
    return repeat.keep(_shown(calendars.move_phase(db, held, move, said, actor=me, now=now), db, now))


@room.get("/calls/{call}/changes", Listed[ChangeOut])
def list_changes(call: ApiOrganisedCall, paging: ById, db: Db) -> Listed[ChangeOut]:
    """List the changes of the dates of a call I run, each with its reason."""
    rows = changes_after(db, call.id, paging.after, paging.reach)
    return paging.page(rows, ChangeOut.model_validate, key=lambda row: row.id)


@room.put("/calls/{call}/texts", CallDetailOut, scope="calls", problems=CHANGES, example=SOME_TEXTS)
def change_texts(held: HeldCall, form: TextsEntry, db: Db, me: Caller, now: Now) -> Response:
    """Rewrite what everyone reads of a call I run."""
    said = form.model_copy(update={"version": held.version})
    return _shown(calls.change_texts(db, held, said, actor=me, now=now), db, now)


@room.put("/calls/{call}/aims", CallDetailOut, scope="calls", problems=CHANGES, example=SOME_AIMS)
def change_aims(held: HeldCall, form: AimsEntry, db: Db, me: Caller, now: Now) -> Response:
    """Change how many places, readings and dossiers a call I run counts on."""
    said = form.model_copy(update={"version": held.version})
    return _shown(calls.change_aims(db, held, said, actor=me, now=now), db, now)


@room.post("/calls/{call}/open", CallDetailOut, scope="calls", problems=CHANGES)
def open_call(held: HeldCall, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Let everyone read the page of a call I run; it takes dossiers between its own two instants."""
    version = held.version
    return repeat.keep(_shown(calls.open_to_public(db, held, version=version, actor=me, now=now), db, now))


@room.post("/calls/{call}/close", CallDetailOut, scope="calls", problems=CHANGES)
def close_call(held: HeldCall, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Keep the page of a call I run for its organisers, as long as nobody filed a dossier."""
    version = held.version
    return repeat.keep(_shown(calls.close_to_public(db, held, version=version, actor=me, now=now), db, now))


def _shown(call: Call, db: Db, now: Now) -> Response:
    return answer(whole(db, call, now), version=call.version)
