"""Places as they are kept: names recognised, communes by their codes, and only a directory may be a source."""

from collections.abc import Collection, Iterable, Mapping

from pydantic import JsonValue

from app.adapters import geography
from app.adapters.geography.groups import communes_at
from app.adapters.geography.places import Place, called, place, search_places
from app.domain import addresses, organisations
from app.domain.identifiers import identifier_kind
from app.domain.questions import PLACE_KINDS, Question, QuestionKind
from app.domain.territories import LEVELS, NAMES, Level, TerritoryPlan, codes_in, names_in, read_territory
from app.services import places

PROOF = ("source", "fetched_at", "ess")
MOST_CANDIDATES = 8


def settle(
    questions: Iterable[Question],
    given: Mapping[str, JsonValue],
    kept: Mapping[str, JsonValue],
    found: Mapping[str, JsonValue],
) -> dict[str, JsonValue]:
    """The given values with their places recognised; `found` came from a directory and replaces what was typed.

    What is typed never carries a source, unless it is word for word what a directory had given before.
    """
    settled = dict(given)
    for question in questions:
        if question.kind in PLACE_KINDS and question.key in given:
            old = kept.get(question.key)
            settled[question.key] = _settle(question, given[question.key], old, found.get(question.key))
    return settled


def levels_of(question: Question) -> frozenset[Level]:
    """The levels of territory that may be named."""
    return frozenset((question.territory or TerritoryPlan()).levels)


def recognised(value: JsonValue, levels: Collection[Level]) -> JsonValue:
    """The same territory where each name that can mean one place only stands for it."""
    if not isinstance(value, dict):
        return value
    lists: dict[str, list[JsonValue]] = {level: [] for level in (*LEVELS, NAMES)}
    for level in LEVELS:
        for code in codes_in(value, level):
            known = place(f"{level.prefix}:{code}")
            lists[level if known else NAMES].append(code)
    names = [str(name) for name in lists[NAMES]] + codes_in(value, NAMES)
    lists[NAMES] = []
    for name in names:
        meant = called(name, levels)
        lists[meant[0].level if len(meant) == 1 else NAMES].append(meant[0].code if len(meant) == 1 else name)
    others = {part: text for part, text in value.items() if part not in lists}
    return read_territory({**others, **{name: listed for name, listed in lists.items() if listed}})


def unclear(lines: Iterable[str], levels: Collection[Level]) -> list[str]:
    """The lines that do not name one place."""
    return [line for text in lines if (line := " ".join(text.split())) and len(called(line, levels)) != 1]


def candidates(name: str, levels: Collection[Level]) -> list[Place]:
    """The places that a name may mean: those called so, else those that begin so."""
    found = called(name, levels) or search_places(name.partition("(")[0], frozenset(levels), MOST_CANDIDATES)
    return list(found[:MOST_CANDIDATES])


def commune_in(value: JsonValue) -> str:
    """The INSEE code of the commune of any place: the first of a territory, that of an organisation or an address."""
    parts = value if isinstance(value, dict) else {}
    for written in (*codes_in(value, Level.COMMUNES), *names_in(value)):
        if found := places.find(written):
            return found.insee
    code = parts.get("insee") or parts.get("commune") or ""
    return str(code) if geography.commune(str(code)) else ""


def departement_in(value: JsonValue) -> str:
    """The département of a place whose commune is not known."""
    parts = value if isinstance(value, dict) else {}
    listed = [str(parts.get("departement") or ""), *codes_in(value, Level.DEPARTEMENTS)]
    for key in codes_in(value, Level.EPCIS):
        group = place(f"epci:{key}")
        listed += group.departements if group else ()
    return next((code for code in listed if geography.departement(code)), "")


def _settle(question: Question, given: JsonValue, kept: JsonValue, found: JsonValue) -> JsonValue:
    if question.kind is QuestionKind.TERRITORY:
        return recognised(given, levels_of(question))
    if isinstance(found, dict):
        return _numbered(question, found) if question.kind is QuestionKind.ORGANISATION else found
    if not isinstance(given, dict):
        return given
    typed = {part: value for part, value in given.items() if part not in PROOF}
    placed = _place_organisation(typed) if question.kind is QuestionKind.ORGANISATION else _place_address(typed)
    parts = organisations.PARTS if question.kind is QuestionKind.ORGANISATION else addresses.PARTS
    before = kept if isinstance(kept, dict) else {}
    if all(placed.get(part) == before.get(part) for part in parts):
        return {**placed, **{part: before[part] for part in PROOF if part in before}}
    return placed


def _numbered(question: Question, found: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """What a directory gave, under a number that the question accepts where there is one."""
    accepts = (question.organisation or organisations.OrganisationPlan()).accepts
    every = found.get("numbers")
    numbers = [str(found.get("identifier")), *(str(number) for number in (every if isinstance(every, list) else []))]
    number = next((number for number in numbers if identifier_kind(number) in accepts), numbers[0])
    return {**{part: value for part, value in found.items() if part != "numbers"}, "identifier": number}


def _place_organisation(typed: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """The commune by its code, and the département it is in."""
    town = places.find(str(typed["commune"])) if typed.get("commune") else None
    placed = {part: value for part, value in typed.items() if part != "departement"}
    return {**placed, "commune": town.insee, "departement": town.departement} if town else placed


def _place_address(typed: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """The code of the commune, when one of this name has this postcode."""
    wanted = geography.fold(str(typed.get("city") or ""))
    near = (geography.commune(code) for code in communes_at(str(typed.get("postcode") or "")))
    insee = next((town.insee for town in near if town and geography.fold(town.name) == wanted), "")
    placed = {part: value for part, value in typed.items() if part != "insee"}
    return {**placed, "insee": insee} if insee else placed
