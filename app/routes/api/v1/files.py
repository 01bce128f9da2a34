"""Doors of files: listed, uploaded as a stream, downloaded, taken away."""

from typing import Annotated
from uuid import UUID

from fastapi import File, Form, UploadFile
from starlette.responses import Response

from app.queries.dossiers import files_of
from app.routes.api.v1.shapes.dossiers import FileOut
from app.services import files
from app.web.api import Listed, Room, answer, nothing
from app.web.api_guards import ApiDossier, ApiOwnDossier, Caller
from app.web.database import Db
from app.web.files import send_file
from app.web.guards import Now, TheHall
from app.web.idempotency import Repeat


class BytesResponse(Response):
    """The bytes of a file, as OpenAPI describes them."""

    media_type = "application/octet-stream"


room = Room("files")
UNNAMED = "document"
AN_UPLOAD = {"question": "statutes", "file": "(bytes of statuts.pdf)"}
QuestionKey = Annotated[str, Form(description="The key of a question of kind `files`.", max_length=40)]
Bytes = Annotated[UploadFile, File(description="The file. Its type is read from its bytes, not from its name.")]


@room.get("/dossiers/{dossier}/files", Listed[FileOut])
def list_files(dossier: ApiDossier, db: Db) -> Listed[FileOut]:
    """List the files of a dossier, in one page."""
    return Listed(items=[FileOut.model_validate(row) for row in files_of(db, dossier.id)], next=None)


@room.post(
    "/dossiers/{dossier}/files",
    FileOut,
    scope="dossiers",
    status=201,
    problems=(409, 413),
    example=AN_UPLOAD,
    media="multipart/form-data",
)
def upload_file(
    dossier: ApiOwnDossier,
    question: QuestionKey,
    file: Bytes,
    db: Db,
    me: Caller,
    *,
    now: Now,
    hall: TheHall,
    repeat: Repeat,
) -> Response:
    """Attach a file to a question of my draft."""
    upload = files.Upload(file.filename or UNNAMED, file.file)
    made = files.attach(db, hall.storage, dossier, question, upload, actor=me, now=now)
    place = f"/dossiers/{dossier.id}/files/{made.id}"
    return repeat.keep(answer(FileOut.model_validate(made), 201, location=place))


@room.get("/dossiers/{dossier}/files/{file}", response_class=BytesResponse)
def download_file(dossier: ApiDossier, file: UUID, db: Db, hall: TheHall) -> Response:
    """Download a file, as it was sent."""
    return send_file(db, hall, dossier.id, file)


@room.delete("/dossiers/{dossier}/files/{file}", scope="dossiers", problems=(409,))
def remove_file(dossier: ApiOwnDossier, file: UUID, db: Db, me: Caller, now: Now) -> Response:
    """Take a file out of my draft."""
    files.remove(db, dossier, file, actor=me, now=now)
    return nothing()
