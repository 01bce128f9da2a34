"""The hearth: what is wrong in the rows of a repeating block.

A problem inside a row has the parameters `row` (1 is the first) and `part` (the key of its question) besides its own.
"""

from collections.abc import Callable

from pydantic import JsonValue

from app.domain.checks import Problem
from app.domain.questions import Question, RepeatPlan
from app.domain.repeats import rows_of

Check = Callable[[Question, JsonValue], list[Problem]]


def row_problems(block: Question, plan: RepeatPlan, value: JsonValue, check: Check) -> list[Problem]:
    """What is wrong with the number of rows, then with each: `too_few`, `too_many`, `bad_rows`, or as in one answer."""
    if not isinstance(value, list):
        return [Problem(block.key, "bad_rows")]
    return [
        *_count(block, plan, len(value)),
        *(
            Problem(block.key, found.code, {**found.params, "row": number, "part": part.key}, advice=found.advice)
            for number, row in enumerate(rows_of(value), 1)
            for part in plan.questions
            for found in check(part, row.get(part.key))
        ),
    ]


def _count(block: Question, plan: RepeatPlan, count: int) -> list[Problem]:
    if plan.at_least is not None and count < plan.at_least:
        return [Problem(block.key, "too_few", {"count": count, "at_least": plan.at_least})]
    if plan.at_most is not None and count > plan.at_most:
        return [Problem(block.key, "too_many", {"count": count, "at_most": plan.at_most})]
    return []
