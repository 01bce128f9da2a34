"""What is wrong in a form that is being written, and what would make it better, said beside its question."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from app.domain import form_problems
from app.domain.form_plans import FormPlan, Section
from app.web.messages_form_problems import fault_place, fault_text


class Fault(NamedTuple):
    """One thing to put right (or, as advice, to consider): where it is, and what to do."""

    section: str
    question: str
    name: str
    text: str
    advice: bool = False


@dataclass(frozen=True, slots=True)
class Faults:
    """All of them."""

    rows: tuple[Fault, ...]

    @property
    def blocking(self) -> int:
        """How many must be put right."""
        return sum(not fault.advice for fault in self.rows)

    @property
    def advice(self) -> int:
        """How many are advice."""
        return sum(fault.advice for fault in self.rows)

    def of_question(self, key: str) -> tuple[str, ...]:
        """What is wrong with a question."""
        return tuple(fault.text for fault in self.rows if fault.question == key and not fault.advice)

    def of_section(self, section: Section) -> tuple[str, ...]:
        """What is wrong in a section, its questions included."""
        return tuple(fault.text for fault in self.rows if fault.section == section.key and not fault.advice)


def faults_of(plan: FormPlan, language: str) -> Faults:
    """Everything wrong with a form, in its order."""
    return Faults(tuple(_faults(plan, language)))


def _faults(plan: FormPlan, language: str) -> Iterator[Fault]:
    for found in form_problems.faults_of(plan):
        # An empty form says what to do by itself.
        if found.section:
            name, text = fault_place(found, plan, language), fault_text(found, plan, language)
            yield Fault(found.section, found.question, name, text, found.advice)
