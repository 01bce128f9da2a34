"""The hearth: what is asked before a dossier is started, which answers rule one out, and which track they point to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import ConfigDict, JsonValue, TypeAdapter

from app.domain.answers import blocking, check_answers, is_answered
from app.domain.conditions import Condition, Op, Test, Within, holds, tests_of
from app.domain.form_plans import FormPlan, Section, narrowed
from app.domain.keys import Key, demand, demand_unique
from app.domain.questions import CHOICE_KINDS, COUNTED_KINDS, Question, QuestionKind
from app.domain.texts import Texts

# Answered before there is a dossier to keep files, members or a budget in.
NOT_AT_THE_ENTRY = COUNTED_KINDS | {QuestionKind.BUDGET, QuestionKind.CONSENT}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Answers that rule a dossier out, and why: what people read then."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    key: Key
    when: Condition
    explanation: Texts


@dataclass(frozen=True, slots=True)
class Entry:
    """The few questions before a dossier, and the refusals that their answers may meet. Raises Cycle like a form."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    questions: tuple[Question, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    def __post_init__(self) -> None:
        for question in self.questions:
            demand(question.kind not in NOT_AT_THE_ENTRY, f"{question.key}: not asked before a dossier")
        demand_unique((refusal.key for refusal in self.refusals), "refusal")
        entry_plan(self)
        demand_known([*(one.when for one in self.questions), *(one.when for one in self.refusals)], self)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What answers lead to: the refusals met, the keys of the tracks that suit, those of questions left to answer."""

    refusals: tuple[Refusal, ...] = ()
    suits: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()

    @property
    def opens(self) -> bool:
        """Whether a dossier may be started: any track then, even one that does not suit."""
        return not (self.refusals or self.unanswered)


def verdict(
    entry: Entry, tracks: Mapping[str, Condition | None], values: Mapping[str, JsonValue], within: Within
) -> Verdict:
    """What these stored values lead to; `tracks` gives for each key the condition under which it is the one to take."""
    asked = narrowed(entry_plan(entry), values, within).questions
    counted = {question.key: values.get(question.key) for question in asked}
    wrong = {problem.question_key for problem in blocking(check_answers(asked, counted, final=True))}
    return Verdict(
        refusals=refusals_met(entry, values, within),
        suits=tuple(key for key, suits in tracks.items() if suits is not None and holds(suits, counted, within)),
        unanswered=tuple(question.key for question in asked if question.key in wrong),
    )


def reasons(condition: Condition | None, values: Mapping[str, JsonValue], within: Within) -> tuple[Test, ...]:
    """The tests of a condition that these values pass: why it holds."""
    return tuple(test for test in tests_of(condition) if holds(test, values, within))


def carried(entry: Entry, plan: FormPlan, values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The answers that the form of a track asks for too: same key, same kind, and right there."""
    known = {question.key: question for question in entry.questions}
    return {
        question.key: values[question.key]
        for question in plan.questions
        if question.key in known
        and known[question.key].kind is question.kind
        and is_answered(question, values.get(question.key))
        and not blocking(check_answers([question], values, final=False))
    }


def demand_known(conditions: Iterable[Condition | None], entry: Entry) -> None:
    """Raise ValueError when a condition waits for an answer that nobody can give before a dossier."""
    known = {question.key: question for question in entry.questions}
    for condition in conditions:
        for test in tests_of(condition):
            question = known.get(test.question)
            demand(question is not None, f"not asked before a dossier: {test.question}")
            if question is not None and question.kind in CHOICE_KINDS and test.op is not Op.ANSWERED:
                options = {option.key for option in question.options}
                demand(test.value in options, f"{test.question}: {test.value} can't be chosen")


def entry_plan(entry: Entry) -> FormPlan:
    """The questions of the entry as a form of one section, read and checked like any other."""
    return FormPlan((Section("entry", Texts(), 0, entry.questions),))


def refusals_met(entry: Entry, values: Mapping[str, JsonValue], within: Within) -> tuple[Refusal, ...]:
    """Every refusal that these stored values meet; an answer to what is not asked does not count."""
    asked = {question.key for question in narrowed(entry_plan(entry), values, within).questions}
    counted = {key: value for key, value in values.items() if key in asked}
    return tuple(refusal for refusal in entry.refusals if holds(refusal.when, counted, within))


_ENTRY = TypeAdapter(Entry)
_SUITS: TypeAdapter[Condition | None] = TypeAdapter(Condition | None)


def parse_entry(json: JsonValue) -> Entry:
    """The entry described by plain JSON; a ValueError says where the description is wrong."""
    return _ENTRY.validate_python(json)


def dump_entry(entry: Entry) -> dict[str, JsonValue]:
    """The same entry as plain JSON, without what is left to its default."""
    dumped: dict[str, JsonValue] = _ENTRY.dump_python(entry, mode="json", exclude_defaults=True)
    return dumped


def parse_suits(json: JsonValue) -> Condition | None:
    """The condition under which a track is the one to take; None when nothing decides."""
    return _SUITS.validate_python(json)


def dump_suits(suits: Condition | None) -> dict[str, JsonValue] | None:
    """The same condition as plain JSON."""
    dumped: dict[str, JsonValue] | None = _SUITS.dump_python(suits, mode="json", exclude_defaults=True)
    return dumped
