"""The hearth: a review that comes back in a spreadsheet, line by line: what to write, what crossed, what cannot be.

A line is one field of one review: a mark, a comment, or a text about the whole. It carries the fingerprint of what the
sheet showed, so that what was not touched is never written and what changed meanwhile is never overwritten.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.domain.crossings import fingerprint
from app.domain.readings import UNSTORABLE

SCORE, COMMENT = "score-", "comment-"
LONGEST = 10_000
Value = str | int | None
_UNSTORABLE = re.compile(UNSTORABLE)
_MARK = re.compile(r"([0-9]{1,3})(?:[.,]0*)?")


class Wrong(StrEnum):
    """What keeps a line from being taken."""

    UNKNOWN_DOSSIER = "unknown_dossier"
    UNKNOWN_LINE = "unknown_line"
    OFF_SCALE = "off_scale"
    TOO_LONG = "too_long"
    TWICE = "twice"
    SHUT = "shut"


class Choice(StrEnum):
    """Which text stays where two crossed."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Line:
    """One field as it came: the row it stands in, whose review, which field, what it says, what the sheet had shown."""

    row: int
    dossier: str
    name: str
    text: str
    shown: str

    @property
    def place(self) -> tuple[str, str]:
        """The field it is about."""
        return self.dossier, self.name


@dataclass(frozen=True, slots=True)
class Standing:
    """A review as it is now: its fields, the end of its scale, and why nothing can be written in it, if nothing can."""

    fields: Mapping[str, Value]
    highest: int
    shut: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that the sheet changes: what the sheet says and what is stored now."""

    line: Line
    mine: Value
    theirs: Value


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot be taken, why, and what makes it plain (the end of a scale, an earlier row, a reason)."""

    line: Line
    wrong: Wrong
    about: str = ""


@dataclass(slots=True)
class Judged:
    """Every line of a sheet, sorted; `same` counts those that change nothing, `news` those that only changed online."""

    written: list[Change] = field(default_factory=list)
    crossed: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    same: int = 0
    news: int = 0


def clean(text: str) -> str:
    """A text as it is stored: without signs that cannot be, nor spaces around it."""
    return _UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def plain(value: Value) -> Value:
    """A stored value as a sheet can say it back."""
    return clean(value) if isinstance(value, str) else value


def print_of(value: Value) -> str:
    """The fingerprint a sheet carries beside what it shows."""
    return fingerprint(plain(value) or None if isinstance(value, str) else value)


def judge(lines: Sequence[Line], reviews: Mapping[str, Standing]) -> Judged:
    """Sort the lines of a sheet; a dossier that is not among `reviews` is unknown to whoever sends it."""
    found, rows = Judged(), dict[tuple[str, str], int]()
    for line in lines:
        if line.dossier in reviews and line.place in rows:
            found.faults.append(Fault(line, Wrong.TWICE, str(rows[line.place])))
            continue
        rows[line.place] = line.row
        _sort(line, reviews.get(line.dossier), found)
    return found


def settled(change: Change, choice: str) -> Change | None:
    """The change that was chosen where two texts crossed; None while nothing valid was chosen.

    `choice` is `mine`, `theirs` or `both`, then the fingerprint of the stored text it was made for: another one since
    is a new crossing.
    """
    word, _, seen = choice.partition(":")
    if seen != print_of(change.theirs):
        return None
    both = joined(change)
    values: dict[str, Value] = {Choice.MINE: change.mine, Choice.THEIRS: change.theirs}
    values |= {} if both is None else {Choice.BOTH: both}
    return replace(change, mine=values[word]) if word in values else None


def joined(change: Change) -> str | None:
    """Both texts, one after the other; None for a mark, where one of them is empty, or where it would be too long."""
    if not (change.mine and change.theirs and isinstance(change.mine, str) and isinstance(change.theirs, str)):
        return None
    both = f"{change.theirs}\n\n{change.mine}"
    return both if len(both) <= LONGEST else None


def _sort(line: Line, review: Standing | None, found: Judged) -> None:
    if review is None:
        found.faults.append(Fault(line, Wrong.UNKNOWN_DOSSIER))
        return
    if line.name not in review.fields:
        found.faults.append(Fault(line, Wrong.UNKNOWN_LINE))
        return
    theirs = plain(review.fields[line.name])
    mine, wrong = _read(line, review.highest)
    untouched = wrong is None and print_of(mine) == line.shown
    if wrong is None and mine == theirs:
        found.same += 1
    elif untouched:
        found.news += 1
    elif review.shut:
        found.faults.append(Fault(line, Wrong.SHUT, review.shut))
    elif wrong is not None:
        found.faults.append(Fault(line, wrong, str(review.highest if wrong is Wrong.OFF_SCALE else LONGEST)))
    elif print_of(theirs) == line.shown:
        found.written.append(Change(line, mine, theirs))
    else:
        found.crossed.append(Change(line, mine, theirs))


def _read(line: Line, highest: int) -> tuple[Value, Wrong | None]:
    """What a line says, or what is wrong with it."""
    text = clean(line.text)
    if not line.name.startswith(SCORE):
        return text, Wrong.TOO_LONG if len(text) > LONGEST else None
    if not text:
        return None, None
    mark = _MARK.fullmatch(text)
    if mark is None or int(mark[1]) > highest:
        return None, Wrong.OFF_SCALE
    return int(mark[1]), None
