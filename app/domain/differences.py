"""The hearth: what differs between two texts, word by word, and which saves are one change."""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

How = Literal["same", "added", "removed", "left_out"]

TOGETHER = timedelta(minutes=10)
"""Saves that one person makes of an answer are one change while no more time than this passes between two of them."""
MOST_WORDS = 4000
AROUND = 12
SMALL = 80
_WORDS = re.compile(r"\s*\S+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


class Piece(NamedTuple):
    """A part of two texts: in both, in the second alone, in the first alone, or in both and not worth showing."""

    how: How
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """Both texts at once, in order; those of many thousand words are compared line by line."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        old, new = _LINES.findall(before), _LINES.findall(after)
    return list(_joined(_compared(old, new)))


def shortened(pieces: Iterable[Piece], around: int = AROUND) -> list[Piece]:
    """The same, where a long passage that did not change keeps its ends alone."""
    rows = list(pieces)
    found: list[Piece] = []
    for place, piece in enumerate(rows):
        words = _WORDS.findall(piece.text)
        first, last = place == 0, place == len(rows) - 1
        if piece.how != "same" or len(words) <= 2 * around + 4:
            found.append(piece)
            continue
        head, tail = "".join(words[:around]), "".join(words[-around:])
        found += [Piece("same", head)] if not first else []
        found.append(Piece("left_out", ""))
        found += [Piece("same", tail)] if not last else []
    return found


def count(pieces: Iterable[Piece], how: How) -> int:
    """How many words are so."""
    return sum(len(piece.text.split()) for piece in pieces if piece.how == how)


def loses_much(before: object, after: object) -> bool:
    """Whether a text of some length lost more than half of it."""
    return isinstance(before, str) and len(before) > SMALL and len(str(after or "")) * 2 < len(before)


def _compared(old: list[str], new: list[str]) -> Iterator[Piece]:
    for how, start, end, begin, stop in SequenceMatcher(None, old, new).get_opcodes():
        if how == "equal":
            yield Piece("same", "".join(new[begin:stop]))
            continue
        if end > start:
            yield Piece("removed", "".join(old[start:end]))
        if stop > begin:
            yield Piece("added", "".join(new[begin:stop]))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours that changed, as one removal and one addition."""
    held: dict[How, str] = {"removed": "", "added": ""}
    for piece in pieces:
        if piece.how != "same":
            held[piece.how] += piece.text
            continue
        yield from _given(held)
        held = {"removed": "", "added": ""}
        yield piece
    yield from _given(held)


def _given(held: dict[How, str]) -> Iterator[Piece]:
    yield from (Piece(how, text) for how, text in held.items() if text)
