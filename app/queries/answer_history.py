"""Reads of how answers changed, for those who file the dossier together; nobody else ever sees them."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.answers import asks
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import COUNTED_KINDS, Question
from app.models import Answer, AnswerChange, Person

LISTED = 30


class ChangeRow(NamedTuple):
    """One change of an answer: by whom, when, from what to what."""

    id: UUID
    question_key: str
    person_id: UUID
    name: str
    before: JsonValue
    after: JsonValue
    started_at: datetime
    ended_at: datetime


class Place(NamedTuple):
    """A question, and the section that asks it."""

    section: Section
    question: Question


def changes_of(db: Session, dossier_id: UUID, key: str | None = None, *, page: int = 1) -> list[ChangeRow]:
    """The changes of a dossier, or of one of its questions, the last ones first; one more than a page shows."""
    query = (
        select(
            col(AnswerChange.id),
            col(AnswerChange.question_key),
            col(AnswerChange.person_id),
            col(Person.name),
            col(AnswerChange.before),
            col(AnswerChange.after),
            col(AnswerChange.started_at),
            col(AnswerChange.ended_at),
        )
        .join(Person, col(Person.id) == col(AnswerChange.person_id))
        .where(col(AnswerChange.dossier_id) == dossier_id)
        .order_by(col(AnswerChange.ended_at).desc(), col(AnswerChange.started_at).desc(), col(AnswerChange.id).desc())
        .offset(LISTED * (page - 1))
        .limit(LISTED + 1)
    )
    if key is not None:
        query = query.where(col(AnswerChange.question_key) == key)
    return [ChangeRow(*row) for row in db.execute(query)]


def change_in(db: Session, dossier_id: UUID, key: str, change_id: UUID) -> AnswerChange | None:
    """One change of this question of this dossier."""
    found = db.get(AnswerChange, change_id)
    return found if found is not None and (found.dossier_id, found.question_key) == (dossier_id, key) else None


def changed_keys(db: Session, dossier_id: UUID) -> frozenset[str]:
    """The questions whose answers changed since the dossier was begun."""
    query = select(col(AnswerChange.question_key)).where(col(AnswerChange.dossier_id) == dossier_id).distinct()
    return frozenset(db.execute(query).scalars())


def answer_now(db: Session, dossier_id: UUID, key: str) -> JsonValue:
    """What is stored of a question now."""
    query = select(col(Answer.value)).where(col(Answer.dossier_id) == dossier_id, col(Answer.question_key) == key)
    value: JsonValue = db.execute(query).scalar_one_or_none()
    return value


def place_of(plan: FormPlan, key: str) -> Place | None:
    """Where a question is asked, if its answer is one that a section keeps."""
    place = asked_at(plan, key)
    return place if place is not None and place.question.kind not in COUNTED_KINDS else None


def asked_at(plan: FormPlan, key: str) -> Place | None:
    """Where something that can be answered is asked."""
    for section in plan.sections:
        for question in section.questions:
            if question.key == key and asks(question):
                return Place(section, question)
    return None
