"""Whether a grouping is made up as the call asks."""

from dataclasses import replace

import pytest
from pydantic import JsonValue

from app.domain.members import (
    LEGAL_PERSONS,
    CompositionRule,
    Family,
    MemberFacts,
    RuleKind,
    check_composition,
    dump_rules,
    parse_rules,
    same_organisation,
)
from app.domain.rule_sets import RULE_SETS, RuleSet
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


def test_a_rule_may_say_at_most() -> None:
    rule = CompositionRule("few", at_least=1, at_most=2)

    checks = [
        check_composition((rule,), members)[0] for members in ((), (TOWN,), (TOWN, CO_OP), (TOWN, CO_OP, SAWMILL))
    ]

    assert [(check.is_met, check.missing, check.excess) for check in checks] == [
        (False, 1, 0),
        (True, 0, 0),
        (True, 0, 0),
        (False, 0, 1),
    ]


def test_a_rule_may_say_who_bears() -> None:
    rule = CompositionRule("bearer", at_least=1, families=(Family.ESS, Family.AUTHORITY), kind=RuleKind.BEARER)
    town, sawmill = replace(TOWN, is_bearer=True), replace(SAWMILL, is_bearer=True)

    assert [
        check_composition((rule,), members)[0].is_met for members in ((town, CO_OP), (sawmill, CO_OP), (TOWN,))
    ] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "none"},
        {"key": "none", "at_least": 3, "at_most": 2},
        {"key": "none", "at_least": 1, "families": []},
        {"key": "none", "at_least": 1, "families": ["ess", "ess"]},
        {"key": "none", "at_least": 2, "kind": "bearer"},
        {"key": "none", "at_least": 101},
        {"key": "Not a key", "at_least": 1},
        {"key": "none", "at_least": 1, "most": 2},
    ],
)
def test_a_rule_that_demands_nothing_or_the_impossible_is_refused(wrong: dict[str, JsonValue]) -> None:
    with pytest.raises(ValueError, match=r"validation error"):
        parse_rules([wrong])


def test_rules_travel_to_json_and_back_and_none_is_named_twice() -> None:
    for rules in RULE_SETS.values():
        assert parse_rules(list(dump_rules(rules))) == rules
    with pytest.raises(ValueError, match="rule named twice"):
        parse_rules([{"key": "ess", "at_least": 1}] * 2)


def test_the_decree_of_2015_is_ready_to_be_taken() -> None:
    taken = RULE_SETS[RuleSet.DECREE_2015]

    assert [check.is_met for check in check_composition(taken, (SAWMILL, CO_OP, TOWN))] == [True] * 4
    assert [check.is_met for check in check_composition(taken, (SAWMILL, OTHER_SITE, TOWN))] == [
        False,
        False,
        True,
        True,
    ]


def test_two_members_of_one_organisation_are_seen() -> None:
    assert same_organisation((SAWMILL, CO_OP, OTHER_SITE, TOWN, TOWN)) == ((SAWMILL, OTHER_SITE),)
