"""Doors of what stands before a dossier: its questions and refusals, and what answers lead to."""

from typing import cast

from pydantic import JsonValue
from starlette.responses import Response

from app.domain.answers import normalise
from app.domain.entry import Entry, dump_entry
from app.forms.api import EntryAnswers
from app.models import Call
from app.queries.tracks import entry_of, verdict_of
from app.routes.api.v1.settings import HeldCall
from app.routes.api.v1.shapes.tracks import EntryOut, EntryRefusalOut, EntryVerdictOut
from app.services import track_rules
from app.web.api import Room, answer
from app.web.api_guards import ApiCall, Caller
from app.web.database import Db
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("tracks")
CHANGES = (409, 412, 428)
AN_ENTRY = {
    "questions": [{"key": "together", "kind": "yes_no", "label": {"fr": "Êtes-vous plusieurs ?"}, "required": True}],
    "refusals": [
        {
            "key": "alone",
            "when": {"question": "together", "op": "is", "value": False},
            "explanation": {"fr": "Cet appel s’adresse à des groupements. Écrivez-nous : nous vous orienterons."},
        }
    ],
}
SOME_ANSWERS = {"answers": {"together": True}}


@room.get("/calls/{call}/entry", EntryOut)
def read_entry(call: ApiCall) -> Response:
    """Read what a call asks before a dossier, and the answers that rule one out."""
    return _shown(call)


@room.put("/calls/{call}/entry", EntryOut, scope="calls", problems=CHANGES, example=AN_ENTRY)
def set_entry(held: HeldCall, form: Entry, db: Db, me: Caller, now: Now) -> Response:
    """Replace what a call I run asks before a dossier."""
    return _shown(track_rules.set_entry(db, held, form, version=held.version, actor=me, now=now))


@room.post("/calls/{call}/entry/verdict", EntryVerdictOut, scope="read", example=SOME_ANSWERS)
def judge_entry(call: ApiCall, form: EntryAnswers, db: Db, repeat: Repeat) -> Response:
    """Judge answers to the entry of a call; nothing is kept."""
    given = {one.key: normalise(one, form.answers.get(one.key)) for one in entry_of(call).questions}
    found = verdict_of(db, call, given)
    said = EntryVerdictOut(
        opens=found.opens,
        refusals=[EntryRefusalOut(key=one.key, explanation=dict(one.explanation)) for one in found.refusals],
        suits=list(found.suits),
        unanswered=list(found.unanswered),
    )
    return repeat.keep(answer(said))


def _shown(call: Call) -> Response:
    kept = dump_entry(entry_of(call))
    rows = {name: cast("list[dict[str, JsonValue]]", kept.get(name, [])) for name in ("questions", "refusals")}
    return answer(EntryOut(**rows, version=call.version), version=call.version)
