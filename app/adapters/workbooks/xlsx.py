"""A workbook as an XLSX file."""

import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from app.adapters.workbooks import Cell, Sheet, letters, validations

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ENCODED = re.compile(r"_(x[0-9A-Fa-f]{4}_)")
_POINTS, _TALLEST = 15.0, 400.0
_DEFAULT = f'<sheetFormatPr defaultRowHeight="{_POINTS}"/>'
_LOOKS = {"plain": 0, "head": 1, "title": 2, "soft": 3, "code": 5}
_OPEN = 4
_CELLS = ((0, 0, 0, 1, 1), (1, 2, 0, 1, 1), (2, 3, 0, 1, 1), (3, 0, 0, 1, 1), (0, 4, 1, 0, 1), (0, 0, 0, 1, 0))
"""Font, fill, border, locked, on several lines: in the order of the numbers above."""
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="4">'
    '<font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font>'
    '<font><b/><sz val="12"/><name val="Calibri"/></font>'
    '<font><sz val="10"/><color rgb="FF5B5460"/><name val="Calibri"/></font></fonts>'
    '<fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FF5B2150"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFEDE8E8"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFDF1D3"/></patternFill></fill></fills>'
    '<borders count="2"><border/><border><left style="thin"><color rgb="FFB9A873"/></left>'
    '<right style="thin"><color rgb="FFB9A873"/></right><top style="thin"><color rgb="FFB9A873"/></top>'
    '<bottom style="thin"><color rgb="FFB9A873"/></bottom></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">'
    + "".join(
        f'<xf numFmtId="0" xfId="0" fontId="{font}" fillId="{fill}" borderId="{border}" applyFont="1" applyFill="1" '
        f'applyBorder="1" applyAlignment="1" applyProtection="1">'
        f'<alignment vertical="top" wrapText="{wrap}"/><protection locked="{locked}"/></xf>'
        for font, fill, border, locked, wrap in _CELLS
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def xlsx(sheets: Sequence[Sheet]) -> bytes:
    """The file of these sheets."""
    numbered = list(enumerate(sheets, 1))
    parts = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        + "".join(f'<sheet name={quoteattr(one.name)} sheetId="{n}" r:id="rId{n}"/>' for n, one in numbered)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{n}.xml") for n, _ in numbered] + [("styles", "styles.xml")]
        ),
        "xl/styles.xml": _STYLES,
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": _sheet(one) for n, one in numbered}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, _XML + content)
    return written.getvalue()


def _types(sheets: int) -> str:
    kinds = {"workbook": "sheet.main", "styles": "styles"}
    kinds |= {f"worksheets/sheet{n}": "worksheet" for n in range(1, sheets + 1)}
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    listed = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{base}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{rels}{listed}</Types>'


def _relations(rows: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(rows, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _sheet(sheet: Sheet) -> str:
    pane = f'<pane ySplit="{sheet.frozen}" topLeftCell="A{sheet.frozen + 1}" activePane="bottomLeft" state="frozen"/>'
    view = f'<sheetView workbookViewId="0">{pane if sheet.frozen else ""}</sheetView>'
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width or 2}" customWidth="1"{"" if width else hidden}/>'
        for hidden in [' hidden="1"']
        for n, width in enumerate(sheet.widths, 1)
    )
    rows = "".join(
        f'<row r="{n}" ht="{_height(cells, sheet.widths)}">'
        + "".join(_cell(cell, f"{letters(place)}{n}") for place, cell in enumerate(cells))
        + "</row>"
        for n, cells in enumerate(sheet.rows, 1)
    )
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews>{view}</sheetViews>{_DEFAULT}<cols>{columns}</cols>'
        f"<sheetData>{rows}</sheetData>"
        '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>'
        f"{_validations(sheet)}</worksheet>"
    )


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """Points that show a row whole: not every program counts them by itself."""
    lines = [
        sum(1 + len(line) // width for line in str(cell.value or "").split("\n"))
        for cell, width in zip(cells, widths, strict=False)
        if width
    ]
    return min(_TALLEST, _POINTS * max(lines, default=1))


def _cell(cell: Cell, reference: str) -> str:
    style = _OPEN if cell.open else _LOOKS[cell.look]
    if cell.value is None or cell.value == "":
        return f'<c r="{reference}" s="{style}"/>'
    if isinstance(cell.value, str):
        text = escape(_ENCODED.sub(r"_x005F_\1", cell.value))
        return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f'<c r="{reference}" s="{style}"><v>{cell.value}</v></c>'


def _validations(sheet: Sheet) -> str:
    rules = [
        '<dataValidation type="whole" allowBlank="1" showErrorMessage="1" sqref="'
        + " ".join(f"{letters(column)}{row + 1}" for row, column in places)
        + f'"><formula1>0</formula1><formula2>{highest}</formula2></dataValidation>'
        for highest, places in validations(sheet).items()
    ]
    return f'<dataValidations count="{len(rules)}">{"".join(rules)}</dataValidations>' if rules else ""
