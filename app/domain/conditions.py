"""The hearth: when a question is asked, as a tree of tests on other answers.

A condition is frozen data and plain JSON: `{"all": [...]}`, `{"any": [...]}`, or one test
`{"question": "kind", "op": "is", "value": "existing"}`. What each operator compares is one table, `RULES`, read here
and by the browser alike. A question that is not answered, or not asked, passes `is_not` alone.

| op | holds when |
| --- | --- |
| `is` | the answer is the value |
| `is_not` | it is not |
| `less` `more` | the number, or the day, is under or over the value |
| `contains` | the text holds the value (accents and capitals aside), or the value is among those chosen |
| `within` | a place of the answer is in the territory (`commune:26281`, `epci:…`, `departement:26`, `region:84`) |
| `answered` | there is an answer |
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, JsonValue

from app.domain import readings
from app.domain.keys import Key

Within = Callable[[str], frozenset[str]]
"""From a place to every territory it is in, itself included: `commune:26281` is in `departement:26`."""
Value = bool | int | float | Annotated[str, Field(max_length=500)]


class Op(StrEnum):
    """How an answer is compared."""

    IS = "is"
    IS_NOT = "is_not"
    LESS = "less"
    MORE = "more"
    CONTAINS = "contains"
    WITHIN = "within"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Rule:
    """What an operator compares: `swapped` turns the two sides, `unanswered` is what holds without an answer."""

    compare: Literal["same", "ordered", "held", "inside", "anything"]
    negated: bool = False
    swapped: bool = False
    unanswered: bool = False


RULES: Mapping[Op, Rule] = {
    Op.IS: Rule("same"),
    Op.IS_NOT: Rule("same", negated=True, unanswered=True),
    Op.LESS: Rule("ordered"),
    Op.MORE: Rule("ordered", swapped=True),
    Op.CONTAINS: Rule("held"),
    Op.WITHIN: Rule("inside"),
    Op.ANSWERED: Rule("anything"),
}


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of one answer."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    __test__ = False  # pytest collects what is called so
    question: Key
    op: Op
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds when every branch does; without branches, always."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    all: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when a branch does; without branches, never."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    any: tuple["Condition", ...]


Condition = Test | AllOf | AnyOf


def tests_of(condition: Condition | None) -> Iterator[Test]:
    """Every test of the tree, from left to right."""
    match condition:
        case Test():
            yield condition
        case AllOf(all=branches) | AnyOf(any=branches):
            for branch in branches:
                yield from tests_of(branch)


def holds(condition: Condition | None, values: Mapping[str, JsonValue], within: Within) -> bool:
    """Whether the condition holds for these stored values; no condition always does."""
    match condition:
        case None:
            return True
        case AllOf(all=branches):
            return all(holds(branch, values, within) for branch in branches)
        case AnyOf(any=branches):
            return any(holds(branch, values, within) for branch in branches)
        case Test():
            return _compare(condition, values.get(condition.question), within)


def _compare(test: Test, answer: JsonValue, within: Within) -> bool:
    rule = RULES[test.op]
    if answer is None or answer in ("", [], {}):
        return rule.unanswered
    sides = (test.value, answer) if rule.swapped else (answer, test.value)
    match rule.compare:
        case "inside":
            found = any(str(test.value) in within(place) for place in places_of(answer))
        case "anything":
            found = True
        case how:
            found = _COMPARISONS[how](*sides)
    return found is not rule.negated


def _same(one: JsonValue, other: JsonValue) -> bool:
    # True == 1 in Python, and is not in a browser.
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def _ordered(lesser: JsonValue, greater: JsonValue) -> bool:
    if isinstance(lesser, bool) or isinstance(greater, bool):
        return False
    if isinstance(lesser, int | float) and isinstance(greater, int | float):
        return lesser < greater
    # Days are stored as `2012-06-25`: their order is that of their figures.
    return _is_day(lesser) and _is_day(greater) and str(lesser) < str(greater)


def _is_day(value: JsonValue) -> bool:
    return isinstance(value, str) and _DAY.fullmatch(value) is not None


def _held(answer: JsonValue, value: JsonValue) -> bool:
    if isinstance(answer, list):
        return any(_same(one, value) for one in answer)
    return isinstance(answer, str) and isinstance(value, str) and readings.folded(value) in readings.folded(answer)


_DAY = re.compile(readings.DAY)
_COMPARISONS: Mapping[str, Callable[[JsonValue, JsonValue], bool]] = {
    "same": _same,
    "ordered": _ordered,
    "held": _held,
}


def places_of(answer: JsonValue) -> Iterator[str]:
    """The places an answer names, as `commune:…`, `epci:…`, `departement:…`, `region:…`."""
    parts = answer if isinstance(answer, dict) else {}
    for level in ("commune", "epci", "departement", "region"):
        found = parts.get(f"{level}s")
        for code in found if isinstance(found, list) else ():
            yield f"{level}:{code}"
    if parts.get("departement"):
        yield f"departement:{parts['departement']}"
