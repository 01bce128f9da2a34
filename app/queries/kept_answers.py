"""Reads of the answers that a dossier's form no longer shows: of questions that are gone, or answered otherwise."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, cast
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.carrying import holds_answers
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import Question, QuestionKind
from app.models import Answer, Dossier, Form, FormVersion, KeptAnswer
from app.queries.dossiers import Content, FileRow
from app.queries.forms import plan_of


class Origin(NamedTuple):
    """A question as it was last asked, and the version that asked it."""

    version: UUID
    question: Question


class Retired(NamedTuple):
    """An answer that is no longer asked for as it was given: its question, its value, its files."""

    question: Question
    value: JsonValue
    files: list[FileRow]


def origins(db: Session, version_id: UUID, keys: Iterable[str]) -> dict[str, Origin]:
    """The last version that kept answers to each of these questions: this one, an earlier one, else another form of
    the call."""
    return _origins(db, version_id, set(keys), holds_answers)


def answers_of(db: Session, dossier_id: UUID, keys: Iterable[str]) -> dict[str, Answer]:
    """The answers stored to these questions, by key, whether or not they are still asked."""
    query = select(Answer).where(col(Answer.dossier_id) == dossier_id, col(Answer.question_key).in_(list(keys)))
    return {row.question_key: row for row in db.execute(query).scalars()}


def kept_of(db: Session, dossier_id: UUID) -> list[KeptAnswer]:
    """The answers kept aside, the latest first."""
    query = select(KeptAnswer).where(col(KeptAnswer.dossier_id) == dossier_id)
    return list(db.execute(query.order_by(col(KeptAnswer.kept_at).desc(), col(KeptAnswer.id).desc())).scalars())


def retired(db: Session, dossier: Dossier, plan: FormPlan, content: Content) -> list[Retired]:
    """Everything of this content, and kept aside, that the dossier's form no longer shows."""
    asked = {question.key for question in plan.questions}
    holders = {question.key for question in plan.questions if _takes_files(question)}
    values = {key: value for key, value in content.values.items() if key not in asked and value is not None}
    files = [file for file in content.files if file.question_key not in holders]
    known = origins(db, dossier.form_version_id, values)
    places = _origins(db, dossier.form_version_id, {file.question_key for file in files}, _takes_files)
    kept = [
        Retired(question, cast("JsonValue", row.value), [])
        for row in kept_of(db, dossier.id)
        if (question := question_of(db, row.form_version_id, row.question_key))
    ]
    return [
        *(Retired(known[key].question, value, []) for key, value in values.items() if key in known),
        *(
            Retired(origin.question, None, [file for file in files if file.question_key == key])
            for key, origin in places.items()
        ),
        *kept,
    ]


def question_of(db: Session, version_id: UUID, key: str) -> Question | None:
    """A question as one version asks it."""
    return next((one for one in plan_of(db, version_id).questions if one.key == key), None)


def section_before(db: Session, version_id: UUID, key: str) -> Section | None:
    """A section that an earlier form asked under this key."""
    plans = (plan_of(db, version) for version in _versions(db, version_id))
    return next((section for plan in plans for section in plan.sections if section.key == key), None)


def _takes_files(question: Question) -> bool:
    return question.kind == QuestionKind.FILES


def _origins(db: Session, version_id: UUID, wanted: set[str], fits: Callable[[Question], bool]) -> dict[str, Origin]:
    found: dict[str, Origin] = {}
    for candidate in _versions(db, version_id) if wanted else ():
        for question in plan_of(db, candidate).questions:
            if question.key in wanted and question.key not in found and fits(question):
                found[question.key] = Origin(candidate, question)
        if found.keys() == wanted:
            break
    return found


def _versions(db: Session, version_id: UUID) -> list[UUID]:
    """This version, the others of its form from the latest, then those of the other forms of the call."""
    here = db.get_one(FormVersion, version_id)
    call = db.get_one(Form, here.form_id).call_id
    query = (
        select(col(FormVersion.id))
        .join(Form, col(Form.id) == col(FormVersion.form_id))
        .where(col(Form.call_id) == call, col(FormVersion.published_at).is_not(None), col(FormVersion.id) != here.id)
        .order_by(col(FormVersion.form_id) != here.form_id, col(FormVersion.number).desc())
    )
    return [here.id, *db.execute(query).scalars()]
