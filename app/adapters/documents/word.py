"""A document as DOCX, to be filled in with a word processor: real headings, real tables, a language and a title."""

import io
from collections.abc import Callable
from functools import singledispatch
from typing import Any

import docx as python_docx
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell

from app.adapters.documents import Ask, Block, Document, Grid, Heading, Space, Text, Ticks

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_QUETSCHE, _SOFT, _LINE = RGBColor(0x5C, 0x24, 0x53), RGBColor(0x5E, 0x4F, 0x5C), "86737F"
_LOCALES = {"fr": "fr-FR", "en": "en-GB"}
# What every computer has, and reads well.
_BODY, _HEAD = "Verdana", "Georgia"
_EMPTY_ROW = Mm(9)


def docx(document: Document) -> bytes:
    """The bytes of the DOCX; the same document gives the same text and the same structure."""
    made = python_docx.Document()
    _describe(made, document)
    _style(made, document.language)
    _page(made, document.footer)
    made.add_paragraph(document.over_title, style="Soft")
    made.add_paragraph(document.title, style="Title")
    for words in document.lead:
        made.add_paragraph(words)
    for block in document.blocks:
        _write(block, made)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


@singledispatch
def _write(block: Block, _made: Docx) -> None:
    raise TypeError(f"no way to write a {type(block).__name__}")


@_write.register
def _(block: Heading, made: Docx) -> None:
    paragraph = made.add_heading(block.text, level=block.level)
    paragraph.paragraph_format.page_break_before = block.new_page


@_write.register
def _(block: Text, made: Docx) -> None:
    paragraph = made.add_paragraph(block.text, style="Soft" if block.soft else "Normal")
    paragraph.paragraph_format.keep_with_next = block.soft


@_write.register
def _(block: Ask, made: Docx) -> None:
    made.add_paragraph(f"{block.number}  {block.label}", style="Question")
    for note in block.notes:
        made.add_paragraph(note, style="Soft").paragraph_format.keep_with_next = True


@_write.register
def _(block: Space, made: Docx) -> None:
    paragraph = made.add_paragraph(style="Answer")
    paragraph.add_run("\u00a0")
    for _line in range(min(block.lines, 12) - 1):
        paragraph.add_run().add_break()
    if block.unit:
        paragraph.add_run(f"\t{block.unit}")


@_write.register
def _(block: Ticks, made: Docx) -> None:
    for label in block.labels:
        made.add_paragraph(f"☐  {label}", style="Choice")


@_write.register
def _(block: Grid, made: Docx) -> None:
    table = made.add_table(rows=1 + len(block.rows), cols=len(block.columns), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, block.columns, strict=True):
        _fill(cell, words, strong=True)
        _shade(cell, "F4E9F1")
    _repeat_header(table.rows[0]._tr)
    for number, (row, words) in enumerate(zip(list(table.rows)[1:], block.rows, strict=True)):
        _fill(row.cells[0], words, strong=number in block.strong)
        if not words:
            row.height = _EMPTY_ROW
    made.add_paragraph(style="Soft")


def _describe(made: Docx, document: Document) -> None:
    about = made.core_properties
    about.title, about.language, about.author = document.title, _LOCALES[document.language], document.footer
    about.created = about.modified = document.made_at.replace(tzinfo=None)
    about.comments = ""


def _style(made: Docx, language: str) -> None:
    styles = made.styles
    _speak(styles.element, _LOCALES[language])
    normal = styles["Normal"]
    _font(normal, _BODY, 10)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in (("Title", 24), ("Heading 1", 16), ("Heading 2", 13)):
        _font(styles[name], _HEAD, size, _QUETSCHE, bold=True)
        _unborder(styles[name])
    _new(styles, "Soft", lambda style: _font(style, _BODY, 9, _SOFT), after=4)
    _new(styles, "Question", lambda style: _font(style, _BODY, 10, bold=True), before=12, after=2, keep=True)
    _new(styles, "Answer", _frame, after=6)
    _new(styles, "Choice", lambda style: _font(style, _BODY, 10), after=3)


def _new(
    styles: Any, name: str, dress: Callable[[Any], None], *, before: int = 0, after: int = 6, keep: bool = False
) -> None:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.keep_with_next = keep
    dress(style)


def _font(style: Any, name: str, size: int, colour: RGBColor | None = None, *, bold: bool = False) -> None:
    font = style.font
    font.name, font.size, font.bold = name, Pt(size), bold
    if colour is not None:
        font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), name)


def _frame(style: Any) -> None:
    """A frame to write in."""
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "4"), ("color", _LINE)):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    style.element.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _unborder(style: Any) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _speak(styles: Any, locale: str) -> None:
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), locale)


def _page(made: Docx, footer: str) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(20)
    paragraph = section.footer.paragraphs[0]
    paragraph.style = made.styles["Soft"]
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(166), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{footer}\t")
    _number(paragraph.add_run())


def _number(run: Any) -> None:
    """The number of the page, as a field."""
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = words
        run._r.append(part)


def _fill(cell: _Cell, words: str, *, strong: bool) -> None:
    run = cell.paragraphs[0].add_run(words)
    run.font.size, run.bold = Pt(9), strong
    cell.paragraphs[0].paragraph_format.space_before = cell.paragraphs[0].paragraph_format.space_after = Pt(3)


def _shade(cell: _Cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _repeat_header(row: Any) -> None:
    """The first row is the head of the table, on each page it reaches."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(head)
