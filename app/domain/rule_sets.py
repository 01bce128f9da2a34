"""The hearth: rules about groupings that calls have really asked for, ready to be taken and changed."""

from collections.abc import Mapping
from enum import StrEnum

from app.domain.members import LEGAL_PERSONS, CompositionRule, Family, RuleKind


class RuleSet(StrEnum):
    """Where a set of rules comes from."""

    CALL_2011 = "call_2011"
    DECREE_2015 = "decree_2015"


RULE_SETS: Mapping[RuleSet, tuple[CompositionRule, ...]] = {
    # The preparatory note of 2011: "at least 5 to 10 organisations of different kinds", with the ESS at its heart.
    RuleSet.CALL_2011: (
        CompositionRule("members", at_least=5, families=LEGAL_PERSONS),
        CompositionRule("kinds", at_least=3, families=LEGAL_PERSONS, kind=RuleKind.FAMILIES),
        CompositionRule("ess", at_least=1, families=(Family.ESS,)),
    ),
    # Décret 2015-431: three legal persons, one of the ESS, one enterprise outside it, one other.
    RuleSet.DECREE_2015: (
        CompositionRule("three", at_least=3, families=LEGAL_PERSONS),
        CompositionRule("ess", at_least=1, families=(Family.ESS,)),
        CompositionRule("company", at_least=1, families=(Family.COMPANY,)),
        CompositionRule("other", at_least=1, families=(Family.AUTHORITY, Family.RESEARCH, Family.TRAINING)),
    ),
}
