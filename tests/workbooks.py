"""A spreadsheet in a test: filled in by openpyxl as by Excel, or by hand in the cells of its sheet."""

import io
from collections.abc import Mapping
from typing import Any

from openpyxl.reader.excel import load_workbook


def opened_by_excel(content: bytes) -> Any:
    """The workbook as openpyxl reads it, and so as Excel does."""
    return load_workbook(io.BytesIO(content))  # type: ignore[no-untyped-call]


def filled(content: bytes, cells: Mapping[tuple[int, int], object]) -> bytes:
    """The same XLSX with these cells (row and column from 1) of its first sheet saying something else."""
    book = opened_by_excel(content)
    sheet = book.worksheets[0]
    for (row, column), value in cells.items():
        sheet.cell(row, column).value = value
        if isinstance(value, str):
            sheet.cell(row, column).data_type = "s"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def rows_of(content: bytes) -> list[list[object]]:
    """Every cell of the first sheet, as Excel reads it."""
    sheet = opened_by_excel(content).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def row_of(content: bytes, *words: str) -> int:
    """The number of the first row whose cells hold all these words."""
    for number, row in enumerate(rows_of(content), 1):
        text = "\n".join(str(cell) for cell in row if cell is not None)
        if all(word in text for word in words):
            return number
    raise AssertionError(words)
