"""The hearth: a list of people to invite, as it is pasted or as a spreadsheet keeps it, read line by line."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from app.domain.texts import strip_accents

MOST_LINES = 300
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "email": ("email", "e-mail", "mail", "courriel", "adresse e-mail", "adresse email", "e-mail address"),
        "name": ("nom", "name", "prenom et nom", "nom et prenom", "nom complet", "full name", "personne", "person"),
        "first": ("prenom", "first name", "given name"),
        "organisation": ("organisation", "organization", "structure", "employeur", "employer"),
        "region": ("region",),
        "departement": ("departement", "department"),
        "themes": ("themes", "theme", "expertise", "domaines", "domaine"),
        "capacity": ("dossiers au plus", "capacite", "capacity", "maximum", "at most", "dossiers"),
        "network": ("reseau", "network"),
        "language": ("langue", "language", "langue du courriel"),
    }
)
"""How the head of each column may be written, without accents or capitals."""
_BRACKETED = re.compile(r"([^<>\n]*)<\s*([^<>\s]+@[^<>\s]+)\s*>[,;]?")
_ADDRESS = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on a list. `fault`: why they cannot be invited (`no_address`, `bad_address`, `twice`), or nothing.

    `left_out`: what was not understood, by column; the rest of the line counts.
    """

    line: int
    email: str
    name: str
    organisation: str = ""
    region: str = ""
    departement: str = ""
    themes: tuple[str, ...] = ()
    capacity: int | None = None
    network: str = ""
    language: str = ""
    fault: str = ""
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a call knows, by every way to write it, folded: the key that each stands for."""

    regions: Mapping[str, str]
    departements: Mapping[str, str]
    themes: Mapping[str, str]
    networks: Mapping[str, str]


def said(text: str) -> str:
    """A word as it is compared: no capitals, no accents, one space."""
    return " ".join(strip_accents(text).replace("’", "'").split())


def cells_of(text: str) -> list[list[str]]:
    """The lines of a pasted list, cut in cells: by tabs, semicolons or commas, or as a mail program writes people."""
    if _BRACKETED.search(text):
        return [[name.strip(" ,;\"'\t"), email] for name, email in _BRACKETED.findall(text)]
    between = next((mark for mark in ("\t", ";") if mark in text), ",")
    rows = csv.reader(text.splitlines(), delimiter=between)
    return [[cell.strip() for cell in row] for row in rows]


def read_list(rows: Iterable[Sequence[str]], known: Known) -> list[Candidate]:
    """Every line with somebody on it, in order; an address met before is a fault of the later line."""
    lines = [(number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    heads = _heads(lines[0][1]) if lines else {}
    seen: set[str] = set()
    found = []
    for number, row in lines[1:] if heads else lines:
        candidate = _candidate(number, _by_head(row, heads) if heads else _by_look(row), known, seen)
        seen.add(candidate.email)
        found.append(candidate)
    return found


def _heads(row: Sequence[str]) -> dict[int, str]:
    """Which column is where; nothing when the first line is already somebody."""
    if any("@" in cell for cell in row):
        return {}
    found: dict[int, str] = {}
    for place, cell in enumerate(row):
        name = next((name for name, ways in COLUMNS.items() if said(cell).removesuffix(" :") in ways), None)
        if name is not None and name not in found.values():
            found[place] = name
    return found if "email" in found.values() else {}


def _by_head(row: Sequence[str], heads: Mapping[int, str]) -> dict[str, str]:
    said_by = {heads[place]: cell.strip() for place, cell in enumerate(row) if place in heads}
    first = said_by.pop("first", "")
    if first:
        said_by["name"] = f"{first} {said_by.get('name', '')}".strip()
    return said_by


def _by_look(row: Sequence[str]) -> dict[str, str]:
    """Without heads: the cell with an @ is the address, the first other one the name, the next the organisation."""
    cells = [cell.strip() for cell in row if cell.strip()]
    email = next((cell for cell in cells if "@" in cell), "")
    others = [cell for cell in cells if cell != email]
    return {"email": email, **dict(zip(("name", "organisation"), others, strict=False))}


def _candidate(number: int, plain: Mapping[str, str], known: Known, seen: set[str]) -> Candidate:
    email = plain.get("email", "").lower().removeprefix("mailto:")
    left_out: list[tuple[str, str]] = []
    themes = _each(plain, "themes", known.themes, left_out)
    return Candidate(
        line=number,
        email=email,
        name=" ".join(plain.get("name", "").split())[:120],
        organisation=plain.get("organisation", "")[:200],
        region=_one(plain, "region", known.regions, left_out),
        departement=_one(plain, "departement", known.departements, left_out),
        themes=themes,
        capacity=_capacity(plain, left_out),
        network=_one(plain, "network", known.networks, left_out),
        language=_one(plain, "language", {"fr": "fr", "francais": "fr", "en": "en", "anglais": "en"}, left_out),
        fault=_fault(email, seen),
        left_out=tuple(left_out),
    )


def _fault(email: str, seen: set[str]) -> str:
    if not email:
        return "no_address"
    if len(email) > 254 or not _ADDRESS.fullmatch(email):
        return "bad_address"
    return "twice" if email in seen else ""


def _one(plain: Mapping[str, str], column: str, ways: Mapping[str, str], left_out: list[tuple[str, str]]) -> str:
    text = plain.get(column, "")
    key = ways.get(said(text), "")
    if text and not key:
        left_out.append((column, text))
    return key


def _each(
    plain: Mapping[str, str], column: str, ways: Mapping[str, str], left_out: list[tuple[str, str]]
) -> tuple[str, ...]:
    """A cell with several values: between commas, slashes, bars or lines."""
    parts = [part.strip() for part in re.split(r"[,;/|\n]", plain.get(column, "")) if part.strip()]
    if said(plain.get(column, "")) in ways:
        parts = [plain[column]]
    left_out.extend((column, part) for part in parts if said(part) not in ways)
    return tuple(dict.fromkeys(ways[said(part)] for part in parts if said(part) in ways))


def _capacity(plain: Mapping[str, str], left_out: list[tuple[str, str]]) -> int | None:
    text = plain.get("capacity", "").removesuffix(".0")
    if not text:
        return None
    if text.isdecimal() and 1 <= int(text) <= 500:
        return int(text)
    left_out.append(("capacity", text))
    return None
