"""Reads of what was filed last, for everybody but those who are changing it."""

from typing import Any, cast
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.form_plans import FormPlan
from app.domain.questions import QuestionKind
from app.models import Dossier, StoredFile
from app.queries.dossiers import Content, FileRow, MemberRow, last_revision

_UNKNOWN: dict[str, Any] = {"contact_email": "", "confirmed_at": None, "version": 0}


def filed_content(db: Session, dossier: Dossier, plan: FormPlan) -> Content:
    """What the dossier said when it was filed last; empty for one that never was."""
    revision = last_revision(db, dossier.id)
    content = cast("dict[str, Any]", revision.content if revision else {})
    values: dict[str, JsonValue] = dict(content.get("answers", {}))
    members = _members(content, dossier.id)
    files = _files(db, dossier.id, content.get("files", []))
    for question in plan.questions:
        if question.kind == QuestionKind.MEMBERS:
            values[question.key] = [str(member.id) for member in members]
        elif question.kind == QuestionKind.FILES:
            values[question.key] = [str(file.id) for file in files if file.question_key == question.key]
    return Content(values, members, files)


def filed_members(db: Session, dossier_id: UUID) -> list[MemberRow]:
    """The members of a dossier when it was filed last."""
    revision = last_revision(db, dossier_id)
    return _members(cast("dict[str, Any]", revision.content), dossier_id) if revision else []


def members_in(value: object, dossier_id: UUID) -> list[MemberRow]:
    """Members as they were frozen, or kept aside."""
    return [_member(row, dossier_id) for row in value] if isinstance(value, list) else []


def _members(content: dict[str, Any], dossier_id: UUID) -> list[MemberRow]:
    return members_in(content.get("members"), dossier_id)


def _member(row: dict[str, Any], dossier_id: UUID) -> MemberRow:
    known = {**_UNKNOWN, **{name: row[name] for name in MemberRow._fields if name in row}}
    return MemberRow(**{**known, "id": UUID(row["id"]) if "id" in row else dossier_id})


def _files(db: Session, dossier_id: UUID, filed: list[dict[str, Any]]) -> list[FileRow]:
    """The files that were filed, whether or not they were taken out since: their bytes are kept."""
    query = select(*(getattr(StoredFile, name) for name in FileRow._fields))
    rows = [FileRow(*row) for row in db.execute(query.where(col(StoredFile.dossier_id) == dossier_id))]
    by_id = {str(row.id): row for row in rows}
    by_digest = {(row.question_key, row.digest): row for row in rows}
    found = (by_id.get(one.get("id", "")) or by_digest.get((one["question_key"], one["digest"])) for one in filed)
    return [row for row in found if row is not None]
