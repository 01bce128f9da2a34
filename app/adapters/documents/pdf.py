"""A document as PDF: laid out by typst, tagged to PDF/UA-1; texts go in as values, never as code."""

from dataclasses import asdict
from functools import lru_cache
from importlib.resources import as_file, files

import orjson
import typst

from app.adapters.documents import Document

MEDIA_TYPE = "application/pdf"
_HERE = files(__name__.rpartition(".")[0])


def pdf(document: Document) -> bytes:
    """The bytes of the PDF; the same document gives the same bytes."""
    blocks = [{"kind": type(block).__name__, **asdict(block)} for block in document.blocks]
    said = {**asdict(document), "blocks": blocks, "made_at": document.made_at.isoformat()}
    made = typst.compile(
        _layout(),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"document": orjson.dumps(said).decode()},
        pdf_standards=["ua-1"],
        timestamp=int(document.made_at.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


@lru_cache(maxsize=1)
def _layout() -> bytes:
    return _HERE.joinpath("document.typ").read_bytes()


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The house's own, then those that typst carries for the signs they lack."""
    with as_file(_HERE.joinpath("fonts")) as folder:
        return typst.Fonts(include_system_fonts=False, font_paths=[folder])
