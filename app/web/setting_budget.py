"""The settings of a budget: years, lines of both sides, and what is checked."""

import re

from pydantic import JsonValue, TypeAdapter

from app.domain.questions import BudgetPlan, Question
from app.web.field_trees import Tree
from app.web.i18n import N_
from app.web.setting_reading import Reading, number_typed
from app.web.setting_rows import lines_typed, read_lines

_PLAN: TypeAdapter[BudgetPlan] = TypeAdapter(BudgetPlan)
_YEARS = re.compile(r"(\d{4})(?:\s*(?:-|–|à|to)\s*(\d{4}))?")
_BETWEEN = re.compile(r"\s*(?:[,;\s]|\bet\b|\band\b)\s*")
_SPAN = range(1900, 2201)
_MOST_YEARS = 15


def budget_typed(question: Question, language: str) -> Tree:
    """A budget as fields."""
    plan = question.budget
    if plan is None:
        return {"budget": {"balance": ["demanded"]}}
    return {
        "budget": {
            "years": [years_text(plan.years)],
            "expenses": lines_typed(plan.expenses),
            "resources": lines_typed(plan.resources),
            "balance": [plan.balance],
            "own_share_at_least": [number_typed(plan.own_share_at_least, language)],
            "ceiling": [number_typed(plan.ceiling, language)],
        }
    }


def budget_read(question: Question, reading: Reading) -> dict[str, JsonValue]:
    """The budget typed, whole; nothing while a part of it is wrong."""
    stored, at, before = question.budget, reading.under("budget"), len(reading.wrong)
    years = _years(at, stored)
    taken: set[str] = set()
    expenses = read_lines(at, "expenses", stored.expenses if stored else (), taken)
    resources = read_lines(at, "resources", stored.resources if stored else (), taken)
    if not expenses:
        at.fail("expenses", N_("Écrivez au moins une ligne de dépenses."))
    if not resources:
        at.fail("resources", N_("Écrivez au moins une ligne de ressources."))
    balance = at.text("balance")
    if balance not in ("demanded", "advised", "free"):
        at.fail("balance", N_("Choisissez si les deux côtés doivent être égaux."))
    own = at.whole("own_share_at_least", stored.own_share_at_least if stored else None, least=1, most=100)
    if own is not None and not any(line.own for line in resources):
        at.fail("own_share_at_least", N_("Cochez d’abord les ressources qui sont des fonds propres."))
    ceiling = at.whole("ceiling", stored.ceiling if stored else None, least=1)
    if len(reading.wrong) > before:
        return {}
    plan = BudgetPlan(years, expenses, resources, balance, own, ceiling)  # type: ignore[arg-type]
    return {"budget": _PLAN.dump_python(plan, mode="json", exclude_defaults=True)}


def years_text(years: tuple[int, ...]) -> str:
    """Years as one types them: `2012, 2013`."""
    return ", ".join(str(year) for year in years)


def _years(reading: Reading, stored: BudgetPlan | None) -> tuple[int, ...]:
    typed = reading.text("years")
    if stored and typed == years_text(stored.years):
        return stored.years
    years = tuple(dict.fromkeys(_all_years(typed)))
    if not years:
        reading.fail("years", N_("Écrivez une ou plusieurs années, par exemple 2012, 2013, 2014."))
    elif len(years) > _MOST_YEARS:
        reading.fail("years", N_("Écrivez au plus %(most)s années."), most=_MOST_YEARS)
    return years


def _all_years(typed: str) -> tuple[int, ...]:
    """The years of `2012, 2013` or `2012-2014`; none when a word of it is no year."""
    spans = [(int(first), int(last or first)) for first, last in _YEARS.findall(typed)]
    rest = _BETWEEN.sub("", _YEARS.sub("", typed))
    if rest or any(first not in _SPAN or last not in _SPAN or last < first for first, last in spans):
        return ()
    return tuple(year for first, last in spans for year in range(first, last + 1))
