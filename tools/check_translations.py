"""Every French message has one English translation; `--update` adds the missing ones, to be filled in.

Run: python -m tools.check_translations [--update] [--app FOLDER]
"""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import normalize, read_po

KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
METHODS = [("templates/**", "jinja2"), ("**.py", "python")]
# `{% trans %}` blocks are read as the application reads them: trimmed.
OPTIONS = {"templates/**": {"encoding": "utf-8", "silent": "false", "trimmed": "true"}}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
HEADER = """msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


class Id(NamedTuple):
    """What is looked up: a text, with its plural where it has one."""

    text: str
    plural: str = ""


@dataclass(slots=True)
class Entry:
    """One translation, as a file holds it."""

    place: str
    texts: tuple[str, ...]
    fuzzy: bool


@dataclass(slots=True)
class Report:
    """What is wrong, kind by kind; each line names its place."""

    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, kind: str, place: str, text: str) -> None:
        """Note one fault."""
        self.faults[kind].append(f"{place}: {text!r}")


def extract(app: Path) -> dict[Id, list[str]]:
    """Every message of templates and code, with the places that show it."""
    found: dict[Id, list[str]] = defaultdict(list)
    for name, line, message, _, _ in extract_from_dir(app, METHODS, OPTIONS, keywords=KEYWORDS):
        key = Id(*message) if isinstance(message, tuple) else Id(message)
        found[key].append(f"{name}:{line}")
    return found


def read(locale: Path) -> dict[Id, list[Entry]]:
    """Every translation of every file, obsolete ones apart."""
    entries: dict[Id, list[Entry]] = defaultdict(list)
    for path in sorted(locale.glob("*.po")):
        with path.open("rb") as source:
            catalog = read_po(source, locale="en", abort_invalid=True)
        for message in catalog:
            if message.id:
                key = Id(*message.id) if isinstance(message.id, (tuple, list)) else Id(message.id)
                texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
                place = f"{path.name}:{message.lineno}"
                entries[key].append(Entry(place, tuple(text or "" for text in texts), message.fuzzy))
    return entries


def compare(found: dict[Id, list[str]], entries: dict[Id, list[Entry]]) -> Report:
    """What the catalogue lacks, has too much of, or says wrongly."""
    report = Report()
    for key, places in found.items():
        if key not in entries:
            report.add("missing", f"{places[0]} -> {room(places)}", key.text)
        for fault in _unwell(key):
            report.add(fault, places[0], key.text)
    for key, known in entries.items():
        if key not in found:
            report.add("obsolete", known[0].place, key.text)
        if len({entry.texts for entry in known}) > 1:
            report.add("translated in several ways", ", ".join(entry.place for entry in known), key.text)
        for entry in known:
            for fault in _wrong(key, entry):
                report.add(fault, entry.place, key.text)
    return report


def _unwell(key: Id) -> Iterator[str]:
    for text in key:
        if "'" in PLACEHOLDER.sub("", text):
            yield "straight apostrophe (write ’)"
        if re.search(r"%[sd]|\{\w*\}", text):
            yield "placeholder without a name (write %(name)s)"


def _wrong(key: Id, entry: Entry) -> Iterator[str]:
    if entry.fuzzy:
        yield "fuzzy"
    if not all(entry.texts) or len(entry.texts) != (2 if key.plural else 1):
        yield "empty"
        return
    sources = [key.text, key.plural or key.text]
    for source, text in zip(sources, entry.texts, strict=False):
        # A singular may spell its number out: "One dossier" for "%(num)s dossier".
        wanted, given = set(PLACEHOLDER.findall(source)), set(PLACEHOLDER.findall(text))
        if given - wanted or (wanted - given and not (key.plural and source is key.text)):
            yield "placeholders differ"


def room(places: list[str]) -> str:
    """The file that a message belongs in: that of its room, or common.po when several rooms say it."""
    rooms = {_room(place) for place in places}
    return rooms.pop() if len(rooms) == 1 else "common.po"


def _room(place: str) -> str:
    parts = place.rsplit(":", 1)[0].split("/")
    if parts[0] == "templates" and len(parts) > 2:
        return {"layout": "common.po", "error": "errors.po"}.get(parts[1], f"{parts[1]}.po")
    return "errors.po" if place.startswith("web/messages") else "common.po"


def update(locale: Path, found: dict[Id, list[str]], entries: dict[Id, list[Entry]]) -> int:
    """Add what is missing, untranslated, at the end of the file of its room; say how many."""
    missing = {key: places for key, places in found.items() if key not in entries}
    locale.mkdir(parents=True, exist_ok=True)
    for key, places in missing.items():
        path = locale / room(places)
        text = path.read_text() if path.exists() else HEADER
        path.write_text(f"{text.rstrip()}\n\n{_blank(key)}")
    return len(missing)


def _blank(key: Id) -> str:
    if key.plural:
        return f'msgid {normalize(key.text)}\nmsgid_plural {normalize(key.plural)}\nmsgstr[0] ""\nmsgstr[1] ""\n'
    return f'msgid {normalize(key.text)}\nmsgstr ""\n'


def main() -> int:
    """Compare and list, or add what is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", help="add the missing messages to the files, untranslated")
    parser.add_argument("--app", type=Path, default=Path("app"))
    chosen = parser.parse_args()
    locale = chosen.app / "locale" / "en"
    found, entries = extract(chosen.app), read(locale)
    if chosen.update:
        print(f"translations: {update(locale, found, entries)} added, to be filled in")
        return 0
    report = compare(found, entries)
    for kind, lines in sorted(report.faults.items()):
        print(f"\n{kind} ({len(lines)}):", *lines, sep="\n  ")
    print(f"translations: {len(found)} messages, {sum(map(len, report.faults.values()))} to put right")
    return bool(report.faults)


if __name__ == "__main__":
    sys.exit(main())
