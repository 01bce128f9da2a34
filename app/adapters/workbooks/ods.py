"""A workbook as an ODS file."""

import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from app.adapters.workbooks import Cell, Sheet, letters, validations

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("config", "config"),
    )
) + ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'  # fmt: skip # noqa: E501
_LOOKS = {
    "plain": ("", ""),
    "head": (' fo:background-color="#5b2150"', ' fo:font-weight="bold" fo:color="#ffffff"'),
    "title": (' fo:background-color="#ede8e8"', ' fo:font-weight="bold" fo:font-size="12pt"'),
    "soft": ("", ' fo:color="#5b5460" fo:font-size="10pt"'),
    "code": ("", ""),
    "open": (' fo:background-color="#fdf1d3" fo:border="0.5pt solid #b9a873"', ""),
}
_SPACES = re.compile(r"  +|^ |\t")
_PER_SIGN = 0.21
"""Centimetres of a column for each sign."""


def ods(sheets: Sequence[Sheet]) -> bytes:
    """The file of these sheets."""
    kinds = {"/": MEDIA_TYPE, "content.xml": "text/xml", "settings.xml": "text/xml"}
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in kinds.items()
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.2">{listed}</manifest:manifest>'
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), MEDIA_TYPE)
        archive.writestr("content.xml", _XML + _content(sheets))
        archive.writestr("settings.xml", _XML + _settings(sheets))
        archive.writestr("META-INF/manifest.xml", _XML + manifest)
    return written.getvalue()


def _content(sheets: Sequence[Sheet]) -> str:
    widths = sorted({width for sheet in sheets for width in sheet.widths})
    columns = "".join(
        f'<style:style style:name="w{width}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{max(width, 2) * _PER_SIGN:.2f}cm"/></style:style>'
        for width in widths
    )
    looks = "".join(
        f'<style:style style:name="{look}" style:family="table-cell"><style:table-cell-properties '
        f'fo:wrap-option="{wrap}" style:vertical-align="top" style:cell-protect="{protect}"{cell}/>'
        f"<style:text-properties{text}/></style:style>"
        for look, (cell, text) in _LOOKS.items()
        for protect, wrap in [("none" if look == "open" else "protected", "no-wrap" if look == "code" else "wrap")]
    )
    rules = "".join(
        f'<table:content-validation table:name="{_rule(number, highest)}" table:allow-empty-cell="true" '
        f'table:condition="of:cell-content-is-whole-number() and cell-content-is-between(0,{highest})" '
        f"table:base-cell-address={quoteattr(_address(sheet, *places[0]))}>"
        '<table:error-message table:display="true" table:message-type="stop"/></table:content-validation>'
        for number, sheet in enumerate(sheets)
        for highest, places in validations(sheet).items()
    )
    tables = "".join(_table(number, sheet) for number, sheet in enumerate(sheets))
    return (
        f'<office:document-content {_NAMES} office:version="1.2"><office:automatic-styles>{columns}{looks}'
        "</office:automatic-styles><office:body><office:spreadsheet>"
        + (f"<table:content-validations>{rules}</table:content-validations>" if rules else "")
        + f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )


def _table(number: int, sheet: Sheet) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="w{width}"{"" if width else hidden}/>'
        for hidden in [' table:visibility="collapse"']
        for width in sheet.widths
    )
    rows = "".join(
        "<table:table-row>" + "".join(_cell(cell, number) for cell in cells) + "</table:table-row>"
        for cells in sheet.rows
    )
    return f'<table:table table:name={quoteattr(sheet.name)} table:protected="true">{columns}{rows}</table:table>'


def _cell(cell: Cell, number: int) -> str:
    style = f'table:style-name="{"open" if cell.open else cell.look}"'
    if cell.highest is not None and cell.open:
        style += f' table:content-validation-name="{_rule(number, cell.highest)}"'
    if cell.value is None or cell.value == "":
        return f"<table:table-cell {style}/>"
    if isinstance(cell.value, str):
        lines = "".join(f"<text:p>{_line(line)}</text:p>" for line in cell.value.split("\n"))
        return f'<table:table-cell {style} office:value-type="string">{lines}</table:table-cell>'
    value = f'office:value-type="float" office:value="{cell.value}"'
    return f"<table:table-cell {style} {value}><text:p>{cell.value}</text:p></table:table-cell>"


def _line(text: str) -> str:
    """Spaces in a row are said one by one, or they would be read as one."""
    return _SPACES.sub(
        lambda found: "<text:tab/>" if found[0] == "\t" else f'<text:s text:c="{len(found[0])}"/>', escape(text)
    )


def _rule(number: int, highest: int) -> str:
    return f"whole{number}-{highest}"


def _address(sheet: Sheet, row: int, column: int) -> str:
    name = sheet.name.replace("'", "''")
    return f"'{name}'.{letters(column)}{row + 1}"


def _settings(sheets: Sequence[Sheet]) -> str:
    """The rows that stay in sight, sheet by sheet."""
    views = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(sheet.name)}>"
        '<config:config-item config:name="VerticalSplitMode" config:type="short">2</config:config-item>'
        f'<config:config-item config:name="VerticalSplitPosition" config:type="int">{sheet.frozen}</config:config-item>'
        '<config:config-item config:name="ActiveSplitRange" config:type="short">2</config:config-item>'
        f'<config:config-item config:name="PositionBottom" config:type="int">{sheet.frozen}</config:config-item>'
        "</config:config-item-map-entry>"
        for sheet in sheets
        if sheet.frozen
    )
    return (
        f'<office:document-settings {_NAMES} office:version="1.2"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        f'<config:config-item-map-entry><config:config-item-map-named config:name="Tables">{views}'
        "</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )
