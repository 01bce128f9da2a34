"""Doors of files: listed, uploaded as a stream, downloaded, taken away."""

from typing import Annotated
from uuid import UUID

from fastapi import File, Form, UploadFile
from starlette.responses import Response

from app.domain.readers import reader_of
from app.queries.asked import reading
from app.queries.files import readable_file, stored_file
from app.routes.api.v1.shapes.dossiers import FileOut
from app.services import files
from app.web.api import Listed, Room, answer, nothing
from app.web.api_guards import ApiDossier, ApiFacts, ApiOwnDossier, Caller
from app.web.database import Db
from app.web.files import send_stored
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
def list_files(dossier: ApiDossier, facts: ApiFacts, db: Db) -> Listed[FileOut]:
    """List the files of a dossier that answer what is asked, as far as I may read them, in one page."""
    _, content = reading(db, dossier, reader=reader_of(facts), working=facts.is_inside)
    return Listed(items=[FileOut.model_validate(row) for row in content.files], next=None)


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
def download_file(dossier: ApiDossier, facts: ApiFacts, file: UUID, db: Db, hall: TheHall) -> Response:
    """Download a file, as it was sent; a question that I may not read keeps its files."""
    found = stored_file(db, dossier.id, file) if facts.is_inside else None
    return send_stored(hall, found or readable_file(db, dossier, file, reader=reader_of(facts)))


@room.delete("/dossiers/{dossier}/files/{file}", scope="dossiers", problems=(409,))
def remove_file(dossier: ApiOwnDossier, file: UUID, db: Db, me: Caller, now: Now) -> Response:
    """Take a file out of my draft."""
    files.remove(db, dossier, file, actor=me, now=now)
    return nothing()
