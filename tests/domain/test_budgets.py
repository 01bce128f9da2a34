"""The sums of a budget."""

from hypothesis import given
from hypothesis import strategies as some
from pydantic import JsonValue

from app.domain.budgets import YearTotals, cell, is_balanced, own_share, total, totals
from app.domain.questions import BudgetLine, BudgetPlan
from app.domain.texts import texts

PLAN = BudgetPlan(
    years=(2012, 2013),
    expenses=(BudgetLine("staff", texts(fr="Personnel")), BudgetLine("rent", texts(fr="Loyer"))),
    resources=(BudgetLine("sales", texts(fr="Ventes"), own=True), BudgetLine("grants", texts(fr="Subventions"))),
)
VALUE: JsonValue = {
    "staff": {"2012": 30000, "2013": 31000.1},
    "rent": {"2012": 6000, "2013": 0.2},
    "sales": {"2012": 9000, "2013": "?"},
    "grants": {"2012": 27000, "2013": 27000.3},
}


def test_each_year_has_its_totals() -> None:
    assert totals(PLAN, VALUE) == (YearTotals(2012, 36000, 36000, 25), YearTotals(2013, 31000.3, 27000.3, 0.0))


def test_a_year_says_which_side_lacks_how_much() -> None:
    assert [(year.lacking, year.gap) for year in totals(PLAN, VALUE)] == [(None, 0), ("resources", 4000)]


def test_self_financing_is_a_share_of_all_resources() -> None:
    assert own_share(PLAN, {"sales": {"2012": 1000, "2013": 500}, "grants": {"2012": 2500}}) == 37.5


def test_an_empty_budget_has_no_share_and_balances() -> None:
    assert (own_share(PLAN, None), is_balanced(PLAN, None), total(None, PLAN.lines, PLAN.years)) == (None, True, 0)


def test_a_cell_that_is_not_there_is_empty() -> None:
    values: list[JsonValue] = [None, "x", {}, {"rent": "x"}, VALUE]

    assert [cell(value, "rent", 2012) for value in values] == [
        None,
        None,
        None,
        None,
        6000,
    ]


@given(some.lists(some.integers(0, 10**8), min_size=1, max_size=40))
def test_cents_never_drift(cents: list[int]) -> None:
    lines = tuple(BudgetLine(f"line_{index}", texts(fr="Ligne")) for index in range(len(cents)))
    value: JsonValue = {line.key: {"2012": amount / 100} for line, amount in zip(lines, cents, strict=True)}

    assert total(value, lines, (2012,)) == sum(cents) / 100
