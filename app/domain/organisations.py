"""The hearth: an answer that names an organisation by its number.

The value is `{"identifier", "name", "address", "commune", "departement", "legal_form"}`: the number as digits, the
commune by its INSEE code where it is known. What a directory gave also has `source` and `fetched_at` (an instant),
and `ess`, true where the directory says that it belongs to the social and solidarity economy.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import ConfigDict, JsonValue

from app.domain.identifiers import IdentifierKind, identifier_kind, identifier_problem, normalise_identifier
from app.domain.keys import demand, demand_unique
from app.domain.texts import clean_text

Raw = Mapping[str, list[str]]
Found = Iterator[tuple[str, Mapping[str, int | float | str]]]

PARTS = ("identifier", "name", "address", "commune", "legal_form")
"""What a form asks for."""
FACTS = ("departement", "source", "fetched_at")
"""What is known besides; only a directory may say the last two."""


@dataclass(frozen=True, slots=True)
class OrganisationPlan:
    """Which numbers are accepted."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    accepts: tuple[IdentifierKind, ...] = tuple(IdentifierKind)

    def __post_init__(self) -> None:
        demand(bool(self.accepts), "an organisation needs a kind of number")
        demand_unique(self.accepts, "kind of number")


def gather_organisation(field: str, raw: Raw) -> dict[str, JsonValue]:
    """What a form sent, part by part: `q-bearer-identifier`."""
    return {part: next(reversed(raw.get(f"{field}-{part}", [])), None) for part in PARTS}


def read_organisation(value: JsonValue) -> JsonValue:
    """The value as it is stored; a number that is none is kept as it was typed."""
    if not isinstance(value, dict):
        return (_line(value) or None) if value is not None else None
    kept: dict[str, JsonValue] = {part: text for part in (*PARTS, *FACTS) if (text := _line(value.get(part)))}
    if "identifier" in kept:
        number = normalise_identifier(str(kept["identifier"]))
        kept["identifier"] = number if identifier_kind(number) else kept["identifier"]
    if isinstance(value.get("ess"), bool):
        kept["ess"] = value["ess"]
    return kept if any(part in kept for part in PARTS) else None


def check_organisation(value: JsonValue, plan: OrganisationPlan, *, required: bool) -> Found:
    """What is wrong with an organisation; one that must be given has a name and a number."""
    if not isinstance(value, dict):
        yield "bad_organisation", {}
        return
    number = str(value.get("identifier") or "")
    if number:
        yield from _check_number(number, plan)
    elif required:
        yield "no_identifier", {"accepted": accepted(plan)}
    if required and not value.get("name"):
        yield "no_name", {}


def accepted(plan: OrganisationPlan) -> str:
    """The numbers that may be given, as they are called: `SIREN, SIRET, RNA`."""
    return ", ".join(kind.value.upper() for kind in plan.accepts)


def _check_number(number: str, plan: OrganisationPlan) -> Found:
    kind, problem = identifier_kind(number), identifier_problem(number)
    if problem:
        yield problem, {"digits": sum(sign.isdigit() for sign in number)}
    elif kind not in plan.accepts:
        yield "number_not_accepted", {"accepted": accepted(plan)}


def _line(value: JsonValue) -> str:
    return "" if value is None else " ".join(clean_text(value if isinstance(value, str) else str(value)).split())
