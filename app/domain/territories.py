"""The hearth: answers that name places: communes, intercommunalities (EPCI), départements, regions.

The value is `{"communes": ["26281"], "epcis": ["200040459"], "departements": ["26"], "regions": ["Rhône-Alpes"],
"names": ["Saint-Denis"]}`: INSEE codes, SIREN of the EPCI, names of regions, and what was written and not recognised;
with `label` and `kind` where the form has them. Older answers may hold one `departement`, or names among communes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import ConfigDict, JsonValue

from app.domain.keys import demand, demand_unique
from app.domain.texts import clean_text

Raw = Mapping[str, list[str]]
Found = Iterator[tuple[str, Mapping[str, int | float | str]]]


class Level(StrEnum):
    """How large a territory is; the value is also the name of its list in an answer."""

    COMMUNES = "communes"
    EPCIS = "epcis"
    DEPARTEMENTS = "departements"
    REGIONS = "regions"

    @property
    def prefix(self) -> str:
        """What stands before the code of such a place: `commune:26281`."""
        return self.value.removesuffix("s")


LEVELS = tuple(Level)
NAMES = "names"
TEXTS = ("label", "departement", "kind")
_OF_PREFIX = {level.prefix: level for level in LEVELS}
_INSEE = re.compile(r"\d[\dAB]\d{3}")
_DEPARTEMENT = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97\d|98\d)")


@dataclass(frozen=True, slots=True)
class TerritoryPlan:
    """Which levels of territory may be named."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    levels: tuple[Level, ...] = (Level.COMMUNES,)

    def __post_init__(self) -> None:
        demand(bool(self.levels), "a territory needs a level")
        demand_unique(self.levels, "level")


def gather_territory(field: str, raw: Raw) -> dict[str, JsonValue]:
    """What a form sent: `-communes` and `-names` are lines to be recognised, `-kept` names that were not,
    `-places` holds `commune:26281`.

    `-choice-…` says which place a name stands for (`commune:93066=Saint-Denis`), `-remove` what goes away.
    """
    lines = {name: [line for text in raw.get(f"{field}-{name}", []) for line in text.splitlines()] for name in _LINES}
    lines[NAMES] = list(raw.get(f"{field}-kept", [])) + lines[NAMES]
    places = list(raw.get(f"{field}-places", []))
    for name, answers in raw.items():
        if name.startswith(f"{field}-choice-") and answers:
            place, _, written = answers[-1].partition("=")
            places.append(place)
            lines[NAMES] = [line for line in lines[NAMES] if _line(line) != written]
    for gone in raw.get(f"{field}-remove", []):
        places = [place for place in places if place != gone]
        lines[NAMES] = [line for line in lines[NAMES] if f"name:{_line(line)}" != gone]
    value: dict[str, list[JsonValue]] = {level: [] for level in (*LEVELS, NAMES)}
    for place in places:
        level, code = split_place(place)
        value[level or NAMES].append(code)
    value[Level.COMMUNES].extend(lines[Level.COMMUNES])
    value[NAMES].extend(lines[NAMES])
    texts = {part: next(reversed(raw.get(f"{field}-{part}", [])), None) for part in TEXTS}
    return {**texts, **{name: listed for name, listed in value.items() if listed}}


_LINES = (Level.COMMUNES, NAMES)


def split_place(place: str) -> tuple[Level | None, str]:
    """The level and the code of `commune:26281`; no level when it is no such place."""
    prefix, colon, code = place.partition(":")
    level = _OF_PREFIX.get(prefix)
    return (level, code) if level and colon and code else (None, place)


def read_territory(value: JsonValue) -> JsonValue:
    """The value as it is stored: each list without doubles or blanks, in the order given."""
    if not isinstance(value, dict):
        return (_text(value) or None) if value is not None else None
    kept: dict[str, JsonValue] = {part: text for part in TEXTS if (text := _text(value.get(part)))}
    for name in (*LEVELS, NAMES):
        if listed := _listed(value.get(name)):
            kept[name] = listed
    return kept or None


def places_in(value: JsonValue) -> list[str]:
    """The places of an answer, the largest last, as `commune:26281`; a name that is no code is left out."""
    return [
        f"{level.prefix}:{code}"
        for level in LEVELS
        for code in codes_in(value, level)
        if level != Level.COMMUNES or is_insee(code)
    ]


def names_in(value: JsonValue) -> list[str]:
    """What was written and is not recognised."""
    return [code for code in codes_in(value, Level.COMMUNES) if not is_insee(code)] + codes_in(value, NAMES)


def codes_in(value: JsonValue, name: str) -> list[str]:
    """One list of an answer."""
    listed = value.get(name) if isinstance(value, dict) else None
    return [str(code) for code in listed] if isinstance(listed, list) else []


def is_insee(code: str) -> bool:
    """Whether this has the form of the INSEE code of a commune."""
    return _INSEE.fullmatch(code) is not None


def check_territory(
    value: JsonValue,
    plan: TerritoryPlan,
    options: frozenset[str],
    *,
    required: bool,
    bounds: tuple[float | None, float | None] = (None, None),
) -> Found:
    """What is wrong with a territory; `unknown_place` is an advice."""
    if not isinstance(value, dict):
        yield "bad_territory", {}
        return
    departement, kind = value.get("departement"), value.get("kind")
    if departement is not None and not _DEPARTEMENT.fullmatch(str(departement)):
        yield "bad_departement", {}
    if kind is not None and options and kind not in options:
        yield "not_an_option", {}
    for level in LEVELS:
        if level not in plan.levels and codes_in(value, level):
            yield "wrong_level", {"level": level}
    places, names = places_in(value), names_in(value)
    count = len(places) + len(names)
    if required and not count and not departement:
        yield "no_place", {}
    yield from _check_count(count, *bounds)
    if names:
        yield "unknown_place", {"names": ", ".join(names)}


def _check_count(count: int, least: float | None, most: float | None) -> Found:
    if count and least is not None and count < least:
        yield "too_few", {"count": count, "at_least": least}
    if count and most is not None and count > most:
        yield "too_many", {"count": count, "at_most": most}


def _listed(value: JsonValue) -> list[JsonValue]:
    given = value if isinstance(value, list) else [value]
    lines = (line for item in given if isinstance(item, str) for line in clean_text(item).splitlines())
    return list(dict.fromkeys(text for line in lines if (text := _line(line))))


def _text(value: JsonValue) -> str:
    return "" if value is None else clean_text(value if isinstance(value, str) else str(value))


def _line(text: str) -> str:
    return " ".join(clean_text(text).split())
