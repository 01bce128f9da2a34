"""Reads of what was filed last, for everybody but those who are changing it."""

from typing import Any, cast
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.form_plans import FormPlan
from app.domain.questions import QuestionKind
from app.models import Dossier, Member, StoredFile
from app.queries.dossiers import Content, FileRow, MemberRow, last_revision

_UNKNOWN: dict[str, Any] = {"contact_email": "", "confirmed_at": None, "version": 0}
_SAID_SINCE = ("confirmed_at", "declined_at", "directory", "directory_at")
"""What becomes of a member without anybody changing the dossier."""


def filed_content(db: Session, dossier: Dossier, plan: FormPlan) -> Content:
    """What the dossier said when it was filed last; empty for one that never was."""
    revision = last_revision(db, dossier.id)
    content = cast("dict[str, Any]", revision.content if revision else {})
    values: dict[str, JsonValue] = dict(content.get("answers", {}))
    members = _members(db, content, dossier.id)
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
    return _members(db, cast("dict[str, Any]", revision.content), dossier_id) if revision else []


def members_in(value: object, dossier_id: UUID, since: dict[str, dict[str, Any]] | None = None) -> list[MemberRow]:
    """Members as they were frozen, or kept aside; `since` is what was said of each after that."""
    known = since or {}
    rows = value if isinstance(value, list) else []
    return [_member(row, dossier_id, known.get(row.get("id", ""), {})) for row in rows]


def _members(db: Session, content: dict[str, Any], dossier_id: UUID) -> list[MemberRow]:
    columns = [getattr(Member, name) for name in ("id", *_SAID_SINCE)]
    rows = db.execute(select(*columns).where(col(Member.dossier_id) == dossier_id))
    since = {str(row[0]): dict(zip(_SAID_SINCE, row[1:], strict=True)) for row in rows}
    return members_in(content.get("members"), dossier_id, since)


def _member(row: dict[str, Any], dossier_id: UUID, since: dict[str, Any]) -> MemberRow:
    known = {**_UNKNOWN, **{name: row[name] for name in MemberRow._fields if name in row}, **since}
    return MemberRow(**{**known, "id": UUID(row["id"]) if "id" in row else dossier_id})


def _files(db: Session, dossier_id: UUID, filed: list[dict[str, Any]]) -> list[FileRow]:
    """The files that were filed, whether or not they were taken out since: their bytes are kept."""
    query = select(*(getattr(StoredFile, name) for name in FileRow._fields))
    rows = [FileRow(*row) for row in db.execute(query.where(col(StoredFile.dossier_id) == dossier_id))]
    by_id = {str(row.id): row for row in rows}
    by_digest = {(row.question_key, row.digest): row for row in rows}
    found = (by_id.get(one.get("id", "")) or by_digest.get((one["question_key"], one["digest"])) for one in filed)
    return [row for row in found if row is not None]
