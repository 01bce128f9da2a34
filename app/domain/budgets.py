"""The hearth: the sums of a budget, in exact cents.

A budget answer is `{line key: {year: amount in euros}}`, years as text.
A cell that is empty or mistyped counts for nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue

from app.domain.questions import BudgetLine, BudgetPlan

Side = Literal["expenses", "resources"]
Euros = int | float


@dataclass(frozen=True, slots=True)
class YearTotals:
    """One year of a budget in euros; `own_share` is what of the resources is self-financing, in percent."""

    year: int
    expenses: Euros
    resources: Euros
    own_share: float | None

    @property
    def gap(self) -> Euros:
        """How far apart both sides are, never negative."""
        return _euros(abs(_cents(self.expenses) - _cents(self.resources)))

    @property
    def lacking(self) -> Side | None:
        """The side that must grow for the year to balance."""
        if not self.gap:
            return None
        return "resources" if self.resources < self.expenses else "expenses"


def cell(value: JsonValue, line: str, year: int) -> JsonValue:
    """What is written in one cell: a number, the text typed when it is not one, or None."""
    row = value.get(line) if isinstance(value, dict) else None
    return row.get(str(year)) if isinstance(row, dict) else None


def total(value: JsonValue, lines: Iterable[BudgetLine], years: Iterable[int]) -> Euros:
    """The sum of these lines over these years, in euros."""
    of_years = tuple(years)
    return _euros(sum(_cents(cell(value, line.key, year)) for line in lines for year in of_years))


def totals(plan: BudgetPlan, value: JsonValue) -> tuple[YearTotals, ...]:
    """The totals of each year of the plan."""
    return tuple(_totals_of(plan, value, year) for year in plan.years)


def own_share(plan: BudgetPlan, value: JsonValue) -> float | None:
    """What of the resources of all years is self-financing, in percent; None without resources."""
    return _share(total(value, _own(plan), plan.years), total(value, plan.resources, plan.years))


def is_balanced(plan: BudgetPlan, value: JsonValue) -> bool:
    """Whether expenses equal resources every year, to the cent."""
    return all(year.lacking is None for year in totals(plan, value))


def limits(plan: BudgetPlan, value: JsonValue) -> Iterator[tuple[str, dict[str, int | float]]]:
    """What goes over or under the limits of the whole budget: `over_ceiling`, `own_share_too_low`."""
    spent = total(value, plan.expenses, plan.years)
    if plan.ceiling is not None and spent > plan.ceiling:
        over = _euros(_cents(spent) - 100 * plan.ceiling)
        yield "over_ceiling", {"ceiling": plan.ceiling, "total": spent, "over": over}
    share = own_share(plan, value)
    if plan.own_share_at_least is not None and share is not None and not has_own_share(plan, value):
        yield "own_share_too_low", {"at_least": plan.own_share_at_least, "share": share}


def has_own_share(plan: BudgetPlan, value: JsonValue) -> bool:
    """Whether self-financing reaches what is asked, to the cent."""
    own, resources = (_cents(total(value, lines, plan.years)) for lines in (_own(plan), plan.resources))
    return own * 100 >= (plan.own_share_at_least or 0) * resources


def amounts(plan: BudgetPlan, value: JsonValue) -> Mapping[tuple[str, int], JsonValue]:
    """Every cell that holds something, by line and year."""
    cells = {(line.key, year): cell(value, line.key, year) for line in plan.lines for year in plan.years}
    return {place: amount for place, amount in cells.items() if amount not in (None, "")}


def _totals_of(plan: BudgetPlan, value: JsonValue, year: int) -> YearTotals:
    resources = total(value, plan.resources, (year,))
    share = _share(total(value, _own(plan), (year,)), resources)
    return YearTotals(year, total(value, plan.expenses, (year,)), resources, share)


def _own(plan: BudgetPlan) -> tuple[BudgetLine, ...]:
    return tuple(line for line in plan.resources if line.own)


def _share(own: Euros, resources: Euros) -> float | None:
    """Percent to one decimal, halves up, from whole cents: a browser reckons the same."""
    whole = _cents(resources)
    return (2000 * _cents(own) + whole) // (2 * whole) / 10 if whole > 0 else None


def _cents(amount: JsonValue) -> int:
    return round(amount * 100) if isinstance(amount, int | float) else 0


def _euros(cents: int) -> Euros:
    return cents // 100 if cents % 100 == 0 else cents / 100
