"""Sending a stored file to whoever was let in: streamed, never run by the browser, no database held meanwhile."""

from collections.abc import Mapping
from itertools import chain
from urllib.parse import quote
from uuid import UUID

import structlog
from starlette.responses import Response, StreamingResponse

from app.domain.errors import NotFound, WrongState
from app.models import CallFile, StoredFile
from app.queries.dossiers import FileRow
from app.services.scanning import CLEAN, INFECTED
from app.web.hall import Hall

log = structlog.get_logger("tremplin.files")
HEADERS = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "cache-control": "private, no-store",
    # Documents and images are squeezed already: the gzip of the gate leaves them alone.
    "content-encoding": "identity",
}

IN_PLACE = {
    **HEADERS,
    # A PDF has a viewer of its own, which a sandbox would keep from opening; nothing in the file runs in our pages.
    "content-security-policy": "default-src 'none'; frame-ancestors 'self'",
    "x-frame-options": "SAMEORIGIN",
}
LOOKS = {"application/pdf": "page", "image/png": "image", "image/jpeg": "image", "image/webp": "image"}
"""The types that a browser shows without running anything of them."""


def show_stored(hall: Hall, file: StoredFile | None, *, reader_id: UUID | None = None) -> Response:
    """The same to be looked at inside one of our pages; NotFound for what is not shown, only downloaded."""
    if file is None or file.media_type not in LOOKS:
        raise NotFound
    return _send(hall, file, reader_id, "inline", IN_PLACE)


def send_stored(hall: Hall, file: StoredFile | CallFile | None, *, reader_id: UUID | None = None) -> Response:
    """A file as a download, once it was found among those that the person may read. Raises NotFound, and WrongState
    while an antivirus keeps it from everybody but the one who sent it."""
    if file is None:
        raise NotFound
    return _send(hall, file, reader_id, "attachment", HEADERS)


def _send(
    hall: Hall, file: StoredFile | CallFile, reader_id: UUID | None, how: str, headers: Mapping[str, str]
) -> Response:
    if isinstance(file, StoredFile) and (why := held_back(hall, file, reader_id)):
        raise WrongState(why)
    name = f"filename*=UTF-8''{quote(file.name, safe='')}"
    headers = {**headers, "content-disposition": f"{how}; {name}", "content-length": str(file.size)}
    pieces = hall.storage.read(file.storage_key)
    try:
        first = next(pieces, b"")
    except FileNotFoundError as lost:
        log.error("file lost", key=file.storage_key)
        raise NotFound from lost
    # The session of the request closes before the first byte leaves: the pieces come from the storage alone.
    return StreamingResponse(chain([first], pieces), headers=headers, media_type=file.media_type)


def held_back(hall: Hall, file: StoredFile, reader_id: UUID | None = None) -> str:
    """Why a file of a dossier is not given to be read, or nothing."""
    if file.scan == INFECTED:
        return "file_infected"
    return "" if may_leave(hall, file) or file.uploaded_by == reader_id else "file_not_scanned"


def may_leave(hall: Hall, file: StoredFile | FileRow) -> bool:
    """Whether a file may be given to anybody who reads its dossier: in a document or an archive too."""
    return file.scan == CLEAN or (hall.scanner is None and file.scan != INFECTED)
