"""The hearth: who makes up a grouping, and whether it is made up as the call asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.identifiers import normalise_identifier, siren_of
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


class RuleKind(StrEnum):
    """What a rule counts: organisations, or the different families they belong to."""

    MEMBERS = "members"
    FAMILIES = "families"


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What the rules look at in a member; `identifier` is a SIRET, SIREN or RNA, if known."""

    name: str
    family: Family
    identifier: str | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class CompositionRule:
    """At least so many members, or families, among some families; `confirmed_only` counts those who said yes."""

    key: str
    label: Texts
    at_least: int
    families: tuple[Family, ...] = tuple(Family)
    kind: RuleKind = RuleKind.MEMBERS
    confirmed_only: bool = False


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
    def is_met(self) -> bool:
        """Whether the rule holds."""
        return self.missing == 0


def check_composition(rules: Iterable[CompositionRule], members: Iterable[MemberFacts]) -> tuple[RuleCheck, ...]:
    """Every rule with its count; the establishments of one organisation (same SIREN) count for one."""
    everyone = tuple(members)
    return tuple(RuleCheck(rule, _count(rule, everyone)) for rule in rules)


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
    return len({organisation_of(member.identifier) if member.identifier else index for index, member in counted})
