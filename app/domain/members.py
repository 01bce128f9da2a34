"""The hearth: who makes up a grouping, and whether it is made up as the call asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field, JsonValue, TypeAdapter

from app.domain.identifiers import normalise_identifier, siren_of
from app.domain.keys import Key, demand, demand_unique
from app.domain.texts import Texts


class Family(StrEnum):
    """What a member of a grouping is."""

    ESS = "ess"
    COMPANY = "company"
    AUTHORITY = "authority"
    RESEARCH = "research"
    TRAINING = "training"
    NETWORK = "network"
    PERSON = "person"


LEGAL_PERSONS = tuple(family for family in Family if family is not Family.PERSON)
MOST = 100
"""More members than any grouping has."""
Number = Annotated[int, Field(ge=0, le=MOST)]


class RuleKind(StrEnum):
    """What a rule counts: organisations, the different families they belong to, or the bearer alone."""

    MEMBERS = "members"
    FAMILIES = "families"
    BEARER = "bearer"


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What the rules look at in a member; `identifier` is a SIRET, SIREN or RNA, if known."""

    name: str
    family: Family
    identifier: str | None = None
    confirmed: bool = False
    is_bearer: bool = False


@dataclass(frozen=True, slots=True)
class CompositionRule:
    """At least and at most so many members, or families, among some families; `confirmed_only` counts those who said
    yes. The rule of a bearer says which families it may be of. Without a label, the interface says it in its own words.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")
    key: Key
    label: Texts = Texts()  # noqa: RUF009 (frozen)
    at_least: Number = 0
    families: tuple[Family, ...] = tuple(Family)
    kind: RuleKind = RuleKind.MEMBERS
    confirmed_only: bool = False
    at_most: Number | None = None

    def __post_init__(self) -> None:
        demand(bool(self.families), f"{self.key}: no family to count")
        demand_unique(self.families, f"family of {self.key}")
        demand(self.at_least > 0 or self.at_most is not None, f"{self.key}: nothing is demanded")
        demand(self.at_most is None or self.at_most >= self.at_least, f"{self.key}: at most is under at least")
        is_bearer = self.kind is RuleKind.BEARER
        demand(not is_bearer or (self.at_least, self.at_most) == (1, None), f"{self.key}: there is one bearer")


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """A rule and what was counted for it."""

    rule: CompositionRule
    count: int

    @property
    def missing(self) -> int:
        """How many more it takes."""
        return max(0, self.rule.at_least - self.count)

    @property
    def excess(self) -> int:
        """How many there are too many."""
        return 0 if self.rule.at_most is None else max(0, self.count - self.rule.at_most)

    @property
    def is_met(self) -> bool:
        """Whether the rule holds."""
        return not (self.missing or self.excess)


def check_composition(rules: Iterable[CompositionRule], members: Iterable[MemberFacts]) -> tuple[RuleCheck, ...]:
    """Every rule with its count; the establishments of one organisation (same SIREN) count for one."""
    everyone = tuple(members)
    return tuple(RuleCheck(rule, _count(rule, everyone)) for rule in rules)


_RULES = TypeAdapter(tuple[CompositionRule, ...])


def check_rules(rules: tuple[CompositionRule, ...]) -> tuple[CompositionRule, ...]:
    """The same rules; a ValueError when two share a key."""
    demand_unique((rule.key for rule in rules), "rule")
    return rules


def parse_rules(json: JsonValue) -> tuple[CompositionRule, ...]:
    """The rules described by plain JSON; a ValueError says where the description is wrong."""
    return check_rules(_RULES.validate_python(json))


def dump_rules(rules: Iterable[CompositionRule]) -> list[dict[str, JsonValue]]:
    """The same rules as plain JSON, without what is left to its default."""
    dumped: list[dict[str, JsonValue]] = _RULES.dump_python(tuple(rules), mode="json", exclude_defaults=True)
    return dumped


def same_organisation(members: Iterable[MemberFacts]) -> tuple[tuple[MemberFacts, ...], ...]:
    """The groups of two members or more that are one organisation, in the order of the first of each."""
    groups: dict[str, list[MemberFacts]] = {}
    for member in members:
        if member.identifier:
            groups.setdefault(organisation_of(member.identifier), []).append(member)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def organisation_of(identifier: str) -> str:
    """What two numbers of one organisation share: the SIREN, else the number itself."""
    return siren_of(identifier) or normalise_identifier(identifier)


def _count(rule: CompositionRule, members: tuple[MemberFacts, ...]) -> int:
    counted = [
        (index, member)
        for index, member in enumerate(members)
        if member.family in rule.families and (member.confirmed or not rule.confirmed_only)
    ]
    if rule.kind == RuleKind.FAMILIES:
        return len({member.family for _, member in counted})
    if rule.kind == RuleKind.BEARER:
        return sum(member.is_bearer for _, member in counted)
    return len({organisation_of(member.identifier) if member.identifier else index for index, member in counted})
