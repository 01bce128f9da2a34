"""A dossier in one ZIP, made while it is sent: its document, its receipt, and every file as it came."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from starlette.responses import StreamingResponse

from app.adapters.storage import Storage
from app.web.files import HEADERS

MEDIA_TYPE = "application/zip"


class Entry(NamedTuple):
    """One file of the archive: its bytes, or the key under which they are stored."""

    name: str
    at: datetime
    content: bytes = b""
    key: str = ""


class _Sink(io.RawIOBase):
    """What was written, taken away piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        taken = bytes(piece)  # type: ignore[call-overload]
        self._pieces.append(taken)
        return len(taken)

    def taken(self) -> bytes:
        found, self._pieces = b"".join(self._pieces), []
        return found


def send_archive(storage: Storage, entries: Sequence[Entry], name: str) -> StreamingResponse:
    """The archive as a download."""
    headers = {**HEADERS, "content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(archive(storage, entries), headers=headers, media_type=MEDIA_TYPE)


def archive(storage: Storage, entries: Sequence[Entry]) -> Iterator[bytes]:
    """The bytes of the archive; documents are squeezed already, so that nothing is here. A lost file is left out."""
    sink, named = _Sink(), set[str]()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as made:
        for entry in entries:
            about = zipfile.ZipInfo(_alone(entry.name, named), entry.at.timetuple()[:6])
            pieces = storage.read(entry.key) if entry.key else iter((entry.content,))
            try:
                first = next(pieces, b"")
            except FileNotFoundError:
                continue
            with made.open(about, "w", force_zip64=True) as target:
                target.write(first)
                yield sink.taken()
                for piece in pieces:
                    target.write(piece)
                    yield sink.taken()
    yield sink.taken()


def _alone(name: str, named: set[str]) -> str:
    """A name that no other entry has."""
    stem, dot, ending = name.rpartition(".")
    found, number = name, 2
    while found in named:
        found, number = f"{stem} ({number}){dot}{ending}", number + 1
    named.add(found)
    return found
