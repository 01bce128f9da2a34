"""Doors of the files that a call gives to fill in: listed, added, downloaded, forgotten."""

from typing import Annotated

from fastapi import File, UploadFile
from starlette.responses import Response

from app.queries.files import call_file, call_files
from app.routes.api.v1.files import BytesResponse
from app.routes.api.v1.shapes.calls import CallFileOut
from app.services import call_files as hands
from app.services.files import Upload
from app.web.api import Listed, Room, answer, nothing
from app.web.api_guards import ApiCall, ApiOrganisedCall, Caller
from app.web.database import Db
from app.web.files import send_stored
from app.web.guards import Now, TheHall
from app.web.idempotency import Repeat

room = Room("calls")
UNNAMED = "document"
Bytes = Annotated[UploadFile, File(description="The file. Its type is read from its bytes, not from its name.")]


@room.get("/calls/{call}/files", Listed[CallFileOut])
def list_call_files(call: ApiCall, db: Db) -> Listed[CallFileOut]:
    """List the files that the forms of a call may give to fill in, in one page."""
    return Listed(items=[CallFileOut.model_validate(row) for row in call_files(db, call.id)], next=None)


@room.post(
    "/calls/{call}/files",
    CallFileOut,
    scope="calls",
    status=201,
    problems=(413,),
    example={"file": "(bytes of modele.odt)"},
    media="multipart/form-data",
)
def add_call_file(
    call: ApiOrganisedCall, file: Bytes, db: Db, me: Caller, *, now: Now, hall: TheHall, repeat: Repeat
) -> Response:
    """Add a file to fill in; a question of kind `files` names it by its digest, in `files.template`."""
    made = hands.attach(db, hall.storage, call, Upload(file.filename or UNNAMED, file.file), actor=me, now=now)
    place = f"/calls/{call.slug}/files/{made.digest}"
    return repeat.keep(answer(CallFileOut.model_validate(made), 201, location=place))


@room.get("/calls/{call}/files/{digest}", response_class=BytesResponse)
def download_call_file(call: ApiCall, digest: str, db: Db, hall: TheHall) -> Response:
    """Download a file to fill in."""
    return send_stored(hall, call_file(db, call.id, digest))


@room.delete("/calls/{call}/files/{digest}", scope="calls")
def remove_call_file(call: ApiOrganisedCall, digest: str, db: Db, me: Caller, now: Now, hall: TheHall) -> Response:
    """Forget a file that no form names any more."""
    hands.remove(db, hall.storage, call, digest, actor=me, now=now)
    return nothing()
