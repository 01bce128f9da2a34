"""The hearth: what differs between two forms, in terms people read; codes with what their sentences need.

Changes come in the order of the new form; what is gone stands where it was. `before` and `after` are plain JSON
(texts per language, numbers, keys); their sentences are in `web/form_changes.py`.

| code | before, after |
| --- | --- |
| `section_added` `section_removed` `section_moved` | |
| `title_reworded` `label_reworded` `help_reworded` `example_reworded` | texts |
| `minutes_changed` `decimals_changed` | numbers |
| `question_added` | after: whether it is required |
| `question_removed` `question_reordered` | |
| `question_moved` | the titles of the sections |
| `kind_changed` `stage_changed` | keys |
| `made_required` `made_optional` | |
| `limit_set` `limit_changed` `limit_lifted` | `{"limit", "unit"}` |
| `bounds_changed` | `{"minimum", "maximum"}` |
| `options_added` `options_removed` `lines_added` `lines_removed` | the labels, in after or in before |
| `options_reworded` `lines_reworded` | the labels |
| `options_ordered` | |
| `years_changed` `readers_changed` | lists |
| `files_changed` | `{"at_most", "max_bytes", "types"}` |
| `condition_set` `condition_changed` `condition_lifted` | the conditions |
| `settings_changed` | anything else: the names of the fields, in after |
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from pydantic import JsonValue

from app.domain.form_plans import FormPlan, Section
from app.domain.question_changes import Difference, condition_differs, differences, reworded
from app.domain.questions import Question
from app.domain.texts import Texts


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `question` is empty when it is the section's; `name` is its label or title, the old one if gone."""

    code: str
    section: str
    question: str
    name: Texts
    before: JsonValue = None
    after: JsonValue = None


def difference(old: FormPlan, new: FormPlan) -> tuple[Change, ...]:
    """Everything that changed from one form to the other; nothing exactly when they ask the same."""
    comparison = _Comparison(old, new)
    return tuple(change for section in comparison.order for change in comparison.of(section))


def touched(changes: Iterable[Change]) -> dict[str, tuple[Change, ...]]:
    """The changes of each question, by its key."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        if change.question:
            found.setdefault(change.question, []).append(change)
    return {key: tuple(some) for key, some in found.items()}


def seen_by_applicants(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that matter to whoever answers: not how long a section takes, nor what is hidden from reviewers."""
    return tuple(
        change
        for change in changes
        if change.code != "minutes_changed"
        and (change.code, change.after) != ("settings_changed", list[JsonValue](["identifies"]))
    )


def merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The keys of both, in the order of the new; each one that is gone follows what it followed."""
    order = list(new)
    kept = set(new)
    for place, key in enumerate(old):
        if key not in kept:
            before = next((one for one in reversed(old[:place]) if one in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, key)
    return order


def displaced(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """The fewest keys of both to move so that the others keep their order."""
    places = {key: place for place, key in enumerate(old)}
    common = [key for key in new if key in places]
    tails: list[int] = []
    chains: list[tuple[str, ...]] = []
    for key in common:
        at = bisect_left(tails, places[key])
        chain = (*(chains[at - 1] if at else ()), key)
        tails[at : at + 1] = [places[key]]
        chains[at : at + 1] = [chain]
    return frozenset(common) - frozenset(chains[-1] if chains else ())


class _Comparison:
    """Both forms by key, and the order in which their changes are told."""

    def __init__(self, old: FormPlan, new: FormPlan) -> None:
        self.old = {section.key: section for section in old.sections}
        self.new = {section.key: section for section in new.sections}
        self.before = _places(old)
        self.after = _places(new)
        self.order = merged(list(self.old), list(self.new))
        self.moved = displaced(list(self.old), list(self.new))

    def of(self, key: str) -> Iterator[Change]:
        """The changes of one section, then of its questions."""
        old, new = self.old.get(key), self.new.get(key)
        if new is None:
            yield Change("section_removed", key, "", self.old[key].title)
        elif old is None:
            yield Change("section_added", key, "", new.title)
        else:
            yield from self._section(old, new)
        mine, theirs = _keys(old), _keys(new)
        shifted = displaced(mine, theirs)
        for question in merged([one for one in mine if one in theirs or one not in self.after], theirs):
            yield from self._question(question, key, question in shifted)

    def _section(self, old: Section, new: Section) -> Iterator[Change]:
        found: list[Difference] = []
        if new.key in self.moved:
            found.append(Difference("section_moved"))
        found += reworded("title_reworded", old.title, new.title)
        found += reworded("help_reworded", old.help, new.help)
        if old.minutes != new.minutes:
            found.append(Difference("minutes_changed", old.minutes, new.minutes))
        found += condition_differs(old.when, new.when)
        known = ("key", "title", "help", "minutes", "when", "questions")
        others = [one.name for one in fields(new) if one.name not in known and _differs(old, new, one.name)]
        if others:
            found.append(Difference("settings_changed", None, list[JsonValue](others)))
        yield from (Change(one.code, new.key, "", new.title, one.before, one.after) for one in found)

    def _question(self, key: str, section: str, shifted: bool) -> Iterator[Change]:
        if key not in self.after:
            yield Change("question_removed", section, key, self.before[key][1].label)
            return
        home, new = self.after[key]
        if key not in self.before:
            yield Change("question_added", section, key, new.label, None, new.required)
            return
        origin, old = self.before[key]
        if origin.key != home.key:
            yield Change("question_moved", section, key, new.label, dict(origin.title), dict(home.title))
        elif shifted:
            yield Change("question_reordered", section, key, new.label)
        for one in differences(old, new):
            yield Change(one.code, section, key, new.label, one.before, one.after)


def _places(plan: FormPlan) -> dict[str, tuple[Section, Question]]:
    return {question.key: (section, question) for section in plan.sections for question in section.questions}


def _keys(section: Section | None) -> list[str]:
    return [question.key for question in section.questions] if section else []


def _differs(old: Section, new: Section, field: str) -> bool:
    return bool(getattr(old, field) != getattr(new, field))
