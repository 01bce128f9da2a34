"""The hearth: everything a track asks, in order, and what of it is asked for given answers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from pydantic import ConfigDict, JsonValue, TypeAdapter

from app.domain.conditions import Condition, Within, holds, tests_of
from app.domain.keys import Key, demand_unique
from app.domain.questions import COUNTED_KINDS, Count, Question
from app.domain.texts import Texts


class Cycle(ValueError):
    """Questions that wait for each other; `keys` names them in the order in which they do, the first one again last."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(f"asked in a circle: {' > '.join(keys)}")
        self.keys = keys


@dataclass(frozen=True, slots=True)
class Section:
    """Questions asked together, and the minutes they usually take."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    key: Key
    title: Texts
    minutes: Count
    questions: tuple[Question, ...]
    help: Texts = Texts()  # noqa: RUF009 (frozen)
    when: Condition | None = None


# Without slots: what conditions need is worked out once, and a published plan is kept as long as the process.
@dataclass(frozen=True)
class FormPlan:
    """Everything a track asks, in order. Raises Cycle when questions wait for each other."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    sections: tuple[Section, ...]

    def __post_init__(self) -> None:
        demand_unique((section.key for section in self.sections), "section")
        demand_unique((question.key for question in self.questions), "question")
        _ = self.order

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order of the form."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of the questions."""
        return frozenset(question.key for question in self.questions)

    @cached_property
    def counted(self) -> tuple[Question, ...]:
        """The questions answered on pages of their own."""
        return tuple(question for question in self.questions if question.kind in COUNTED_KINDS)

    @property
    def is_conditional(self) -> bool:
        """Whether anything is asked of some only."""
        return bool(self.conditional)

    @cached_property
    def awaited(self) -> Mapping[str, frozenset[str]]:
        """For each conditional question, those whose answers decide."""
        if not any(section.when or any(one.when for one in section.questions) for section in self.sections):
            return {}
        found: dict[str, frozenset[str]] = {}
        known = {question.key for question in self.questions}
        for section in self.sections:
            above = {test.question for test in tests_of(section.when)}
            for question in section.questions:
                if needed := (above | {test.question for test in tests_of(question.when)}) & known:
                    found[question.key] = frozenset(needed)
        return found

    @cached_property
    def decisive(self) -> frozenset[str]:
        """The questions whose answers decide what else is asked."""
        return frozenset[str]().union(*self.awaited.values())

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The conditional questions and those they wait for, the awaited first. Raises Cycle."""
        try:
            return tuple(TopologicalSorter(self.awaited).static_order())
        except CycleError as error:
            raise Cycle(tuple(reversed(error.args[1]))) from None

    @cached_property
    def conditional(self) -> tuple["Conditional", ...]:
        """The questions asked of some only, the awaited first."""
        found = {
            question.key: Conditional(question.key, section.when, question.when)
            for section in self.sections
            for question in section.questions
            if section.when or question.when
        }
        ordered = [key for key in self.order if key in found]
        # A condition on unknown questions alone waits for nothing.
        return tuple(found[key] for key in dict.fromkeys([*ordered, *found]))

    @cached_property
    def bare(self) -> tuple[tuple[Section, frozenset[str]], ...]:
        """The sections without their conditions, each with the keys of its questions."""
        return tuple(
            (
                replace(
                    section,
                    when=None,
                    questions=tuple(replace(one, when=None) if one.when else one for one in section.questions),
                ),
                frozenset(question.key for question in section.questions),
            )
            for section in self.sections
        )


class Conditional(NamedTuple):
    """A question that is asked when its section's condition and its own hold."""

    key: str
    above: Condition | None
    own: Condition | None


def waits(plan: FormPlan) -> Mapping[str, frozenset[str]]:
    """For each question asked under a condition (its own or its section's), those whose answers decide."""
    return plan.awaited


def waiting_order(plan: FormPlan) -> tuple[str, ...]:
    """The keys of the conditional questions and of those they wait for, the awaited first. Raises Cycle."""
    return plan.order


def asked(plan: FormPlan, values: Mapping[str, JsonValue], within: Within) -> frozenset[str]:
    """The keys of the questions that these answers make asked; one that is not asked counts as not answered."""
    return plan.keys - _hidden(plan, values, within)


def narrowed(plan: FormPlan, values: Mapping[str, JsonValue], within: Within) -> FormPlan:
    """The same form without what these answers do not make asked; a section that asks nothing goes too."""
    if not plan.is_conditional:
        return plan
    hidden = _hidden(plan, values, within)
    sections = [
        section
        if hidden.isdisjoint(keys)
        else replace(section, questions=tuple(one for one in section.questions if one.key not in hidden))
        for section, keys in plan.bare
    ]
    # A part of what is well made is well made: it is not proved again.
    part = object.__new__(FormPlan)
    object.__setattr__(part, "sections", tuple(section for section in sections if section.questions))
    return part


def _hidden(plan: FormPlan, values: Mapping[str, JsonValue], within: Within) -> set[str]:
    known = {key: values.get(key) for key in plan.decisive}
    hidden: set[str] = set()
    for key, above, own in plan.conditional:
        if not (holds(above, known, within) and holds(own, known, within)):
            hidden.add(key)
            known[key] = None
    return hidden


_FORM = TypeAdapter(FormPlan)


def parse_form_plan(json: JsonValue) -> FormPlan:
    """The form described by plain JSON; a ValueError says where the description is wrong."""
    return _FORM.validate_python(json)


def dump_form_plan(plan: FormPlan) -> dict[str, JsonValue]:
    """The same form as plain JSON, without what is left to its default."""
    dumped: dict[str, JsonValue] = _FORM.dump_python(plan, mode="json", exclude_defaults=True)
    return dumped
