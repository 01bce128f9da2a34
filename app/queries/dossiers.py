"""Reads about dossiers; every one begins at what the actor may see."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.questions import FormPlan, QuestionKind
from app.domain.roles import Actor
from app.models import Answer, Dossier, DossierSection, Member, Person, Revision, StoredFile
from app.queries.visibility import visible_to


class MemberRow(NamedTuple):
    """A member of a grouping, as it is shown."""

    id: UUID
    name: str
    family: str
    identifier: str
    role: str
    jobs: float | None
    commune: str
    insee: str
    departement: str
    contact_email: str
    has_letter: bool
    is_bearer: bool
    confirmed_at: datetime | None
    version: int


class FileRow(NamedTuple):
    """A file of a dossier, as it is shown."""

    id: UUID
    question_key: str
    name: str
    media_type: str
    size: int
    digest: str
    created_at: datetime


class SectionRow(NamedTuple):
    """Where one section of a dossier stands; `version` is what a form must carry back."""

    version: int = 0
    missing: int = 0
    problems: int = 0
    answered: int = 0
    updated_at: datetime | None = None
    updated_by: str = ""


class Content(NamedTuple):
    """What a dossier says: values by question key (members and files as lists of their ids), members, files."""

    values: dict[str, JsonValue]
    members: list[MemberRow]
    files: list[FileRow]


def visible(db: Session, actor: Actor, dossier_id: UUID, *, to_change: bool = False) -> Dossier | None:
    """The dossier, if this person may read it; its row is locked when it is about to change."""
    query = select(Dossier).where(col(Dossier.id) == dossier_id, visible_to(actor))
    return db.execute(query.with_for_update(key_share=True) if to_change else query).scalar_one_or_none()


def content_of(db: Session, dossier: Dossier, plan: FormPlan) -> Content:
    """Everything a dossier says now, in three queries; whoever asks has shown that they may read it."""
    kept = select(col(Answer.question_key), col(Answer.value)).where(col(Answer.dossier_id) == dossier.id)
    values: dict[str, JsonValue] = {key: value for key, value in db.execute(kept)}  # noqa: C416
    members, files = members_of(db, dossier.id), files_of(db, dossier.id)
    for question in plan.questions:
        if question.kind == QuestionKind.MEMBERS:
            values[question.key] = [str(member.id) for member in members]
        elif question.kind == QuestionKind.FILES:
            values[question.key] = [str(file.id) for file in files if file.question_key == question.key]
    return Content(values, members, files)


def members_of(db: Session, dossier_id: UUID) -> list[MemberRow]:
    """The members of a dossier, the bearer first."""
    columns = (getattr(Member, name) for name in MemberRow._fields)
    query = select(*columns).where(col(Member.dossier_id) == dossier_id)
    return [MemberRow(*row) for row in db.execute(query.order_by(col(Member.position), col(Member.id)))]


def files_of(db: Session, dossier_id: UUID) -> list[FileRow]:
    """The files of a dossier, in the order they came."""
    columns = (getattr(StoredFile, name) for name in FileRow._fields)
    query = select(*columns).where(col(StoredFile.dossier_id) == dossier_id, col(StoredFile.removed_at).is_(None))
    return [FileRow(*row) for row in db.execute(query.order_by(col(StoredFile.id)))]


def sections_of(db: Session, dossier_id: UUID) -> dict[str, SectionRow]:
    """Where each section stands, by key."""
    query = (
        select(
            col(DossierSection.section_key),
            col(DossierSection.version),
            col(DossierSection.missing),
            col(DossierSection.problems),
            col(DossierSection.answered),
            col(DossierSection.updated_at),
            col(Person.name),
        )
        .join(Person, col(Person.id) == col(DossierSection.updated_by), isouter=True)
        .where(col(DossierSection.dossier_id) == dossier_id)
    )
    return {row[0]: SectionRow(row[1], row[2], row[3], row[4], row[5], row[6] or "") for row in db.execute(query)}


def last_revision(db: Session, dossier_id: UUID) -> Revision | None:
    """What was filed last."""
    query = select(Revision).where(col(Revision.dossier_id) == dossier_id).order_by(col(Revision.number).desc())
    return db.execute(query.limit(1)).scalar_one_or_none()
