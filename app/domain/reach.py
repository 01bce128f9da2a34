"""The hearth: which questions of a form can be asked at all, and which branches of their conditions can hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product

from app.domain.condition_cases import TooMany, Truth, answered, passes, unanswered
from app.domain.conditions import AllOf, AnyOf, Condition, Test, tests_of
from app.domain.form_plans import FormPlan, waiting_order, waits
from app.domain.questions import Question

MOST_CASES = 20_000
"""More cases than this for one condition, and nothing is said of it."""
MOST_IN_ALL = 30_000
"""More cases than this for one form, and nothing is said of the conditions that are left: a page waits for it."""
Path = tuple[int, ...]


@dataclass(slots=True)
class Reach:
    """What was seen of a condition in every case: of the whole (the empty path) and of each branch."""

    held: set[Path] = field(default_factory=set)
    failed: set[Path] = field(default_factory=set)

    @property
    def never(self) -> bool:
        """It holds in no case."""
        return () not in self.held

    @property
    def always(self) -> bool:
        """It holds in every case where it is looked at."""
        return () not in self.failed

    def note(self, condition: Condition, truth: Truth, path: Path = ()) -> bool:
        """Look at one case: whether it holds there."""
        if isinstance(condition, Test):
            holds = passes(condition, truth)
        else:
            found = [self.note(branch, truth, (*path, place)) for place, branch in enumerate(branches_of(condition))]
            holds = any(found) if isinstance(condition, AnyOf) else all(found)
        (self.held if holds else self.failed).add(path)
        return holds

    def dead(self, condition: Condition, path: Path = ()) -> Iterator[Path]:
        """The alternatives that never hold, though another one does."""
        if path not in self.held:
            return
        for place, branch in enumerate(branches_of(condition)):
            below = (*path, place)
            if isinstance(condition, AnyOf) and below not in self.held:
                yield below
            yield from self.dead(branch, below)


def branches_of(condition: Condition) -> tuple[Condition, ...]:
    """What a condition joins; a test joins nothing."""
    match condition:
        case AllOf(all=branches) | AnyOf(any=branches):
            return branches
        case _:
            return ()


class Cases:
    """The cases of one form; each condition is looked at in those that its own questions can make."""

    def __init__(self, plan: FormPlan) -> None:
        self._owners = {question.key: (one, question) for one in plan.sections for question in one.questions}
        self._waits, self._order = waits(plan), waiting_order(plan)
        self._known: dict[tuple[Test, ...], list[Truth]] = {}
        self._left = MOST_IN_ALL

    def reach_of(self, condition: Condition, above: Condition | None = None) -> Reach | None:
        """What can be said of a condition where the one above it holds; None when there are too many cases."""
        found = Reach()
        keys = self._needed(condition, above)
        try:
            for number, truth in enumerate(self._walk(keys, self._tests(keys, condition, above), {})):
                self._left -= 1
                if number >= MOST_CASES or self._left < 0:
                    return None
                if passes(above, truth):
                    found.note(condition, truth)
        except TooMany:
            return None
        return found

    def is_possible(self, condition: Condition) -> bool:
        """Whether it holds in some case when all that it looks at may be answered, asked or not."""
        keys = sorted({test.question for test in tests_of(condition)}.intersection(self._owners))
        tests = {key: tuple(dict.fromkeys(one for one in tests_of(condition) if one.question == key)) for key in keys}
        ways = [self._ways(self._owners[key][1], tests[key]) for key in keys]
        cases = islice(product(*ways), MOST_CASES)
        return any(passes(condition, {test: held for way in case for test, held in way.items()}) for case in cases)

    def _walk(
        self, keys: list[str], tests: Mapping[str, tuple[Test, ...]], truth: dict[Test, bool], place: int = 0
    ) -> Iterator[Truth]:
        """Every case of these questions, the awaited first; what is not asked is not answered.

        It is one mapping that changes: look at a case before the next one.
        """
        if place == len(keys):
            yield truth
            return
        section, question = self._owners[keys[place]]
        ways = self._ways(question, tests[question.key])
        if not (passes(section.when, truth) and passes(question.when, truth)):
            ways = ways[:1]
        for way in ways:
            truth.update(way)
            yield from self._walk(keys, tests, truth, place + 1)

    def _tests(self, keys: list[str], *conditions: Condition | None) -> dict[str, tuple[Test, ...]]:
        """What is asked about each of these questions, by these conditions and by those they wait for."""
        above = [when for key in keys for when in (self._owners[key][0].when, self._owners[key][1].when)]
        tests = list(dict.fromkeys(test for when in (*conditions, *above) for test in tests_of(when)))
        return {key: tuple(test for test in tests if test.question == key) for key in keys}

    def _ways(self, question: Question, tests: tuple[Test, ...]) -> list[Truth]:
        """What these tests say of the question: not answered first, then each answer."""
        if tests not in self._known:
            self._known[tests] = [unanswered(tests), *answered(question, tests)]
        return self._known[tests]

    def _needed(self, *conditions: Condition | None) -> list[str]:
        """The questions that decide, directly or not, the awaited first."""
        ahead = [test.question for condition in conditions for test in tests_of(condition)]
        found: set[str] = set()
        while ahead:
            if (key := ahead.pop()) not in found and key in self._owners:
                found.add(key)
                ahead.extend(self._waits.get(key, ()))
        ordered = [key for key in self._order if key in found]
        return ordered + sorted(found.difference(ordered))
