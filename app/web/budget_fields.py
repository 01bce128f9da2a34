"""A budget as a table to fill in: its cells by name, with what the script needs to reckon as the server does."""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import JsonValue

from app.domain import budgets
from app.domain.checks import Problem
from app.domain.questions import BudgetLine, BudgetPlan
from app.domain.texts import text_in
from app.web.answer_parts import ShownBudget, cell_text, shown_budget
from app.web.i18n import N_, translations
from app.web.shown import money_text


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a budget."""

    name: str
    label: str
    value: str
    is_wrong: bool
    year: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a budget; `own` counts as self-financing."""

    label: str
    cells: list[Cell]
    own: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A budget to fill in. `balances` say of each year whether both sides are equal; none where nobody asks.

    `kept` is an answer that is no table: it goes along until a cell is filled.
    """

    plan: BudgetPlan
    expenses: list[Line]
    resources: list[Line]
    totals: ShownBudget
    balances: list[str]
    kept: str


def grid_of(plan: BudgetPlan, name: str, value: JsonValue, problems: Iterable[Problem], language: str) -> Grid:
    """The table of a budget whose cells are named after this field."""
    wrong = {(one.params.get("line"), one.params.get("year")) for one in problems}

    def lines(of: Iterable[BudgetLine]) -> list[Line]:
        return [Line(text_in(line.label, language), cells(line), line.own) for line in of]

    def cells(line: BudgetLine) -> list[Cell]:
        label = text_in(line.label, language)
        return [
            Cell(
                f"{name}-{line.key}-{year}",
                f"{label}, {year}",
                cell_text(value, line.key, year, language, to_type=True),
                (line.key, year) in wrong,
                year,
            )
            for year in plan.years
        ]

    years = () if plan.balance == "free" else budgets.totals(plan, value)
    balances = [_balance(year, language) for year in years]
    kept = value if isinstance(value, str) else ""
    return Grid(plan, lines(plan.expenses), lines(plan.resources), shown_budget(plan, value, language), balances, kept)


def _balance(year: budgets.YearTotals, language: str) -> str:
    say = translations(language).gettext
    if year.lacking is None:
        return say(N_("équilibré")) if year.expenses else ""
    lacking = {
        "resources": N_("il manque %(gap)s € de ressources"),
        "expenses": N_("il manque %(gap)s € de dépenses"),
    }
    return say(lacking[year.lacking]) % {"gap": money_text(year.gap, language)}
