"""Reading a workbook that people send, XLSX or ODS: its sheets, row by row, each row with its number.

Nothing is computed, and nothing unfolds: parts that declare entities, or that are too large, are refused.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

MOST_ROWS, MOST_COLUMNS = 5_000, 60
MOST_BYTES = 30_000_000
"""Of one part, once unpacked."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELL = re.compile(r"([A-Z]{1,3})\d+")
_ENCODED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class UnreadableWorkbook(Exception):
    """Not a spreadsheet that can be read."""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row as it was sent: its number in the sheet, and its cells as text."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """What stands in a column; nothing beyond the last one."""
        return self.cells[column] if column < len(self.cells) else ""


def sheets_of(content: bytes) -> list[list[ReadRow]]:
    """The rows of each sheet that say something, up to 5,000 of 60 cells; raises UnreadableWorkbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            read = _ods if "content.xml" in archive.namelist() else _xlsx
            return [list(_few(rows)) for rows in read(archive)]
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        IndexError,
        ValueError,
        ET.ParseError,
        NotImplementedError,
        RuntimeError,
        EOFError,
    ) as error:
        raise UnreadableWorkbook from error


def _few(rows: Iterator[ReadRow]) -> Iterator[ReadRow]:
    told = (row for row in rows if any(row.cells))
    for row, _ in zip(told, range(MOST_ROWS), strict=False):
        yield row


def _part(archive: zipfile.ZipFile, name: str) -> ET.Element:
    """One part of the file, without any declaration that could unfold into more."""
    with archive.open(name) as opened:
        plain = opened.read(MOST_BYTES + 1)
    if len(plain) > MOST_BYTES or b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise ValueError(name)
    return ET.fromstring(plain)  # noqa: S314 (no declaration is let through)


def _xlsx(archive: zipfile.ZipFile) -> Iterator[Iterator[ReadRow]]:
    targets = {one.get("Id"): one.get("Target", "") for one in _part(archive, "xl/_rels/workbook.xml.rels")}
    shared: list[str] = []
    if "xl/sharedStrings.xml" in archive.namelist():
        shared = [_joined(one) for one in _part(archive, "xl/sharedStrings.xml").iter(f"{_MAIN}si")]
    for sheet in _part(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet"):
        target = targets[sheet.get(_RELATION)]
        yield _xlsx_rows(_part(archive, target.lstrip("/") if target.startswith("/") else f"xl/{target}"), shared)


def _xlsx_rows(sheet: ET.Element, shared: list[str]) -> Iterator[ReadRow]:
    number = 0
    for row in sheet.iter(f"{_MAIN}row"):
        number = int(row.get("r", number + 1))
        cells: list[str] = []
        for cell in row.iter(f"{_MAIN}c"):
            place = _column(cell.get("r", ""), len(cells))
            if place < MOST_COLUMNS:
                cells.extend([""] * (place - len(cells)))
                cells.append(_xlsx_text(cell, shared))
        yield ReadRow(number, tuple(cells))


def _xlsx_text(cell: ET.Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _joined(cell)
    value, formula = cell.find(f"{_MAIN}v"), cell.find(f"{_MAIN}f")
    if value is None and formula is not None:
        # Not computed by the program that wrote it: said as it is, never taken for an empty cell.
        return f"={formula.text or ''}"
    text = (value.text or "") if value is not None else ""
    if cell.get("t") == "s":
        return shared[int(text)] if text else ""
    return _decoded(text) if cell.get("t") == "str" else _number(text)


def _joined(element: ET.Element) -> str:
    """The text of a cell, without how its signs are pronounced."""
    pieces = [one.text or "" for child in element for one in _texts(child)]
    return _decoded("".join(pieces))


def _texts(child: ET.Element) -> Iterator[ET.Element]:
    if child.tag != f"{_MAIN}rPh":
        yield from child.iter(f"{_MAIN}t")


def _decoded(text: str) -> str:
    return _ENCODED.sub(lambda found: chr(int(found[1], 16)), text)


def _number(text: str) -> str:
    """A whole number without the decimals some programs write."""
    return re.sub(r"\.0+$", "", text)


def _column(reference: str, otherwise: int) -> int:
    found = _CELL.fullmatch(reference)
    if found is None:
        return otherwise
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return max(number - 1, otherwise)


def _ods(archive: zipfile.ZipFile) -> Iterator[Iterator[ReadRow]]:
    for sheet in _part(archive, "content.xml").iter(f"{_TABLE}table"):
        yield _ods_rows(sheet)


def _ods_rows(sheet: ET.Element) -> Iterator[ReadRow]:
    number = 1
    for row in sheet.iter(f"{_TABLE}table-row"):
        cells: list[str] = []
        for cell in row:
            if cell.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                again = min(int(cell.get(f"{_TABLE}number-columns-repeated", "1")), MOST_COLUMNS)
                cells.extend([_ods_text(cell)] * again)
        # A sheet ends with empty rows that are written once and repeated a million times.
        again = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        for more in range(min(again, MOST_ROWS) if any(cells) else 0):
            yield ReadRow(number + more, tuple(cells[:MOST_COLUMNS]))
        number += again


def _ods_text(cell: ET.Element) -> str:
    if cell.get(f"{_OFFICE}value-type") in ("float", "percentage", "currency"):
        return _number(cell.get(f"{_OFFICE}value", ""))
    return "\n".join(_plain(one) for one in cell if one.tag == f"{_TEXT}p")


_SIGNS: dict[str, Callable[[ET.Element], str]] = {
    f"{_TEXT}s": lambda one: " " * min(int(one.get(f"{_TEXT}c", "1")), 10_000),
    f"{_TEXT}tab": lambda _: "\t",
    f"{_TEXT}line-break": lambda _: "\n",
    f"{_OFFICE}annotation": lambda _: "",
}


def _plain(element: ET.Element) -> str:
    pieces = [element.text or ""]
    for child in element:
        pieces += [_SIGNS[child.tag](child) if child.tag in _SIGNS else _plain(child), child.tail or ""]
    return "".join(pieces)
