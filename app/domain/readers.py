"""The hearth: who reads which questions; what somebody may not read is not in the form they are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from pydantic import JsonValue

from app.domain.form_plans import FormPlan
from app.domain.permissions import Facts
from app.domain.questions import Question, QuestionKind, Reader

NAMING_KINDS = frozenset(
    {
        QuestionKind.EMAIL,
        QuestionKind.PHONE,
        QuestionKind.URL,
        QuestionKind.MEMBERS,
        QuestionKind.ORGANISATION,
        QuestionKind.ADDRESS,
    }
)
"""What is answered to these says who somebody is, whatever the question."""
_COLUMNS = {"bearer_name": "bearer", "themes": "themes", "title": "title"}
_KINDS = {QuestionKind.MEMBERS: "members", QuestionKind.TERRITORY: "place"}


@dataclass(frozen=True, slots=True)
class Blindfold:
    """What stands between reviewers and whose dossier it is.

    `answers`: what is read in the place of an answer, None where it is kept back. `files`: the file that is read in
    the place of another, None where none is.
    """

    answers: Mapping[str, JsonValue] = field(default_factory=dict)
    files: Mapping[UUID, UUID | None] = field(default_factory=dict)


def reader_of(facts: Facts) -> Reader | None:
    """As whom this person reads the dossier; those who file it and its organisers read everything (None)."""
    inside = facts.is_inside or (facts.is_organiser and not facts.in_conflict)
    return None if inside else Reader.REVIEWERS


def names_somebody(question: Question) -> bool:
    """Whether the answer tells whose dossier it is: its author said so, or its kind says it alone."""
    inside = question.repeat.questions if question.repeat else ()
    named = question.identifies or question.kind in NAMING_KINDS or question.key == "bearer_name"
    return named or any(names_somebody(one) for one in inside)


def may_read(question: Question, reader: Reader | None, *, blind: Blindfold | None = None) -> bool:
    """Whether these readers see the question; behind a blindfold, what tells whose dossier it is goes too, but for
    what was rewritten."""
    if reader is None or blind is None:
        return reader is None or reader in question.readers
    if question.key in blind.answers:
        return reader in question.readers and blind.answers[question.key] is not None
    return reader in question.readers and not names_somebody(question)


def hidden_columns(plan: FormPlan, reader: Reader | None, *, blind: Blindfold | None = None) -> frozenset[str]:
    """What a list repeats of answers that these readers may not see: `bearer`, `place`, `members`, `themes`, `title`.

    The title of a dossier names it for whoever reads it, and is hidden by a blindfold alone.
    """
    hidden = [question for question in plan.questions if not may_read(question, reader, blind=blind)]
    found = {_COLUMNS[question.key] for question in hidden if question.key in _COLUMNS}
    found |= {_KINDS[question.kind] for question in hidden if question.kind in _KINDS}
    if reader is None or blind is None:
        return frozenset(found - {"title"})
    places = [one for one in plan.questions if one.kind == QuestionKind.TERRITORY and one not in hidden]
    # Where no territory is asked, the place of a dossier is the seat of whoever files it.
    return frozenset(found | {"bearer"} | (set() if places else {"place"}))


def readable(plan: FormPlan, reader: Reader | None, *, blind: Blindfold | None = None) -> FormPlan:
    """The same form without what these readers may not see; narrow it first, for conditions look at every answer."""
    if all(may_read(question, reader, blind=blind) for question in plan.questions):
        return plan
    kept = (
        replace(section, questions=tuple(one for one in section.questions if may_read(one, reader, blind=blind)))
        for section in plan.sections
    )
    return FormPlan(tuple(section for section in kept if section.questions))
