"""Reads about dossiers; every one begins at what the actor may see."""

import json
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import Executable, Select, Uuid, bindparam, func, select, type_coerce
from sqlalchemy.types import NullType
from sqlmodel import Session, col

from app.domain.form_plans import FormPlan, Section
from app.domain.questions import Question, QuestionKind
from app.domain.roles import Actor
from app.models import Answer, Decision, Dossier, DossierSection, Member, Person, Revision, StoredFile
from app.queries.asking import anyone, ask, ids_of
from app.queries.visibility import listed_to, visible_to


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
    asked_at: datetime | None = None
    declined_at: datetime | None = None
    decline_reason: str = ""
    representative: str = ""
    address: str = ""
    legal_form: str = ""
    directory: str = ""
    directory_at: datetime | None = None


class FileRow(NamedTuple):
    """A file of a dossier, as it is shown."""

    id: UUID
    question_key: str
    name: str
    media_type: str
    size: int
    digest: str
    created_at: datetime
    member_id: UUID | None = None
    scan: str = ""
    disarmed: bool = False


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


_DOSSIER = bindparam("dossier", type_=Uuid())
# Values as the driver gives them: SQLAlchemy would read each text alone.
_ANSWERS = select(col(Answer.question_key), type_coerce(col(Answer.value), NullType())).where(
    col(Answer.dossier_id) == _DOSSIER
)
_SOME_ANSWERS = _ANSWERS.where(col(Answer.question_key).in_(bindparam("keys", expanding=True)))
_MEMBERS = (
    select(*(getattr(Member, name) for name in MemberRow._fields))
    .where(col(Member.dossier_id) == _DOSSIER)
    .order_by(col(Member.position), col(Member.id))
)
_FILES = (
    select(*(getattr(StoredFile, name) for name in FileRow._fields))
    # Copies made for reviewers answer no question.
    .where(
        col(StoredFile.dossier_id) == _DOSSIER, col(StoredFile.removed_at).is_(None), col(StoredFile.question_key) != ""
    )
    .order_by(col(StoredFile.id))
)
_SECTIONS = (
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
    .where(col(DossierSection.dossier_id) == _DOSSIER)
)
_REVISIONS = select(func.max(Revision.number)).where(col(Revision.dossier_id) == _DOSSIER)


def visible(db: Session, actor: Actor, dossier_id: UUID, *, to_change: bool = False) -> Dossier | None:
    """The dossier, if this person may read it; its row is locked when it is about to change."""
    query = _visible(anyone(actor), to_change=to_change)
    return db.execute(query, {"dossier": dossier_id, **ids_of(actor)}).scalar_one_or_none()


@lru_cache
def _visible(somebody: Actor, *, to_change: bool) -> Select[Any]:
    query = select(Dossier).where(col(Dossier.id) == _DOSSIER, visible_to(somebody))
    return query.with_for_update(key_share=True) if to_change else query


def known(db: Session, actor: Actor, dossier_id: UUID, *, to_change: bool = False) -> Dossier | None:
    """The dossier, if this person may know that it exists; its row is locked when it is about to change."""
    query = select(Dossier).where(col(Dossier.id) == dossier_id, listed_to(actor))
    locked = query.with_for_update(key_share=True) if to_change else query
    found: Dossier | None = db.execute(locked).scalar_one_or_none()
    return found


def outcome_of(db: Session, dossier_id: UUID) -> str | None:
    """What was decided of a dossier; the caller has asked can("see_decision")."""
    query = select(col(Decision.outcome)).where(col(Decision.dossier_id) == dossier_id)
    outcome: str | None = db.execute(query).scalar_one_or_none()
    return outcome


def content_of(db: Session, dossier: Dossier, plan: FormPlan) -> Content:
    """Everything a dossier says now, in three queries; whoever asks has shown that they may read it."""
    values = _answers(db, _ANSWERS, dossier=dossier.id)
    return _with_counted(values, plan.counted, members_of(db, dossier.id), files_of(db, dossier.id))


def content_around(db: Session, dossier: Dossier, plan: FormPlan, section: Section) -> Content:
    """What a dossier says in one section, and wherever the answer decides what else is asked.

    Members are read if the form asks for them, files if they are among these answers.
    """
    keys = plan.decisive.union(question.key for question in section.questions)
    values = _answers(db, _SOME_ANSWERS, dossier=dossier.id, keys=list(keys))
    counted = [question for question in plan.counted if question.key in keys]
    members = members_of(db, dossier.id) if any(_is_members(question) for question in plan.counted) else []
    files = files_of(db, dossier.id) if not all(_is_members(question) for question in counted) else []
    return _with_counted(values, counted, members, files)


def _is_sqlite(db: Session) -> bool:
    return db.get_bind().dialect.name == "sqlite"


def _is_members(question: Question) -> bool:
    return question.kind == QuestionKind.MEMBERS


def _answers(db: Session, query: Executable, **values: object) -> dict[str, JsonValue]:
    """Values by question key. SQLite gives them as text, but for numbers; all are read at one stroke."""
    found: dict[str, Any] = {row[0]: row[1] for row in ask(db, query, **values).all()}
    if not _is_sqlite(db):
        return found
    texts = iter(json.loads(f"[{','.join([value for value in found.values() if isinstance(value, str)])}]"))
    return {key: next(texts) if isinstance(value, str) else value for key, value in found.items()}


def _with_counted(
    values: dict[str, JsonValue], counted: Iterable[Question], members: list[MemberRow], files: list[FileRow]
) -> Content:
    """The same with what is answered on pages of its own."""
    ids: dict[str, JsonValue] = {
        question.key: [str(member.id) for member in members]
        if _is_members(question)
        else [str(file.id) for file in files if file.question_key == question.key]
        for question in counted
    }
    return Content({**values, **ids}, members, files)


def members_of(db: Session, dossier_id: UUID) -> list[MemberRow]:
    """The members of a dossier, the bearer first."""
    return [MemberRow(*row) for row in ask(db, _MEMBERS, dossier=dossier_id).all()]


def files_of(db: Session, dossier_id: UUID) -> list[FileRow]:
    """The files of a dossier, in the order they came."""
    return [FileRow(*row) for row in ask(db, _FILES, dossier=dossier_id).all()]


def sections_of(db: Session, dossier_id: UUID) -> dict[str, SectionRow]:
    """Where each section stands, by key."""
    rows = ask(db, _SECTIONS, dossier=dossier_id).all()
    return {row[0]: SectionRow(row[1], row[2], row[3], row[4], row[5], row[6] or "") for row in rows}


def revisions(db: Session, dossier_id: UUID) -> int:
    """How many times a dossier was filed."""
    return ask(db, _REVISIONS, dossier=dossier_id).scalar_one() or 0


def revision_of(db: Session, code: str) -> Revision | None:
    """The filing that this code proves."""
    return db.execute(select(Revision).where(col(Revision.receipt_code) == code)).scalar_one_or_none()


def last_revision(db: Session, dossier_id: UUID) -> Revision | None:
    """What was filed last."""
    query = select(Revision).where(col(Revision.dossier_id) == dossier_id).order_by(col(Revision.number).desc())
    return db.execute(query.limit(1)).scalar_one_or_none()
