"""The limits of a whole budget: how much may be spent, how much must be self-financed."""

from dataclasses import replace

import pytest
from pydantic import JsonValue

from app.domain.answers import Problem, check_answers
from app.domain.questions import BudgetLine, BudgetPlan, Question, QuestionKind
from app.domain.texts import texts

PLAN = BudgetPlan(
    years=(2012, 2013),
    expenses=(BudgetLine("staff", texts(fr="Personnel")),),
    resources=(BudgetLine("sales", texts(fr="Ventes"), own=True), BudgetLine("grants", texts(fr="Subventions"))),
    own_share_at_least=30,
    ceiling=1000,
)
MONEY = Question("money", QuestionKind.BUDGET, texts(fr="Budget"), budget=PLAN)


def _budget(staff: tuple[float, float], sales: tuple[float, float], grants: tuple[float, float]) -> JsonValue:
    lines = {"staff": staff, "sales": sales, "grants": grants}
    return {key: {"2012": first, "2013": second} for key, (first, second) in lines.items()}


def test_the_limits_hold_over_all_years_to_the_cent() -> None:
    at_the_limit = _budget((500, 500), (300, 0), (200, 500))
    beyond = _budget((500, 500.01), (299.99, 0), (200.01, 500.01))

    assert check_answers((MONEY,), {"money": at_the_limit}, final=True) == []
    assert check_answers((MONEY,), {"money": beyond}, final=True) == [
        Problem("money", "over_ceiling", {"ceiling": 1000, "total": 1000.01, "over": 0.01}),
        Problem("money", "own_share_too_low", {"at_least": 30, "share": 30.0}),
    ]


def test_a_budget_without_resources_has_no_share_to_reach() -> None:
    value: JsonValue = {"staff": {"2012": 1, "2013": 1}}
    found = check_answers((replace(MONEY, budget=replace(PLAN, balance="free")),), {"money": value}, final=True)

    assert found == []


def test_a_share_is_asked_only_where_a_resource_counts_for_it() -> None:
    with pytest.raises(ValueError, match="no resource counts"):
        replace(PLAN, resources=(BudgetLine("grants", texts(fr="Subventions")),))
