"""Pipe to spreadsheets: what a workbook is made of. `xlsx` and `ods` write one, `reading` reads either.

Written by hand, part by part: a text is never a formula, and cells that are not `open` are locked.
"""

from dataclasses import dataclass
from typing import Literal

Value = str | int | float | None
Look = Literal["plain", "head", "title", "soft", "code"]
"""`code`: on one line, for programs."""
LONGEST_CELL = 32_000
"""Signs that every spreadsheet takes in one cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `open`: one types in it; `highest`: it takes whole numbers from 0 to there."""

    value: Value = None
    look: Look = "plain"
    open: bool = False
    highest: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: widths of columns in signs (0 hides one), how many rows stay in sight; locked but its open cells."""

    name: str
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    frozen: int = 0


def validations(sheet: Sheet) -> dict[int, list[tuple[int, int]]]:
    """The cells (row, column) that take whole numbers, by the highest they take."""
    found: dict[int, list[tuple[int, int]]] = {}
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            if cell.highest is not None and cell.open:
                found.setdefault(cell.highest, []).append((row, column))
    return found


def letters(column: int) -> str:
    """The name of a column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
