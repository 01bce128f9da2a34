"""Intercommunalities (EPCI) and postcodes, read once from the files beside this module."""

import gzip
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from app.adapters.geography import commune


class Epci(NamedTuple):
    """One intercommunality of today: its SIREN, its communes, the départements where they lie."""

    siren: str
    name: str
    population: int
    communes: tuple[str, ...]
    departements: tuple[str, ...]


def epci(siren: str) -> Epci | None:
    """The intercommunality that has this SIREN."""
    return epcis().get(siren)


def epci_of(insee: str) -> Epci | None:
    """The intercommunality a commune belongs to."""
    return epcis().get(_owners().get(insee, ""))


@lru_cache(maxsize=1)
def epcis() -> dict[str, Epci]:
    """Every intercommunality, by SIREN."""
    found = {}
    for line in _lines("epcis.csv.gz"):
        siren, name, population, codes = line.split(";")
        members = tuple(codes.split())
        lie = dict.fromkeys(town.departement for code in members if (town := commune(code)))
        found[siren] = Epci(siren, name, int(population), members, tuple(lie))
    return found


def communes_at(postcode: str) -> tuple[str, ...]:
    """The INSEE codes of the communes that share this postcode."""
    return _communes_at().get(postcode, ())


@lru_cache(maxsize=1)
def _owners() -> dict[str, str]:
    return {code: one.siren for one in epcis().values() for code in one.communes}


@lru_cache(maxsize=1)
def _postcodes() -> dict[str, tuple[str, ...]]:
    pairs = (line.split(";") for line in _lines("postcodes.csv.gz"))
    return {insee: tuple(codes.split()) for insee, codes in pairs}


@lru_cache(maxsize=1)
def _communes_at() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for insee, codes in _postcodes().items():
        for code in codes:
            found.setdefault(code, []).append(insee)
    return {code: tuple(communes) for code, communes in found.items()}


def _lines(name: str) -> list[str]:
    return gzip.decompress(files(__package__).joinpath(name).read_bytes()).decode().splitlines()[1:]
