"""The hearth: every case that the answers to a few questions can make, for what conditions look at.

For each awaited question a handful of answers stands for all: one on each side of every value it is compared with.
A test that does not suit its question, or one about a territory, may fall either way. So what never happens in these
cases never happens; where there would be too many, there is no verdict.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import chain, combinations, pairwise, product

from pydantic import JsonValue

from app.domain.condition_fit import WRITTEN_KINDS, YES_NO_KINDS, misfit
from app.domain.conditions import RULES, AllOf, AnyOf, Condition, Op, Test, holds
from app.domain.questions import NUMBER_KINDS, Question, QuestionKind
from app.domain.readings import folded

MOST_WORDS = 6
"""More words or options than this in the tests of one question, and there is no verdict."""
Truth = Mapping[Test, bool]


class TooMany(Exception):
    """There are too many cases to look at each."""


def unanswered(tests: Iterable[Test]) -> Truth:
    """What these tests say of a question that is not answered, not asked, or gone."""
    return {test: RULES[test.op].unanswered for test in tests}


def answered(question: Question, tests: Iterable[Test]) -> list[Truth]:
    """What these tests of one question say of its possible answers, each way once. Raises TooMany."""
    given = list(dict.fromkeys(tests))
    free = [test for test in given if test.op is Op.WITHIN or misfit(test, question)]
    fit = [test for test in given if test not in free]
    if len(free) > MOST_WORDS:
        raise TooMany
    found: dict[tuple[bool, ...], Truth] = {}
    for answer in answers_of(question, fit):
        fixed = {test: holds(test, {question.key: answer}, _nowhere) for test in fit}
        for ways in product((False, True), repeat=len(free)):
            truth = {**fixed, **dict(zip(free, ways, strict=True))}
            found.setdefault(tuple(truth[test] for test in given), truth)
    return list(found.values())


def answers_of(question: Question, tests: Iterable[Test]) -> Iterator[JsonValue]:
    """Answers that stand for all that can be given, as far as these tests (which suit) can tell. Raises TooMany."""
    values = [test.value for test in tests if test.op is not Op.ANSWERED]
    if question.kind in NUMBER_KINDS:
        yield "?"
        yield from _around([value for value in values if isinstance(value, int | float)])
    elif question.kind == QuestionKind.DATE:
        yield "?"
        yield from _around_days([str(value) for value in values])
    elif question.kind in YES_NO_KINDS:
        yield True
        yield False
    elif question.kind == QuestionKind.CHOICE:
        yield from _named(question, values)
    elif question.kind == QuestionKind.CHOICES:
        yield from (list[JsonValue](some) for some in _subsets(_named(question, values)) if some)
    elif question.kind in WRITTEN_KINDS:
        yield from _texts(tests)
    else:
        yield ["anything"]


def passes(condition: Condition | None, truth: Truth) -> bool:
    """Whether a condition holds, given what each of its tests says."""
    match condition:
        case None:
            return True
        case AllOf(all=branches):
            return all(passes(branch, truth) for branch in branches)
        case AnyOf(any=branches):
            return any(passes(branch, truth) for branch in branches)
        case Test():
            # A question that is gone is not answered.
            return truth.get(condition, RULES[condition.op].unanswered)


def _around(values: Iterable[int | float]) -> Iterator[float]:
    """Each number, one between each pair, and one beyond each end."""
    marks = sorted(set(values)) or [0]
    yield marks[0] - 1
    yield from marks
    yield from ((low + high) / 2 for low, high in pairwise(marks))
    yield marks[-1] + 1


def _around_days(values: Iterable[str]) -> Iterator[str]:
    marks = sorted({date.fromisoformat(value) for value in values}) or [date(2000, 1, 1)]
    one = timedelta(days=1)
    near = {*marks, *(day - one for day in marks if day > date.min), *(day + one for day in marks if day < date.max)}
    yield from (day.isoformat() for day in sorted(near))


def _named(question: Question, values: Iterable[JsonValue]) -> list[str]:
    """The options that are named, and one that is not: the others are like it."""
    named = [option.key for option in question.options if option.key in set(values)]
    other = next((option.key for option in question.options if option.key not in named), None)
    return [*named, *([other] if other else [])]


def _subsets(words: list[str]) -> Iterator[tuple[str, ...]]:
    if len(words) > MOST_WORDS + 1:
        raise TooMany
    return chain.from_iterable(combinations(words, size) for size in range(len(words) + 1))


def _texts(tests: Iterable[Test]) -> Iterator[str]:
    """Each text that is meant whole, and each set of words held together by a sign that stands in none of them."""
    given = list(tests)
    whole = [str(test.value) for test in given if test.op in (Op.IS, Op.IS_NOT)]
    words = list(dict.fromkeys(folded(str(test.value)) for test in given if test.op is Op.CONTAINS))
    used = set(chain.from_iterable([*whole, *words]))
    between = next(sign for sign in map(chr, range(0xE000, 0xF8FF)) if sign not in used)
    yield from dict.fromkeys(whole)
    for some in _subsets(words):
        yield between + between.join(some) + between


def _nowhere(_: str) -> frozenset[str]:
    return frozenset()
