"""What is wrong in a form that is being written, and what would make it better, said beside its question."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from app.domain.form_plans import FormPlan, Section
from app.domain.texts import text_in
from app.web.i18n import N_, translations


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
    say = translations(language).gettext
    for section in plan.sections:
        title = text_in(section.title, language) or section.key
        if not section.questions:
            empty = say(N_("Cette rubrique ne demande rien : ajoutez une question, ou retirez-la."))
            yield Fault(section.key, "", title, empty)
        if not section.title.get("en"):
            yield Fault(section.key, "", title, say(N_("Le titre manque en anglais.")), advice=True)
        for question in section.questions:
            if not question.label.get("en"):
                name = text_in(question.label, language) or question.key
                yield Fault(section.key, question.key, name, say(N_("La question manque en anglais.")), advice=True)
