"""A document as PDF: laid out by typst, tagged to PDF/UA-1; texts go in as values, never as code."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Literal

import orjson
import typst

from app.adapters.documents import Document

MEDIA_TYPE = "application/pdf"
_REPLACEMENT, _FAR, _MOST_SCRIPTS = "\ufffd", 0x2E80, 40
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_UNDRAWN = re.compile(r'the text `"(?P<sign>[^`]+)"` could not be displayed')
_HERE = files(__name__.rpartition(".")[0])


def pdf(document: Document) -> bytes:
    """The bytes of the PDF; the same document gives the same bytes. A sign that no font draws is written U+FFFD."""
    blocks = [{"kind": type(block).__name__, **asdict(block)} for block in document.blocks]
    words = {**asdict(document), "blocks": blocks, "made_at": document.made_at.isoformat()}
    said = orjson.dumps(_clean(words)).decode()
    for _ in range(_MOST_SCRIPTS):
        try:
            return _compiled(said, document, "ua-1")
        except typst.TypstError as error:
            lacking = _UNDRAWN.search(str(error))
            if lacking is None:
                raise
            said = _without(said, lacking["sign"])
    return _compiled(said, document, None)


def _compiled(said: str, document: Document, standard: Literal["ua-1"] | None) -> bytes:
    made = typst.compile(
        _layout(),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"document": said},
        pdf_standards=[standard] if standard else None,
        timestamp=int(document.made_at.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


def _clean(words: object) -> object:
    """The same without the signs that are no text; PDF/UA refuses a document that holds one."""
    if isinstance(words, str):
        return _NO_TEXT.sub(" ", words)
    if isinstance(words, Mapping):
        return {name: _clean(value) for name, value in words.items()}
    return [_clean(value) for value in words] if isinstance(words, list | tuple) else words


def _without(said: str, sign: str) -> str:
    """The same without this sign, nor those of its script where it is one that our fonts leave out as a whole."""
    if sign.startswith("\\u{"):
        sign = chr(int(sign[3:-1], 16))
    page = ord(sign[0]) >> 12
    if ord(sign[0]) < _FAR:
        return said.replace(sign[0], _REPLACEMENT)
    return "".join(_REPLACEMENT if ord(one) >> 12 == page and ord(one) >= _FAR else one for one in said)


@lru_cache(maxsize=1)
def _layout() -> bytes:
    return _HERE.joinpath("document.typ").read_bytes()


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The house's own, then those that typst carries for the signs they lack."""
    with as_file(_HERE.joinpath("fonts")) as folder:
        return typst.Fonts(include_system_fonts=False, font_paths=[folder])
