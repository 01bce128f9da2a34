"""The rules about a grouping are counted in the browser as on the server, and as one types."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from playwright.sync_api import Page

from app.domain.members import MOST, CompositionRule, Family, MemberFacts, RuleKind, check_composition, organisation_of
from app.models import Track
from app.web.composition import member_table, rule_table
from tests.live import Live

pytestmark = pytest.mark.browser
COUNT = """async ([rules, members]) => {
  const { count, isMet } = await import("/static/scripts/composition.js");
  return rules.map((rule) => [count(rule, members), isMet(rule, count(rule, members))]);
}"""
NAME = """async (texts) => {
  const { organisationOf } = await import("/static/scripts/composition.js");
  return texts.map(organisationOf);
}"""
FEW = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NUMBERS = (
    "", "732829320", "732 829 320 00074", "73282932000075", "W751234567", "w751234567", "356000000", "35600000000048",
    "35600000009075", "443.061.841 00047", "443061841", "12", "une école",
)  # fmt: skip
FAMILIES = some.lists(some.sampled_from(Family), min_size=1, unique=True).map(tuple)
MEMBERS = some.lists(
    some.builds(
        MemberFacts,
        name=some.just(""),
        family=some.sampled_from(Family),
        identifier=some.sampled_from(NUMBERS),
        confirmed=some.booleans(),
        is_bearer=some.booleans(),
    ),
    max_size=9,
)
RULES = [
    {"key": "ess", "at_least": 1, "families": ["ess"]},
    {"key": "three", "at_least": 3, "families": ["ess", "company", "authority"]},
    {"key": "bearer", "at_least": 1, "kind": "bearer", "families": ["authority"]},
]


@some.composite
def _rules(draw: some.DrawFn) -> CompositionRule:
    kind = draw(some.sampled_from(RuleKind))
    families, confirmed = draw(FAMILIES), draw(some.booleans())
    if kind is RuleKind.BEARER:
        return CompositionRule("rule", at_least=1, families=families, kind=kind, confirmed_only=confirmed)
    least = draw(some.integers(0, 6))
    most = draw(some.none() | some.integers(least, MOST)) if least else draw(some.integers(0, 6))
    return CompositionRule("rule", at_least=least, at_most=most, families=families, kind=kind, confirmed_only=confirmed)


@FEW
@given(rules=some.lists(_rules(), min_size=1, max_size=5), members=MEMBERS)
def test_both_sides_count_the_same(plain: Page, rules: list[CompositionRule], members: list[MemberFacts]) -> None:
    told = plain.evaluate(COUNT, [json.loads(rule_table(rules)), json.loads(member_table(members))])

    assert told == [[check.count, check.is_met] for check in check_composition(rules, members)]


@FEW
@given(number=some.text("0123456789 .-/W", max_size=20) | some.sampled_from(NUMBERS))
def test_both_sides_name_an_organisation_the_same(plain: Page, number: str) -> None:
    assert plain.evaluate(NAME, [number]) == [organisation_of(number)]


@pytest.fixture
def plain(live: Live, page: Page) -> Page:
    page.goto(f"{live.url}/calls")
    return page


def _marks(page: Page) -> list[tuple[str, str]]:
    lines = page.locator("[data-rules] li")
    return [(line.get_attribute("class") or "", line.locator("b").inner_text()) for line in lines.all()]


def test_rules_answer_while_a_member_is_being_written(live: Live, page: Page) -> None:
    with live.house.database.writing() as db:
        track = db.get_one(Track, live.house.world.tracks["pole"])
        track.composition = [dict[str, object](rule) for rule in RULES]
    live.sign_in(page.context, "claire")
    page.goto(f"{live.url}/applicant/dossiers/{live.house.world.dossiers['draft']}/members/new")

    before = _marks(page)
    page.get_by_label("Famille").select_option("authority")
    typed = _marks(page)
    page.get_by_label("C’est le porteur du dossier").check()
    borne = _marks(page)

    assert before == [("ok", "1"), ("ko", "2"), ("ko", "0")]
    assert typed == [("ok", "1"), ("ok", "3"), ("ko", "0")]
    assert borne[2] == ("ok", "1")
    assert page.locator("[data-rules-said]").inner_text() == "Règles respectées\u00a0: 3 sur 3"
