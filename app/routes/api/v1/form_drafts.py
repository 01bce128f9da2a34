"""Doors of a form that is being written: read it, change it piece by piece, take a change back."""

from starlette.responses import Response

from app.domain.errors import NotFound
from app.forms.api import EditEntry, EditNumber
from app.models import Call, FormVersion, Track
from app.queries import calls
from app.queries import form_edits as eyes
from app.routes.api.v1.shapes.form_drafts import FormDraftOut, FormEditOut
from app.services import form_edits
from app.web.api import Listed, Room, answer
from app.web.api_guards import ApiOrganisedCall, Caller
from app.web.database import Db
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("forms")
AN_EDIT = {"do": "set_question", "key": "title", "field": "label.fr", "was": "Nom", "value": "Titre du projet"}


@room.get("/calls/{call}/tracks/{track}/form", FormDraftOut)
def read_form(call: ApiOrganisedCall, track: str, db: Db) -> Response:
    """Read the form of a track of mine as it is being written, or as it was last published."""
    version = eyes.last_version(db, _track(db, call, track).form_id)
    if version is None:
        raise NotFound
    return _shown(version)


@room.get("/calls/{call}/tracks/{track}/form/edits", Listed[FormEditOut])
def list_form_edits(call: ApiOrganisedCall, track: str, db: Db) -> Response:
    """List the changes of the version being written, in order."""
    version = eyes.last_version(db, _track(db, call, track).form_id)
    rows = eyes.edits_of(db, version.id) if version is not None and version.published_at is None else []
    return answer(Listed[FormEditOut](items=[FormEditOut.model_validate(row) for row in rows], next=None))


@room.post("/calls/{call}/tracks/{track}/form/edits", FormDraftOut, scope="calls", problems=(409, 412), example=AN_EDIT)
def edit_form(
    call: ApiOrganisedCall, track: str, entry: EditEntry, db: Db, me: Caller, now: Now, repeat: Repeat
) -> Response:
    """Change one thing in the form of a track of mine; `was` is what it held, and must still be what it holds."""
    version = form_edits.edit(db, call, _track(db, call, track), entry.root, actor=me, now=now)
    return repeat.keep(_shown(version))


@room.post(
    "/calls/{call}/tracks/{track}/form/undo", FormDraftOut, scope="calls", problems=(409, 412), example={"number": 3}
)
def undo_form_edit(
    call: ApiOrganisedCall, track: str, entry: EditNumber, db: Db, me: Caller, now: Now, repeat: Repeat
) -> Response:
    """Take back my last change of a form, or the one of a number, unless somebody changed the same thing since."""
    version = form_edits.undo(db, call, _track(db, call, track), actor=me, now=now, number=entry.number)
    return repeat.keep(_shown(version))


@room.post("/calls/{call}/tracks/{track}/form/redo", FormDraftOut, scope="calls", problems=(409, 412), example={})
def redo_form_edit(
    call: ApiOrganisedCall, track: str, entry: EditNumber, db: Db, me: Caller, now: Now, repeat: Repeat
) -> Response:
    """Make again what I took back of a form, or the change of a number."""
    version = form_edits.redo(db, call, _track(db, call, track), actor=me, now=now, number=entry.number)
    return repeat.keep(_shown(version))


def _track(db: Db, call: Call, key: str) -> Track:
    found = calls.track_of(db, call.id, key)
    if found is None:
        raise NotFound
    return found


def _shown(version: FormVersion) -> Response:
    sections = version.plan.get("sections", [])
    out = {name: getattr(version, name) for name in ("id", "number", "edits", "published_at", "locked_at")}
    return answer(FormDraftOut.model_validate({**out, "sections": sections}), version=version.edits)
