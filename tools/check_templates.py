"""Templates speak through gettext, and carry no inline style, script or handler.

Run: python -m tools.check_templates [FOLDER]
"""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment

GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext", "N_"}
# Words that are the same in every language, or are names.
ALLOWED = {
    "Tremplin",
    "PTCE",
    "SIRET",
    "RNA",
    "CSV",
    "JSON",
    "PDF",
    "GeoJSON",
    "API",
    "FR",
    "EN",
    "Français",
    "English",
}
READ_ALOUD = {"alt", "title", "placeholder", "aria-label", "aria-description", "aria-roledescription", "label"}
SUFFIXES = (".html", ".txt", ".xml")
LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# A literal that reads like words for people: a capital and small letters, or an accent.
# The path of an address that begins with an expression: {{ base_url }}/reset/{{ token }}.
ADDRESS = re.compile(r"\b0/[\w/-]+")
FOR_PEOPLE = re.compile(r"^[A-ZÀ-Þ][a-zà-ÿ’]+|[à-öø-ÿÀ-ÖØ-Þ]")


class Fault(NamedTuple):
    """One thing to put right."""

    line: int
    message: str


def check(source: str, *, html: bool = True) -> list[Fault]:
    """Every fault of one template, in the order of its lines."""
    shown, faults = _read(source)
    return sorted([*faults, *(_html_faults(shown) if html else _text_faults(shown))])


def _read(source: str) -> tuple[str, list[Fault]]:
    """What stands outside the tags, line by line (each expression becomes a 0); faults inside the tags."""
    shown: list[str] = []
    faults: list[Fault] = []
    in_trans = False
    for line, words in _pieces(source):
        kind, text = words[0]
        code = "".join(word for _, word in words)
        if kind == "data":
            shown.append("\n" * text.count("\n") if in_trans else text)
            continue
        name = next((word for token, word in words if token == "name"), "")
        if kind == "block_begin" and name in ("trans", "endtrans"):
            in_trans = name == "trans"
        elif kind != "comment_begin":
            faults += [Fault(line, f"not through gettext: {text}") for text in _literals(words)]
        shown.append(("0" if kind == "variable_begin" else "") + "\n" * code.count("\n"))
    return "".join(shown), faults


def _pieces(source: str) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """The template as pieces: stretches of data, and whole tags with their words."""
    tag: list[tuple[str, str]] = []
    start = 0
    for line, token, text in Environment(autoescape=True).lex(source):
        if token.endswith("_begin") and not tag:
            start = line
        if token == "data" and not tag:
            yield line, [(token, text)]
        else:
            tag.append((token, text))
        if token.endswith("_end"):
            yield start, tag
            tag = []


def _literals(words: list[tuple[str, str]]) -> Iterator[str]:
    """Strings in a tag that people would read, outside any gettext call."""
    calls: list[bool] = []
    before = ""
    for token, word in words:
        if token == "whitespace":
            continue
        if word == "(":
            calls.append(before in GETTEXT)
        elif word == ")" and calls:
            calls.pop()
        elif token == "string" and not any(calls) and FOR_PEOPLE.search(word[1:-1]) and word[1:-1] not in ALLOWED:
            yield word
        before = word


def _untranslated(text: str) -> list[str]:
    return [word for word in LETTERS.findall(text) if word not in ALLOWED]


def _text_faults(shown: str) -> list[Fault]:
    lines = enumerate(ADDRESS.sub("", shown).split("\n"), start=1)
    return [Fault(number, f"not through gettext: {line.strip()}") for number, line in lines if _untranslated(line)]


def _html_faults(shown: str) -> list[Fault]:
    reader = _Reader()
    # `<{{ name }}` would not be read as a tag: give it a name.
    reader.feed(re.sub(r"<(/?)0", r"<\1z0", shown))
    reader.close()
    return reader.faults


class _Reader(HTMLParser):
    """Reads what is left of a page once the tags of Jinja are gone."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[Fault] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "style" or (tag == "script" and not names.get("src")):
            self._fault(f"inline <{tag}>")
        for name, value in names.items():
            if name == "style" or re.fullmatch(r"on[a-z]+", name):
                self._fault(f"inline {name}=")
            if name in READ_ALOUD and _untranslated(value or ""):
                self._fault(f'not through gettext: {name}="{value}"')

    def handle_data(self, data: str) -> None:
        if _untranslated(data) and self.cdata_elem is None:
            self._fault(f"not through gettext: {' '.join(data.split())[:80]}")

    def _fault(self, message: str) -> None:
        self.faults.append(Fault(self.getpos()[0], message))


def main(folder: Path) -> int:
    """Check every template under a folder and list what is wrong."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES)
    faults = [(path, fault) for path in paths for fault in check(path.read_text(), html=path.suffix != ".txt")]
    for path, fault in faults:
        print(f"{path}:{fault.line}: {fault.message}")
    print(f"templates: {len(paths)} read, {len(faults)} to put right")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "app/templates")))
