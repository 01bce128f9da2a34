"""Several people in one section: which answers to write, which crossed somebody else's, which are news.

A page carries, beside each answer, the fingerprint of what it showed. An answer that still has it was not touched; one
that was touched crosses only where what is stored has another fingerprint too. This is the merge of three texts: what
the page showed, what it sends, what is stored now.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

SIGNS = 12
_TOLD_BY_A_DIRECTORY = frozenset({"source", "fetched_at", "ess"})
_WRITER = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page showed when it was made: the version of its section and, by question, the fingerprints of answers.

    A program that carries no fingerprint is judged by the version alone.
    """

    version: int
    prints: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer as it is stored, and the version of its section when it was last changed; -1 where nobody answered."""

    value: JsonValue = None
    version: int = -1


@dataclass(frozen=True, slots=True)
class Merged:
    """By question: what to write, what crosses (mine), and what others changed that this page did not touch."""

    changed: dict[str, JsonValue]
    crossed: dict[str, JsonValue]
    news: tuple[str, ...]


def fingerprint(value: JsonValue) -> str:
    """A short sign of an answer, the same however its number or its parts are written."""
    text = _WRITER.encode(_bare(value))
    return hashlib.sha256(text.encode()).hexdigest()[:SIGNS]


def merge(given: Mapping[str, JsonValue], stored: Mapping[str, Stored], seen: Seen, *, version: int) -> Merged:
    """Sort the answers that a page sends, question by question; none is ever both written and crossed.

    `version` is that of the section now: where it is the one that was seen, nothing has changed.
    """
    found = Merged({}, {}, ())
    news: list[str] = []
    for key, mine in given.items():
        theirs = stored.get(key, Stored())
        if mine == theirs.value:
            continue
        shown = seen.prints.get(key)
        if shown is not None and fingerprint(mine) == shown:
            news.append(key)
        elif _is_fresh(theirs, shown, seen.version, version):
            found.changed[key] = mine
        else:
            found.crossed[key] = mine
    return Merged(found.changed, found.crossed, tuple(news))


def _is_fresh(theirs: Stored, shown: str | None, seen: int, version: int) -> bool:
    """Whether what is stored is still what the page showed."""
    if shown is not None:
        return fingerprint(theirs.value) == shown
    # An answer that came from another section of the form has a version of that one.
    return seen == version or theirs.version <= seen


def _bare(value: JsonValue) -> JsonValue:
    """An answer as a page can send it back: a whole number is whole, and only a directory says where it knows from."""
    if isinstance(value, dict):
        return {key: _bare(part) for key, part in value.items() if key not in _TOLD_BY_A_DIRECTORY}
    if isinstance(value, list):
        return [_bare(part) for part in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
