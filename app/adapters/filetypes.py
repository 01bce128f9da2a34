"""What a file really is: recognised by its content, never by its name, without unpacking what it carries."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import BinaryIO

import pikepdf
from PIL import Image

from app.adapters.pdfs import demand_small, disarm
from app.adapters.unreadable import Unreadable

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "application/pdf",
        "png": "image/png",
        "jpg": "image/jpeg",
        "odt": "application/vnd.oasis.opendocument.text",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)
"""The types we take, by the ending of their names."""

_ODF = {MEDIA_TYPES[ending]: ending for ending in ("odt", "ods")}
_OOXML = {
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_ZIP = b"PK\x03\x04"
_HEAD = 1024
_MACROS = ("Basic/", "Scripts/", "word/vbaProject", "xl/vbaProject", "word/vbaData", "xl/macrosheets/")
_MOST_ENTRIES = 5_000
_MOST_UNPACKED = 300_000_000
_MOST_PIXELS = 80_000_000
_LONGEST_LIST = 1_000_000


@dataclass(frozen=True, slots=True)
class Recognised:
    """The ending of the real type of a file; `harmless` is the same document without the programs it carried."""

    ending: str
    harmless: BinaryIO | None = None


def recognise(source: BinaryIO) -> Recognised:
    """What a file that opens really is (`pdf`, `jpg`...); raises Unreadable. Rewinds the source."""
    source.seek(0)
    head = source.read(_HEAD)
    source.seek(0)
    try:
        if is_pdf(head):
            return _pdf(source)
        if head.startswith(_IMAGES):
            return Recognised(_image(source))
        if head.startswith(_ZIP):
            return Recognised(_archive(source))
    finally:
        source.seek(0)
    raise Unreadable("unknown")


def may_be_read(head: bytes) -> bool:
    """Whether the first bytes of a file leave hope that it is one of the types we take."""
    return is_pdf(head[:_HEAD]) or head.startswith((*_IMAGES, _ZIP))


def is_pdf(head: bytes) -> bool:
    """Whether a file begins as a PDF does; readers forgive what stands before, but a page is not a document."""
    before, mark, _ = head.partition(b"%PDF-")
    return bool(mark) and b"<" not in before and not before.startswith((b"PK", b"MZ", *_IMAGES))


def _pdf(source: BinaryIO) -> Recognised:
    demand_small(source)
    try:
        with pikepdf.open(source) as document:
            if len(document.pages) == 0:
                raise Unreadable("broken")
            return Recognised("pdf", disarm(document))
    except pikepdf.PasswordError as error:
        raise Unreadable("locked") from error
    except (pikepdf.PdfError, ValueError, OSError, RuntimeError, TypeError, KeyError) as error:
        raise Unreadable("broken") from error


def _image(source: BinaryIO) -> str:
    try:
        with Image.open(source, formats=("PNG", "JPEG")) as image:
            width, height = image.size
            kind = image.format
            image.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unreadable("bomb") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise Unreadable("broken") from error
    if width * height > _MOST_PIXELS:
        raise Unreadable("bomb")
    return "png" if kind == "PNG" else "jpg"


def _archive(source: BinaryIO) -> str:
    """Documents of LibreOffice and of Office: the list of the archive is read, and one small entry."""
    try:
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
                raise Unreadable("bomb")
            names = {entry.filename for entry in entries}
            if any(name.startswith(_MACROS) for name in names):
                raise Unreadable("macros")
            return _office(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError) as error:
        raise Unreadable("broken") from error


def _office(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" in names and "content.xml" in names:
        kind = _first(archive, "mimetype").decode("ascii", "replace").strip()
        if kind in _ODF:
            return _ODF[kind]
    if "[Content_Types].xml" in names:
        parts = _first(archive, "[Content_Types].xml")
        for content_type, ending in _OOXML.items():
            if b'"' + content_type + b'"' in parts:
                return ending
    raise Unreadable("unknown")


def _first(archive: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of one entry: never more, whatever the archive says of its size."""
    with archive.open(name) as entry:
        return entry.read(_LONGEST_LIST)
