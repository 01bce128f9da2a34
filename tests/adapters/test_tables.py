"""Tables that people send: CSV of every kind, XLSX, ODS; and what is no table."""

import io
import zipfile

import pytest

from app.adapters.tables import MOST_COLUMNS, MOST_ROWS, UnreadableTable, rows_of
from tests.services.pooling import spreadsheet

ROWS = [["Nom", "E-mail", "Dossiers"], ["Odile Ravat", "odile@exemple.fr", "12"], ["Élodie", "", "3"]]


def _xlsx() -> bytes:
    return spreadsheet(["Nom", "E-mail", "Dossiers"], ["Odile Ravat", "odile@exemple.fr", 12], ["Élodie", None, 3])


def _zip(**parts: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "."), text)
    return written.getvalue()


def _ods(body: str) -> bytes:
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    names += 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    names += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    return _zip(
        content__xml=f"<office:document-content {names}><table:table>{body}</table:table></office:document-content>"
    )


def _ods_row(*cells: str, more: str = "") -> str:
    written = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
    return f"<table:table-row{more}>{written}</table:table-row>"


@pytest.mark.parametrize(
    "content",
    [
        "Nom;E-mail;Dossiers\r\nOdile Ravat;odile@exemple.fr;12\r\nÉlodie;;3\r\n".encode(),
        "\ufeffNom,E-mail,Dossiers\nOdile Ravat,odile@exemple.fr,12\nÉlodie,,3\n".encode(),
        "Nom\tE-mail\tDossiers\nOdile Ravat\todile@exemple.fr\t12\nÉlodie\t\t3\n".encode("cp1252"),
        _xlsx(),
        _ods(
            _ods_row("Nom", "E-mail", "Dossiers")
            + _ods_row("Odile Ravat", "odile@exemple.fr", "12")
            + _ods_row("Élodie", "", "3")
        ),
    ],
    ids=["semicolons", "commas", "tabs of Windows", "xlsx", "ods"],
)
def test_the_same_table_however_it_was_saved(content: bytes) -> None:
    assert rows_of(content) == ROWS


def test_a_sheet_of_a_million_empty_rows_is_read_at_once() -> None:
    content = _ods(
        _ods_row("Odile")
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        + 'table:number-columns-repeated="16384"/></table:table-row>'
    )

    rows = rows_of(content)

    assert rows[0] == ["Odile"]
    assert len(rows) <= MOST_ROWS
    assert max(len(row) for row in rows) <= MOST_COLUMNS


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 not a zip at all",
        _zip(hello__txt="nothing to see"),
        _zip(content__xml="<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        _zip(content__xml="<not closed"),
        b"\x00\x01\x02 binary",
        _zip(**{"xl/workbook__xml": "<workbook/>"}),
    ],
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableTable):
        rows_of(content)
