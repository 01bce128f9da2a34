"""Spreadsheets over HTTP: a workbook as a download, the bytes of one that comes back."""

from collections.abc import Callable, Sequence

from fastapi import Response
from starlette.datastructures import FormData, UploadFile

from app.adapters.workbooks import Sheet, ods, xlsx
from app.domain.errors import Invalid, NotFound
from app.web.files import HEADERS

LARGEST = 5_000_000
WRITERS: dict[str, tuple[Callable[[Sequence[Sheet]], bytes], str]] = {
    "xlsx": (xlsx.xlsx, xlsx.MEDIA_TYPE),
    "ods": (ods.ods, ods.MEDIA_TYPE),
}


def download(sheets: Sequence[Sheet], name: str, ending: str) -> Response:
    """The workbook as a file; raises NotFound for a kind we do not write."""
    if ending not in WRITERS:
        raise NotFound
    write, kind = WRITERS[ending]
    headers = {**HEADERS, "content-disposition": f'attachment; filename="{name}.{ending}"'}
    return Response(write(sheets), headers=headers, media_type=kind)


def sent_workbook(body: FormData) -> bytes:
    """The file of the field `file`; raises Invalid: `sheet_missing`, `sheet_too_large`."""
    sent = body.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        raise Invalid("sheet_missing", field="file")
    if (sent.size or 0) > LARGEST:
        raise Invalid("sheet_too_large", field="file")
    return sent.file.read(LARGEST)
