"""How the ranking is shown to a committee: filters, the rows around the line, and the figures beside it."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from fastapi import Depends

from app.domain.texts import fold
from app.queries.ranking import Standing

WINDOW = 60
BEYOND = 12


class Filter(NamedTuple):
    """What a committee looks at."""

    track: str = ""
    words: str = ""
    region: str = ""
    outcome: str = ""
    everything: bool = False

    @property
    def is_set(self) -> bool:
        """Whether anything is hidden on purpose."""
        return bool(self.words or self.region or self.outcome)


class Window(NamedTuple):
    """The rows to show; the line stands before the row of this index, if it is among them; `hidden` follow."""

    rows: list[Standing]
    line: int | None
    hidden: int


async def _asked(track: str = "", q: str = "", region: str = "", outcome: str = "", show: str = "") -> Filter:
    return Filter(track, q[:100], region, outcome, show == "all")


AskedRanking = Annotated[Filter, Depends(_asked)]
"""What a committee looks at, as its address says it."""


def matching(rows: Sequence[Standing], wanted: Filter) -> list[Standing]:
    """Those that answer to the filter, in the order of the ranking."""
    words = fold(wanted.words).split()
    return [
        row
        for row in rows
        if wanted.region in ("", row.region)
        and wanted.outcome in ("", row.outcome or "undecided")
        and all(word in fold(f"{row.title} {row.bearer} {row.commune} {row.reference}") for word in words)
    ]


def window(rows: Sequence[Standing], wanted: Filter, seats: int) -> Window:
    """The rows down to some way below the line; everything when it was asked or filtered."""
    found = matching(rows, wanted)
    most = len(found) if wanted.everything or wanted.is_set else max(WINDOW, seats + BEYOND)
    shown = found[:most]
    line = seats if not wanted.is_set and 0 < seats < len(shown) else None
    return Window(shown, line, len(found) - len(shown))


def regions(rows: Sequence[Standing]) -> list[tuple[str, str]]:
    """The regions to choose from."""
    return [(name, name) for name in sorted({row.region for row in rows if row.region}, key=fold)]
