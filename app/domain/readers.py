"""The hearth: who reads which questions; what somebody may not read is not in the form they are given."""

from dataclasses import replace

from app.domain.form_plans import FormPlan
from app.domain.permissions import Facts
from app.domain.questions import Question, QuestionKind, Reader


def reader_of(facts: Facts) -> Reader | None:
    """As whom this person reads the dossier; those who file it and its organisers read everything (None)."""
    inside = facts.is_inside or (facts.is_organiser and not facts.in_conflict)
    return None if inside else Reader.REVIEWERS


def may_read(question: Question, reader: Reader | None, *, blind: bool = False) -> bool:
    """Whether these readers see the question; `blind` also takes away what tells whose dossier it is."""
    return reader is None or (reader in question.readers and not (blind and question.identifies))


def hidden_columns(plan: FormPlan, reader: Reader | None, *, blind: bool = False) -> frozenset[str]:
    """What a list repeats of answers that these readers may not see: `bearer`, `place`, `members`, `themes`.

    The title of a dossier names it for whoever reads it, and is never hidden.
    """
    hidden = [question for question in plan.questions if not may_read(question, reader, blind=blind)]
    found = {_COLUMNS[question.key] for question in hidden if question.key in _COLUMNS}
    return frozenset(found | {_KINDS[question.kind] for question in hidden if question.kind in _KINDS})


_COLUMNS = {"bearer_name": "bearer", "themes": "themes"}
_KINDS = {QuestionKind.MEMBERS: "members", QuestionKind.TERRITORY: "place"}


def readable(plan: FormPlan, reader: Reader | None, *, blind: bool = False) -> FormPlan:
    """The same form without what these readers may not see; narrow it first, for conditions look at every answer."""
    if all(may_read(question, reader, blind=blind) for question in plan.questions):
        return plan
    kept = (
        replace(section, questions=tuple(one for one in section.questions if may_read(one, reader, blind=blind)))
        for section in plan.sections
    )
    return FormPlan(tuple(section for section in kept if section.questions))
