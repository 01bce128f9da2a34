"""The hearth: the rows of a repeating block, from what people type to what is stored.

An answer is a list of rows, each `{question key: value}`; a question that was not answered is left out of its row, and
a row without answers out of the list.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from pydantic import JsonValue

from app.domain.questions import Question, RepeatPlan
from app.domain.texts import clean_text

Raw = Mapping[str, list[str]]
Row = dict[str, JsonValue]
Read = Callable[[Question, JsonValue], JsonValue]

GONE = "gone"
"""The fields of row 0 are `q-{key}-0-{part}`; `q-{key}-gone` names the rows that were taken away."""


def placed(block: Question, row: int | str, part: Question) -> Question:
    """A question of a block as it is asked in one row: its key says where, and so do its fields."""
    return replace(part, key=f"{block.key}-{row}-{part.key}")


def gather_rows(block: Question, plan: RepeatPlan, raw: Raw, read: Callable[[Question, Raw], JsonValue]) -> JsonValue:
    """The rows of a form that was sent, in their order, without those that were taken away."""
    field = f"q-{block.key}-"
    found = {match[1] for name in raw if (match := re.match(rf"{field}([0-9]{{1,6}})-", name, re.ASCII))}
    kept = sorted(found - set(raw.get(field + GONE, [])), key=int)
    return [{part.key: read(placed(block, row, part), raw) for part in plan.questions} for row in kept]


def normalise_rows(plan: RepeatPlan, value: JsonValue, read: Read) -> JsonValue:
    """The rows as they are stored; what are no rows is kept as text."""
    given = value if isinstance(value, list) else []
    rows = [row for row in given if isinstance(row, dict)]
    if value is not None and (not isinstance(value, list) or len(rows) < len(given)):
        return clean_text(value if isinstance(value, str) else str(value)) or None
    read_rows = [_row(plan, row, read) for row in rows]
    return [row for row in read_rows if row] or None


def rows_of(value: JsonValue) -> list[Row]:
    """The rows of a stored answer."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _row(plan: RepeatPlan, row: Mapping[str, JsonValue], read: Read) -> Row:
    values = {part.key: read(part, row.get(part.key)) for part in plan.questions}
    return {key: value for key, value in values.items() if value is not None}
