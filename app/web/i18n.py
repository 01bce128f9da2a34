"""Languages: French is the text of the code; English is read from the PO files of each room."""

import gettext as python_gettext
import re
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("fr", "en")
DEFAULT = "fr"
_FOLDER = Path(__file__).parents[1] / "locale"
_THIN, _WIDE = "\u202f", "\u00a0"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r" ([;!?»€]|%(?!\())"), _THIN + r"\1"),
    (re.compile(r"« "), "«" + _THIN),
    (re.compile(r" :(?!//)"), _WIDE + ":"),
    (re.compile(r"(\d) (\d{3})(?!\d)"), r"\1" + _THIN + r"\2"),
    (re.compile(r"(\d|\)s) h (\d\d|%\()"), r"\1" + _WIDE + "h" + _WIDE + r"\2"),
)


def N_(text: str) -> str:  # noqa: N802
    """Mark a text for translation where it stands; it is translated where it is shown."""
    return text


@lru_cache(maxsize=8192)
def typeset(text: str) -> str:
    """French spaces: a narrow one before ; ! ? » %, a full one before a colon; neither ever breaks a line."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


class French(python_gettext.NullTranslations):
    """The source language: the text itself, typeset. Zero is singular in French."""

    def gettext(self, message: str) -> str:
        return typeset(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return typeset(msgid1 if abs(n) < 2 else msgid2)


@lru_cache
def translations(language: str) -> python_gettext.NullTranslations:
    """The texts of a language; French for one we do not speak."""
    if language != "en":
        return French()
    merged = Catalog(locale="en")
    for path in sorted((_FOLDER / "en").glob("*.po")):
        with path.open("rb") as source:
            for message in read_po(source, locale="en"):
                if message.id:
                    merged.add(message.id, message.string)
    buffer = BytesIO()
    write_mo(buffer, merged)
    buffer.seek(0)
    return python_gettext.GNUTranslations(buffer)


def chosen_language(*candidates: str | None, accepted: str = "") -> str:
    """The first language we speak among the candidates, then in Accept-Language, then French."""
    for candidate in candidates:
        if candidate in LANGUAGES:
            return candidate
    weighed = []
    for part in accepted.split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weighed.append((float(quality or 1), tag.lower()[:2]))
        except ValueError:
            continue
    for _quality, tag in sorted(weighed, key=lambda pair: -pair[0]):
        if tag in LANGUAGES:
            return tag
    return DEFAULT
