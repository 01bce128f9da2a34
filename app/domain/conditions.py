"""The hearth: when a question is asked, as a tree of tests on other answers.

A condition is frozen data and plain JSON: `{"all": [...]}`, `{"any": [...]}`, or one test
`{"question": "kind", "op": "is", "value": "existing"}`. What each operator compares is one table, read here and by
the browser alike. A question that is not answered, or not asked, passes `is_not` alone.

| op | holds when |
| --- | --- |
| `is` | the answer is the value |
| `is_not` | it is not |
| `less` `more` | the number, or the day, is under or over the value |
| `contains` | the text holds the value, or the value is among those chosen |
| `within` | a place of the answer is in the territory (`commune:26281`, `epci:…`, `departement:26`, `region:84`) |
| `answered` | there is an answer |
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field, JsonValue

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
    if answer is None or answer in ("", [], {}):
        return test.op is Op.IS_NOT
    match test.op:
        case Op.IS:
            return _same(answer, test.value)
        case Op.IS_NOT:
            return not _same(answer, test.value)
        case Op.LESS:
            return _ordered(answer, test.value)
        case Op.MORE:
            return _ordered(test.value, answer)
        case Op.CONTAINS:
            return _contains(answer, test.value)
        case Op.WITHIN:
            return any(str(test.value) in within(place) for place in places_of(answer))
        case Op.ANSWERED:
            return True


def _same(answer: JsonValue, value: Value | None) -> bool:
    # True == 1 in Python, and is not in a browser.
    return isinstance(answer, bool) == isinstance(value, bool) and answer == value


def _ordered(lesser: JsonValue, greater: JsonValue) -> bool:
    if isinstance(lesser, bool) or isinstance(greater, bool):
        return False
    if isinstance(lesser, int | float) and isinstance(greater, int | float):
        return lesser < greater
    # Days are stored as `2012-06-25`: their order is that of their letters.
    return isinstance(lesser, str) and isinstance(greater, str) and lesser < greater


def _contains(answer: JsonValue, value: Value | None) -> bool:
    if isinstance(answer, list):
        return value in answer
    return isinstance(answer, str) and isinstance(value, str) and value.casefold() in answer.casefold()


def places_of(answer: JsonValue) -> Iterator[str]:
    """The places an answer names, as `commune:…`, `epci:…`, `departement:…`, `region:…`."""
    parts = answer if isinstance(answer, dict) else {}
    for level in ("commune", "epci", "departement", "region"):
        found = parts.get(f"{level}s")
        for code in found if isinstance(found, list) else ():
            yield f"{level}:{code}"
    if parts.get("departement"):
        yield f"departement:{parts['departement']}"
