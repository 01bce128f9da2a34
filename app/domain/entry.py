"""The hearth: what is asked before a dossier is started, and which answers rule one out, with a kind explanation."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ConfigDict, JsonValue, TypeAdapter

from app.domain.conditions import Condition, Within, holds
from app.domain.form_plans import FormPlan, Section, narrowed
from app.domain.keys import Key, demand, demand_unique
from app.domain.questions import COUNTED_KINDS, Question, QuestionKind
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
