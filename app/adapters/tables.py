"""Pipe to spreadsheets that people send: the rows of the first sheet of a CSV, XLSX or ODS file, as text."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

MOST_ROWS, MOST_COLUMNS = 5_000, 60
MOST_BYTES = 30_000_000
"""Of one part, once unpacked."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELL = re.compile(r"([A-Z]{1,3})\d+")


class UnreadableTable(Exception):
    """Not a table that can be read."""


def rows_of(content: bytes) -> list[list[str]]:
    """Its rows, up to 5,000 of 60 cells; raises UnreadableTable."""
    if content[:4] != b"PK\x03\x04":
        return _csv_rows(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = _ods_rows(archive) if "content.xml" in archive.namelist() else _xlsx_rows(archive)
            return [row[:MOST_COLUMNS] for row, _ in zip(found, range(MOST_ROWS), strict=False)]
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, ET.ParseError, NotImplementedError) as error:
        raise UnreadableTable from error


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


def _part(archive: zipfile.ZipFile, name: str) -> ET.Element:
    """One part of the file, without any declaration that could unfold into more."""
    with archive.open(name) as opened:
        plain = opened.read(MOST_BYTES + 1)
    if len(plain) > MOST_BYTES or b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise ValueError(name)
    return ET.fromstring(plain)  # noqa: S314 (no declaration is let through)


def _xlsx_rows(archive: zipfile.ZipFile) -> Iterator[list[str]]:
    shared = _shared(archive)
    for row in _part(archive, _first_sheet(archive)).iter(f"{_MAIN}row"):
        cells: list[str] = []
        for cell in row.iter(f"{_MAIN}c"):
            place = _column(cell.get("r", ""), len(cells))
            if place < MOST_COLUMNS:
                cells.extend([""] * (place - len(cells)))
                cells.append(_xlsx_text(cell, shared))
        yield cells


def _first_sheet(archive: zipfile.ZipFile) -> str:
    sheet = _first(_part(archive, "xl/workbook.xml"), f"{_MAIN}sheet")
    wanted = sheet.get(_RELATION)
    for relation in _part(archive, "xl/_rels/workbook.xml.rels"):
        if relation.get("Id") == wanted:
            target = relation.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(wanted)


def _first(element: ET.Element, tag: str) -> ET.Element:
    found = next(element.iter(tag), None)
    if found is None:
        raise ValueError(tag)
    return found


def _shared(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return [_joined(one, f"{_MAIN}t") for one in _part(archive, "xl/sharedStrings.xml").iter(f"{_MAIN}si")]


def _joined(element: ET.Element, tag: str) -> str:
    return "".join(piece.text or "" for piece in element.iter(tag))


def _column(reference: str, otherwise: int) -> int:
    found = _CELL.fullmatch(reference)
    if found is None:
        return otherwise
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return max(number - 1, otherwise)


def _xlsx_text(cell: ET.Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _joined(cell, f"{_MAIN}t")
    value = cell.find(f"{_MAIN}v")
    text = (value.text or "") if value is not None else ""
    return shared[int(text)] if cell.get("t") == "s" and text else text


def _ods_rows(archive: zipfile.ZipFile) -> Iterator[list[str]]:
    sheet = _first(_part(archive, "content.xml"), f"{_TABLE}table")
    for row in sheet.iter(f"{_TABLE}table-row"):
        cells: list[str] = []
        for cell in row:
            if cell.tag == f"{_TABLE}table-cell":
                text = "\n".join("".join(one.itertext()) for one in cell.iter(f"{_TEXT}p"))
                again = min(int(cell.get(f"{_TABLE}number-columns-repeated", "1")), MOST_COLUMNS)
                cells.extend([text] * again)
        # A sheet ends with empty rows that are written once and repeated a million times.
        again = min(int(row.get(f"{_TABLE}number-rows-repeated", "1")), MOST_ROWS) if any(cells) else 1
        for _ in range(again):
            yield cells[:MOST_COLUMNS]
