"""Whether a grouping is made up as the call asks."""

import pytest

from app.domain.members import (
    LEGAL_PERSONS,
    CompositionRule,
    Family,
    MemberFacts,
    RuleKind,
    check_composition,
    same_organisation,
)
from app.domain.texts import texts

LABEL = texts(fr="Règle")
# Décret n° 2015-431 du 15 avril 2015.
DECREE = (
    CompositionRule("three", LABEL, 3, LEGAL_PERSONS),
    CompositionRule("ess", LABEL, 1, (Family.ESS,)),
    CompositionRule("company", LABEL, 1, (Family.COMPANY,)),
    CompositionRule("other", LABEL, 1, (Family.AUTHORITY, Family.RESEARCH, Family.TRAINING)),
)
SAWMILL = MemberFacts("Scierie", Family.COMPANY, "732 829 320 00074")
OTHER_SITE = MemberFacts("Scierie, site 2", Family.COMPANY, "732829320")
CO_OP = MemberFacts("Scic", Family.ESS, "W751234567", confirmed=True)
TOWN = MemberFacts("Ville", Family.AUTHORITY, confirmed=True)
INHABITANT = MemberFacts("Une habitante", Family.PERSON)


@pytest.mark.parametrize(
    ("members", "counts", "missing"),
    [
        ((), (0, 0, 0, 0), (3, 1, 1, 1)),
        ((SAWMILL, CO_OP, TOWN), (3, 1, 1, 1), (0, 0, 0, 0)),
        ((SAWMILL, OTHER_SITE, CO_OP, INHABITANT), (2, 1, 1, 0), (1, 0, 0, 1)),
        ((TOWN, TOWN, TOWN), (3, 0, 0, 3), (0, 1, 1, 0)),
    ],
)
def test_each_rule_counts_organisations_once(
    members: tuple[MemberFacts, ...], counts: tuple[int, ...], missing: tuple[int, ...]
) -> None:
    checks = check_composition(DECREE, members)

    assert (tuple(check.count for check in checks), tuple(check.missing for check in checks)) == (counts, missing)
    assert [check.is_met for check in checks] == [lack == 0 for lack in missing]


def test_a_rule_may_count_families() -> None:
    rule = CompositionRule("diverse", LABEL, 3, kind=RuleKind.FAMILIES)

    assert check_composition((rule,), (SAWMILL, OTHER_SITE, CO_OP, TOWN))[0].count == 3


def test_a_rule_may_count_only_those_who_confirmed() -> None:
    rule = CompositionRule("engaged", LABEL, 3, confirmed_only=True)

    assert check_composition((rule,), (SAWMILL, CO_OP, TOWN))[0].missing == 1


def test_two_members_of_one_organisation_are_seen() -> None:
    assert same_organisation((SAWMILL, CO_OP, OTHER_SITE, TOWN, TOWN)) == ((SAWMILL, OTHER_SITE),)
