"""The hearth: what may come into a new dossier from elsewhere, question by question."""

from collections.abc import Iterable, Mapping

from pydantic import JsonValue

from app.domain.carrying import carry, holds_answers
from app.domain.form_plans import FormPlan
from app.domain.questions import Question, QuestionKind

Known = Mapping[str, tuple[Question | None, JsonValue]]
"""Answers by the key of their question, with the question as it was asked (None when nobody knows)."""


def offered(plan: FormPlan, known: Known) -> dict[str, JsonValue]:
    """What of these answers a form may take, by key; agreements are asked for again, files are joined again."""
    found: dict[str, JsonValue] = {}
    for question in plan.questions:
        if question.key not in known or not takes_from_elsewhere(question):
            continue
        old, value = known[question.key]
        carried = carry(old, question, value).value
        if carried not in (None, "", [], {}):
            found[question.key] = carried
    return found


def takes_from_elsewhere(question: Question) -> bool:
    """Whether an answer to it may be brought: its answer is a value of its own, and nobody consents for another."""
    return holds_answers(question) and question.kind != QuestionKind.CONSENT


def known_of(questions: Iterable[Question], values: Mapping[str, JsonValue]) -> Known:
    """The answers of a form that is known."""
    return {one.key: (one, values[one.key]) for one in questions if one.key in values}
