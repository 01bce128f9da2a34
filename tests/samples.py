"""Small true files for tests, and some that lie."""

import io
import zipfile

import pikepdf
from PIL import Image

from app.adapters.filetypes import MEDIA_TYPES


def pdf(pages: int = 1, *, password: str = "") -> bytes:
    """A PDF that opens; with a password it does not."""
    target = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        locked = pikepdf.Encryption(owner=password, user=password) if password else False
        document.save(target, encryption=locked)
    return target.getvalue()


def image(kind: str = "PNG") -> bytes:
    """A small picture."""
    target = io.BytesIO()
    Image.new("RGB", (8, 8), "plum").save(target, kind)
    return target.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    """A ZIP with these entries."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return target.getvalue()


def open_document(ending: str = "odt") -> bytes:
    """A document of LibreOffice, as far as its type goes."""
    return archive({"mimetype": MEDIA_TYPES[ending].encode(), "content.xml": b"<office/>"})


def office_document(ending: str = "docx") -> bytes:
    """A document of Office, as far as its type goes."""
    types = f'<Types><Override ContentType="{MEDIA_TYPES[ending]}.main+xml"/></Types>'
    return archive({"[Content_Types].xml": types.encode(), "word/document.xml": b"<w/>"})
