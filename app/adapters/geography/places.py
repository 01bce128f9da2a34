"""Places of every level by one name, `commune:26281`: what they are called, and how they are found."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple

from app.adapters import geography
from app.adapters.geography import Commune, fold
from app.adapters.geography.groups import Epci, communes_at, epci, epcis
from app.domain.territories import LEVELS, Level, split_place

_WITH_DEPARTEMENT = re.compile(r"(.+?)\s*\((\d{2,3}|2[AB])\)", re.IGNORECASE)
_KIND_OF_EPCI = re.compile(r"^(?:ca|cc|cu) (?:(?:du|des|de la|de l|de|d) )?")
_MANY = 60
_SHARES = {Level.REGIONS: 3, Level.DEPARTEMENTS: 3, Level.EPCIS: 4}
"""How many of each larger level may stand before the communes in a list of propositions."""


class Place(NamedTuple):
    """One place: `key` says which, `where` tells it from another of the same name."""

    key: str
    level: Level
    name: str
    where: str
    population: int
    departements: tuple[str, ...]

    @property
    def code(self) -> str:
        """Its code within its level."""
        return split_place(self.key)[1]


def place(key: str) -> Place | None:
    """The place of this name: `commune:26281`, `epci:200068781`, `departement:26`, `region:Rhône-Alpes`."""
    level, code = split_place(key)
    if level is Level.COMMUNES:
        town = geography.commune(code)
        return _of_commune(town) if town else None
    if level is Level.EPCIS:
        group = epci(code)
        return _of_epci(group) if group else None
    return _larger().get(key)


@lru_cache(maxsize=1024)
def search_places(text: str, levels: frozenset[Level], limit: int = 12) -> tuple[Place, ...]:
    """Places whose name, or one of its words, begins with `text`; or whose code or postcode it is.

    Exact names come first, then names that begin so, the larger levels before the communes.
    """
    wanted = fold(text)
    if not wanted:
        return ()
    found = list(_by_code(text.strip().upper(), levels))
    for level in reversed(LEVELS):
        if level in levels and level in _SHARES:
            begins = sorted(_beginning(level, wanted), key=lambda one: _relevance(one, wanted))
            found += begins[: _SHARES[level] if len(levels) > 1 else limit]
    if Level.COMMUNES in levels:
        found += [_of_commune(one) for one in geography.search(text, limit)]
    order = sorted(dict.fromkeys(found), key=lambda one: _relevance(one, wanted))
    return tuple(order[:limit])


def called(text: str, levels: Collection[Level]) -> list[Place]:
    """The places that are exactly what this line says: a code, a postcode, a name, or `Ambert (63)`."""
    line = " ".join(text.split())
    known = place(line)
    if known and known.level in levels:
        return [known]
    # 26100 is the postcode of Romans-sur-Isère, and the INSEE code of Combovin: whoever writes it must say which.
    if coded := list(dict.fromkeys(_by_code(line.upper(), levels))):
        return coded
    written = _WITH_DEPARTEMENT.fullmatch(line)
    name, code = (written[1], written[2].upper()) if written else (line, "")
    wanted = fold(name)
    found = [one for one in search_places(name, frozenset(levels), _MANY) if wanted in _names(one)]
    return [one for one in found if not code or code in one.departements]


def warm() -> None:
    """Read what a first search would have to read."""
    search_places("a", frozenset(LEVELS), 1)


def _by_code(code: str, levels: Collection[Level]) -> Iterable[Place]:
    keys = [f"{level.prefix}:{code}" for level in (Level.DEPARTEMENTS, Level.COMMUNES, Level.EPCIS) if level in levels]
    if Level.COMMUNES in levels:
        keys += [f"commune:{insee}" for insee in communes_at(code)]
    return (found for key in keys if (found := place(key)))


def _beginning(level: Level, wanted: str) -> set[Place]:
    words, keys = _index(level)
    start, stop = bisect_left(words, wanted), bisect_left(words, wanted + "\uffff")
    return {found for key in keys[start:stop] if (found := place(key))}


def _relevance(one: Place, wanted: str) -> tuple[bool, bool, int, int]:
    names = _names(one)
    begins = any(name.startswith(wanted) for name in names)
    return wanted not in names, not begins, -LEVELS.index(one.level), -one.population


def _names(one: Place) -> tuple[str, ...]:
    name = fold(one.name)
    return (name, _KIND_OF_EPCI.sub("", name)) if one.level is Level.EPCIS else (name,)


def _of_commune(town: Commune) -> Place:
    whole = geography.departements()[town.departement]
    where = f"{whole.name} ({whole.code})"
    return Place(f"commune:{town.insee}", Level.COMMUNES, town.name, where, town.population, (whole.code,))


def _of_epci(group: Epci) -> Place:
    names = (geography.departements()[code] for code in group.departements)
    where = ", ".join(f"{one.name} ({one.code})" for one in names)
    return Place(f"epci:{group.siren}", Level.EPCIS, group.name, where, group.population, group.departements)


@lru_cache(maxsize=1)
def _larger() -> dict[str, Place]:
    """Départements and regions, those of today and those of before 2016."""
    found, parts = {}, dict[str, list[str]]()
    for one in geography.departements().values():
        key = f"departement:{one.code}"
        people = sum(town.population for town in geography.communes_of(one.code))
        found[key] = Place(key, Level.DEPARTEMENTS, one.name, one.code, people, (one.code,))
        for region in dict.fromkeys((one.region, one.region_2011)):
            parts.setdefault(region, []).append(one.code)
    for region, codes in parts.items():
        people = sum(found[f"departement:{code}"].population for code in codes)
        key = f"region:{region}"
        found[key] = Place(key, Level.REGIONS, region, "", people, tuple(codes))
    return found


@lru_cache(maxsize=8)
def _index(level: Level) -> tuple[list[str], list[str]]:
    """Two lists side by side: the ends of folded names, each from the start of a word; the places they lead to."""
    groups = [_of_epci(one) for one in epcis().values()] if level is Level.EPCIS else list(_larger().values())
    entries = []
    for one in groups:
        words = fold(one.name).split() if one.level is level else []
        entries += [(" ".join(words[start:]), one.key) for start in range(len(words))]
    entries.sort()
    return [words for words, _ in entries], [key for _, key in entries]
