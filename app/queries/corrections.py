"""Reads of the corrections asked of a dossier: which questions are open, what was taken up, what is awaited."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlmodel import Session, col

from app.domain.form_plans import FormPlan, Section
from app.domain.questions import QuestionKind
from app.domain.roles import Actor
from app.models import Correction, Dossier, Person
from app.queries.as_filed import filed_content
from app.queries.asked import asked
from app.queries.dossiers import Content, content_of
from app.queries.forms import plan_of
from app.queries.visibility import organised_by

NOTHING: frozenset[str] = frozenset()


class CorrectionRow(NamedTuple):
    """A correction as it was asked; `questions` are keys with what to look at."""

    id: UUID
    number: int
    asked_by: str
    asked_at: datetime
    reason: str
    questions: tuple[tuple[str, str], ...]
    due_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it is still awaited, in time or not."""
        return self.answered_at is None and self.ended_at is None


class Awaited(NamedTuple):
    """Corrections that organisers wait for, and how many of them are overdue."""

    all: int
    overdue: int


def is_open() -> ColumnElement[bool]:
    """The correction of the row is neither answered nor ended."""
    return and_(col(Correction.answered_at).is_(None), col(Correction.ended_at).is_(None))


def open_one(db: Session, dossier_id: UUID) -> Correction | None:
    """The correction that is awaited of a dossier."""
    query = select(Correction).where(col(Correction.dossier_id) == dossier_id, is_open())
    return db.execute(query.order_by(col(Correction.number).desc()).limit(1)).scalar_one_or_none()


def corrections_of(db: Session, dossier_id: UUID) -> list[CorrectionRow]:
    """Everything that was asked of a dossier, the last first; whoever asks has shown that they may read it."""
    query = (
        select(Correction, col(Person.name))
        .join(Person, col(Person.id) == col(Correction.asked_by))
        .where(col(Correction.dossier_id) == dossier_id)
        .order_by(col(Correction.number).desc())
    )
    return [_row(one, name) for one, name in db.execute(query)]


def _row(one: Correction, name: str) -> CorrectionRow:
    questions = tuple((line["key"], line.get("note", "")) for line in one.questions)
    return CorrectionRow(
        one.id, one.number, name, one.asked_at, one.reason, questions, one.due_at, one.answered_at, one.ended_at
    )


def shut_keys(db: Session, dossier: Dossier) -> frozenset[str]:
    """The questions of a dossier to correct that stay as they were filed.

    Open are those of the correction, and those that were not asked when it was filed: a corrected answer may ask them.
    """
    if dossier.state != "to_correct":
        return NOTHING
    plan = plan_of(db, dossier.form_version_id)
    before = asked(plan, filed_content(db, dossier, plan).values)
    one = open_one(db, dossier.id)
    return before - ({line["key"] for line in one.questions} if one else set())


def without(plan: FormPlan, shut: frozenset[str]) -> FormPlan:
    """The same form without the questions that are shut; a section where nothing is open goes too."""
    if not shut:
        return plan
    sections = (within(section, shut) for section in plan.sections)
    return FormPlan(tuple(section for section in sections if section.questions))


def within(section: Section, shut: frozenset[str]) -> Section:
    """The same section without the questions that are shut."""
    if not shut:
        return section
    return replace(section, questions=tuple(question for question in section.questions if question.key not in shut))


def taken_up(db: Session, dossier: Dossier, keys: Iterable[str]) -> frozenset[str]:
    """Those of these questions that are no longer answered as they were when the dossier was filed."""
    plan = plan_of(db, dossier.form_version_id)
    now, was = content_of(db, dossier, plan), filed_content(db, dossier, plan)
    kinds = {question.key: question.kind for question in plan.questions}
    return frozenset(key for key in keys if _said(now, key, kinds.get(key)) != _said(was, key, kinds.get(key)))


def _said(content: Content, key: str, kind: QuestionKind | None) -> object:
    """An answer, to be compared: of members, what is filed of them."""
    if kind == QuestionKind.MEMBERS:
        return [one._replace(contact_email="", confirmed_at=None, version=0) for one in content.members]
    return content.values.get(key)


def awaited(db: Session, actor: Actor, call_id: UUID, now: datetime) -> Awaited:
    """The corrections awaited in a call, among the dossiers this organiser may know of."""
    query = (
        select(func.count(), func.count().filter(col(Correction.due_at) <= now))
        .select_from(Correction)
        .join(Dossier, col(Dossier.id) == col(Correction.dossier_id))
        .where(is_open(), col(Dossier.call_id) == call_id, organised_by(actor))
    )
    row = db.execute(query).one()
    return Awaited(int(row[0]), int(row[1]))
