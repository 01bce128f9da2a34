"""Tables for spreadsheets: UTF-8 with its mark, semicolons, and no cell that a spreadsheet would take for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | float | None


def csv_text(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The table as CSV, lines ended by CRLF."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + written.getvalue()


def plain_csv(rows: Iterable[Sequence[str]]) -> str:
    """A table that was read, as text that is read again: semicolons, one line for each row."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\n")
    # The readers of lists cut cells at lines: one that held several says the same on one.
    writer.writerows([" / ".join(cell.split("\n")) for cell in row] for row in rows)
    return written.getvalue()


def _harmless(cell: Cell) -> Cell:
    """Text that begins like a formula is shown, never computed; numbers are numbers."""
    if isinstance(cell, str):
        plain = cell.replace("\r\n", "\n").replace("\r", "\n")
        return f"'{plain}" if plain.lstrip(" \n").startswith(FORMULA) else plain
    return cell
