"""The territory: communes, départements and outlines of France, read once from the files beside this module."""

import gzip
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from importlib.resources import files
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from app.adapters.geography.projection import Point, framed, mainland

__all__ = [
    "Commune", "Departement", "Inset", "Outlines", "commune", "communes_of", "departement", "departements",
    "fold", "outlines", "project", "regions_2011", "search",
]  # fmt: skip


class Commune(NamedTuple):
    """One commune of today, with the region it belongs to now and the one of 2011."""

    insee: str
    name: str
    departement: str
    region: str
    region_2011: str
    population: int
    lon: float
    lat: float
    approximate: bool
    """True where the place was not found by its code: the point is then the middle of its neighbours."""


@dataclass(frozen=True, slots=True)
class Departement:
    """One département, with its region of today and of 2011."""

    code: str
    name: str
    region: str
    region_2011: str


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Inset(_Frozen):
    """The frame of one overseas territory on the map: its box, its label, its outline."""

    x: float
    y: float
    w: float
    h: float
    label: str
    d: str
    frame: tuple[float, float, float, float]


class Outlines(_Frozen):
    """SVG paths of the map: land, borders of regions of 2011, of départements, each département, overseas frames."""

    land: str
    regl: str
    depl: str
    deps: dict[str, str]
    insets: dict[str, Inset]
    """By code of département, `971` to `976`."""


def commune(insee: str) -> Commune | None:
    """The commune of today that has this INSEE code."""
    return _communes().get(insee)


def communes_of(departement: str) -> tuple[Commune, ...]:
    """Every commune of a département, in the order of INSEE codes."""
    return _by_departement().get(departement, ())


def search(text: str, limit: int = 10) -> tuple[Commune, ...]:
    """Communes whose name, or one of its words, begins with `text`; exact names first, then the most peopled."""
    wanted = fold(text)
    if not wanted:
        return ()
    words, codes = _index()
    start = bisect_left(words, wanted)
    stop = bisect_left(words, wanted + "\uffff")
    names, communes = _names(), _communes()

    def relevance(code: str) -> tuple[bool, bool, int, str]:
        return names[code] != wanted, not names[code].startswith(wanted), -communes[code].population, code

    return tuple(communes[code] for code in nsmallest(limit, set(codes[start:stop]), key=relevance))


def departement(code: str) -> Departement | None:
    """The département that has this code (`01` to `95`, `2A`, `2B`, `971` to `976`)."""
    return departements().get(code)


@lru_cache(maxsize=1)
def departements() -> dict[str, Departement]:
    """Every département, by code."""
    rows = (line.split(";") for line in _read("departements.csv").splitlines()[1:])
    return {code: Departement(code, name, region, region_2011) for code, name, region, region_2011 in rows}


@lru_cache(maxsize=1)
def regions_2011() -> tuple[str, ...]:
    """The names of the regions of 2011 (22 of the mainland, then overseas), in the order of their départements."""
    return tuple(dict.fromkeys(one.region_2011 for one in departements().values()))


@lru_cache(maxsize=1)
def outlines() -> Outlines:
    """The paths of the map of France, in the coordinates that `project` gives."""
    return Outlines.model_validate_json(_read("outlines.json"))


def project(lon: float, lat: float, departement: str) -> Point | None:
    """Where a place of this département falls on the map; None for what the map does not show."""
    if departement not in departements():
        return None
    inset = outlines().insets.get(departement)
    return framed(lon, lat, inset.frame) if inset else mainland(lon, lat)


def fold(text: str) -> str:
    """Text without accents, capitals or punctuation, `saint` and `sainte` written out: what is compared in a search."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    letters = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(_ABBREVIATIONS.get(word, word) for word in letters.split())


_ABBREVIATIONS = {"st": "saint", "ste": "sainte"}


@lru_cache(maxsize=1)
def _communes() -> dict[str, Commune]:
    places = departements()
    found: dict[str, Commune] = {}
    for line in gzip.decompress(_read_bytes("communes.csv.gz")).decode().splitlines()[1:]:
        insee, name, code, population, lon, lat, approximate = line.split(";")
        place = places[code]
        found[insee] = Commune(
            insee,
            name,
            code,
            place.region,
            place.region_2011,
            int(population),
            float(lon),
            float(lat),
            approximate == "1",
        )
    return found


@lru_cache(maxsize=1)
def _by_departement() -> dict[str, tuple[Commune, ...]]:
    groups: dict[str, list[Commune]] = {}
    for one in _communes().values():
        groups.setdefault(one.departement, []).append(one)
    return {code: tuple(group) for code, group in groups.items()}


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Folded names by INSEE code."""
    return {code: fold(one.name) for code, one in _communes().items()}


@lru_cache(maxsize=1)
def _index() -> tuple[list[str], list[str]]:
    """Two lists side by side: the ends of folded names, each from the start of a word; the codes they lead to."""
    entries: list[tuple[str, str]] = []
    for code, name in _names().items():
        words = name.split()
        entries.extend((" ".join(words[start:]), code) for start in range(len(words)))
    entries.sort()
    return [words for words, _ in entries], [code for _, code in entries]


def _read(name: str) -> str:
    return _read_bytes(name).decode()


def _read_bytes(name: str) -> bytes:
    return files(__name__).joinpath(name).read_bytes()
