"""Pipe to the tables that people send: the rows of a CSV file, or of the first sheet of a workbook, as text."""

import csv
import io

from app.adapters.workbooks.reading import MOST_COLUMNS, MOST_ROWS, UnreadableWorkbook, sheets_of


class UnreadableTable(Exception):
    """Not a table that can be read."""


def rows_of(content: bytes) -> list[list[str]]:
    """Its rows, each in its place, empty ones too; up to 5,000 of 60 cells. Raises UnreadableTable."""
    return _sheet_rows(content) if content[:4] == b"PK\x03\x04" else _csv_rows(content)


def _sheet_rows(content: bytes) -> list[list[str]]:
    try:
        sheets = sheets_of(content)
    except UnreadableWorkbook as error:
        raise UnreadableTable from error
    rows: list[list[str]] = []
    for row in sheets[0] if sheets else []:
        if row.number > MOST_ROWS:
            break
        rows.extend([] for _ in range(row.number - 1 - len(rows)))
        rows.append(list(row.cells))
    return rows


def _csv_rows(content: bytes) -> list[list[str]]:
    """UTF-8, or what spreadsheets on Windows write."""
    if b"\x00" in content:
        raise UnreadableTable
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    between = max(";,\t", key=text.partition("\n")[0].count)
    try:
        reader = csv.reader(io.StringIO(text), delimiter=between)
        return [row[:MOST_COLUMNS] for row, _ in zip(reader, range(MOST_ROWS), strict=False)]
    except csv.Error as error:
        raise UnreadableTable from error
