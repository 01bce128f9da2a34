"""A document followed by the pages of files: nothing of them but what is drawn.

Links, forms and actions of the files stay behind. Their pages carry no tags: the whole no longer claims to be PDF/UA,
the document at its head keeps its structure.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass

import pikepdf
from PIL import Image, UnidentifiedImageError

_ACTIVE = ("/Annots", "/AA", "/StructParents", "/Tabs", "/PieceInfo", "/Metadata", "/B")
_UA = "pdfuaid:part"
_DOTS_AN_INCH = 150


@dataclass(frozen=True, slots=True)
class Part:
    """A file to append: its name, its real type, its bytes."""

    name: str
    media_type: str
    content: bytes


def joined(head: bytes, parts: Iterable[Part]) -> bytes:
    """The document, then the pages of each part under its name; a part that makes no pages is left out."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(head)) as whole:
        places = [(part.name, len(whole.pages), _append(whole, part)) for part in parts]
        with whole.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(name, start) for name, start, pages in places if pages)
        if any(pages for _, _, pages in places):
            with whole.open_metadata() as said:
                said.pop(_UA, None)
        whole.save(target, deterministic_id=True)
    return target.getvalue()


def _append(whole: pikepdf.Pdf, part: Part) -> int:
    """How many pages came."""
    try:
        content = _drawn(part.content) if part.media_type.startswith("image/") else part.content
        with pikepdf.open(io.BytesIO(content)) as source:
            for page in source.pages:
                for name in _ACTIVE:
                    if name in page.obj:
                        del page.obj[name]
            whole.pages.extend(source.pages)
            return len(source.pages)
    except (pikepdf.PdfError, UnidentifiedImageError, OSError, ValueError):
        return 0


def _drawn(content: bytes) -> bytes:
    """A picture as one page."""
    target = io.BytesIO()
    with Image.open(io.BytesIO(content)) as picture:
        picture.convert("RGB").save(target, "PDF", resolution=_DOTS_AN_INCH)
    return target.getvalue()
