"""Counting again what a dossier lacks, once another form asks."""

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.answers import asks, blocking, check_answers
from app.domain.questions import QuestionKind
from app.models import Answer, Dossier, Member, StoredFile
from app.queries.forms import plan_of


def recount(db: Session, dossier: Dossier) -> None:
    """Bring `missing` and `complete` up to date with the form that the dossier has now."""
    plan = plan_of(db, dossier.form_version_id)
    values = _values(db, dossier)
    for question in plan.questions:
        if question.kind == QuestionKind.MEMBERS:
            query = select(col(Member.id)).where(col(Member.dossier_id) == dossier.id)
            values[question.key] = [str(found) for found in db.execute(query).scalars()]
    wrong = {problem.question_key for problem in blocking(check_answers(plan.questions, values, final=True))}
    needed = {question.key for question in plan.questions if question.required and asks(question)} | wrong
    dossier.missing = len(wrong)
    dossier.complete = 100 * (len(needed) - len(wrong)) // len(needed) if needed else 100


def _values(db: Session, dossier: Dossier) -> dict[str, JsonValue]:
    kept = select(Answer.question_key, Answer.value).where(col(Answer.dossier_id) == dossier.id)
    values: dict[str, JsonValue] = {key: value for key, value in db.execute(kept)}
    files = select(StoredFile.question_key, StoredFile.id).where(
        col(StoredFile.dossier_id) == dossier.id, col(StoredFile.removed_at).is_(None)
    )
    for key, file in db.execute(files):
        values[key] = [*_listed(values.get(key)), str(file)]
    return values


def _listed(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []
