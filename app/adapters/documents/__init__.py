"""Documents to print, to keep or to fill in: one description, written as PDF (tagged, PDF/UA-1) or as DOCX.

The description knows no form and no dossier: headings, texts, spaces to write in, boxes to tick, grids, facts, tables.
What is only read (facts, items, tables, exact signs) is written as PDF alone.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside the document; level 1 is a part, 2 a section."""

    text: str
    level: int
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph; a soft one helps without being read first."""

    text: str
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked: its number, its label, and what is said about it (help, example, limits), each in a line."""

    number: str
    label: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Space:
    """Room for an answer, in lines; `unit` stands at its end (`€`, `%`)."""

    lines: int = 1
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes, each with its words."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to fill in: the words of its columns, and the first cell of each row; the other cells are empty."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    strong: tuple[int, ...] = ()
    """The rows that are sums, counted from 0."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known, in pairs: a name and its value."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list; what follows a line end in an item is said about it."""

    texts: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table to read: all columns but the first hold figures when `figures`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: tuple[int, ...] = ()
    figures: bool = True


@dataclass(frozen=True, slots=True)
class Exact:
    """A name and signs to compare one by one."""

    name: str
    signs: str


Block = Heading | Text | Ask | Space | Ticks | Grid | Facts | Items | Table | Exact


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document in one language; `made_at` dates it, so that the same description gives the same bytes."""

    language: str
    title: str
    over_title: str
    lead: tuple[str, ...]
    blocks: tuple[Block, ...]
    footer: str
    made_at: datetime
