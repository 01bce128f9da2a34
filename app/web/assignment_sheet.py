"""The spreadsheet of who reads what: a row for each dossier, a cell for each reader, and how it is read again.

The last column, hidden, says which dossier a row is about and who read it when the sheet was made.
"""

import re
from collections.abc import Sequence

from app.adapters.workbooks import Cell, Look, Sheet
from app.adapters.workbooks.reading import ReadRow, UnreadableWorkbook, sheets_of
from app.domain.assignment_sheets import SheetRow
from app.domain.errors import Invalid
from app.models import Call
from app.queries.assignment_sheets import PoolLine, SheetDossier
from app.web.i18n import N_, translations

FIRST = 2
"""The column of the first reader."""
MOST_READERS = 30
_FORMAT = "tremplin-assignments-1"
_CODE = re.compile(r"([0-9a-f-]{36})\|((?:[0-9a-f-]{36},?)*)")


def workbook(call: Call, found: Sequence[SheetDossier], pool: Sequence[PoolLine], language: str) -> list[Sheet]:
    """The sheet to change, and the reviewers of the call to take names from."""
    say = translations(language).gettext
    many = max([call.reviews_per_dossier, *(len(one.readers) for one in found)]) + 2
    heads = [say(N_("Référence")), say(N_("Dossier"))]
    heads += [say(N_("Lecteur %(number)s")) % {"number": number} for number in range(1, many + 1)]
    rows = [_cells(heads, "head", _signature(call))]
    for one in found:
        names = [reader.words for reader in one.readers]
        read = [Cell(text, open=True) for text in (names + [""] * many)[:many]]
        code = f"{one.id}|{','.join(reader.id for reader in one.readers)}"
        rows.append((Cell(one.reference), Cell(one.title), *read, Cell(code, "code")))
    columns = [say(N_("Évaluateur, à recopier tel quel")), say(N_("Lit")), say(N_("Au plus"))]
    loads = [_cells([line.reader.words, line.load, line.capacity], "plain") for line in pool]
    widths = (17, 40, *(34 for _ in range(many)), 0)
    return [
        Sheet(say(N_("Attributions")), widths, tuple(rows), frozen=1),
        Sheet(say(N_("Évaluateurs")), (50, 8, 8), (_cells(columns, "head"), *loads), frozen=1),
    ]


def rows_in(content: bytes, call: Call) -> list[SheetRow]:
    """The rows of a sheet that came back. Raises Invalid: `sheet_unreadable`, `sheet_of_another`, `sheet_unknown`."""
    try:
        sheets = sheets_of(content)
    except UnreadableWorkbook as error:
        raise Invalid("sheet_unreadable", field="file") from error
    for rows in sheets:
        found = next(((n, cell) for row in rows for n, cell in enumerate(row.cells) if cell.startswith(_FORMAT)), None)
        if found is not None and found[1] != _signature(call):
            raise Invalid("sheet_of_another", field="file")
        if found is not None:
            return [_row(row, found[0]) for row in rows if row.cell(found[0]) != found[1]]
    raise Invalid("sheet_unknown", field="file")


def _row(row: ReadRow, column: int) -> SheetRow:
    names = tuple(text.strip() for text in row.cells[FIRST:column][:MOST_READERS] if text.strip())
    code = _CODE.fullmatch(row.cell(column).strip())
    if code is None:
        return SheetRow(row.number, "", frozenset(), names)
    return SheetRow(row.number, code[1], frozenset(code[2].split(",")) - {""}, names)


def _signature(call: Call) -> str:
    return f"{_FORMAT}|{call.slug}"


def _cells(values: Sequence[str | int], look: Look, code: str = "") -> tuple[Cell, ...]:
    cells = tuple(Cell(value, look) for value in values)
    return (*cells, Cell(code, "code")) if code else cells
