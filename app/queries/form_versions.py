"""Reads of the versions of a form: its history, the one being written, and who a publication concerns."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlmodel import Session, col

from app.domain.carrying import Effect, carry, holds_answers
from app.domain.form_changes import difference, seen_by_applicants
from app.domain.form_plans import FormPlan
from app.domain.questions import Question
from app.domain.roles import Actor
from app.models import Answer, Dossier, FormEdit, FormVersion, Job, Person
from app.queries.forms import plan_of
from app.queries.visibility import organised_by

MOVE = "forms.move"


class VersionRow(NamedTuple):
    """A version of a form in its history; `published_at` is empty while it is written."""

    id: UUID
    number: int
    edits: int
    created_at: datetime
    published_at: datetime | None
    published_by: str
    note: dict[str, str]


class Concerned(NamedTuple):
    """Who a publication concerns: drafts that move, their answers to check or kept aside, dossiers that keep theirs."""

    drafts: int
    to_check: int
    set_aside: int
    filed: int


class Passage(NamedTuple):
    """What going from one version to another changes: the keys of the questions that differ (all of them within one
    version, that may have been edited), and whether applicants see anything."""

    keys: frozenset[str]
    shows: bool


_passages: dict[tuple[UUID, UUID], Passage] = {}


class DraftRow(NamedTuple):
    """A draft as organisers may know of it."""

    id: UUID
    title: str
    complete: int


def writing_of(db: Session, form_id: UUID, *, to_change: bool = False) -> FormVersion | None:
    """The version that is being written, if there is one; its row is locked when it is about to change."""
    query = select(FormVersion).where(col(FormVersion.form_id) == form_id, col(FormVersion.published_at).is_(None))
    query = query.with_for_update(key_share=True) if to_change else query
    query = query.execution_options(populate_existing=True) if to_change else query
    return db.execute(query.order_by(col(FormVersion.number).desc()).limit(1)).scalar_one_or_none()


def published_of(db: Session, form_id: UUID) -> FormVersion | None:
    """The version that was published last."""
    query = select(FormVersion).where(col(FormVersion.form_id) == form_id, col(FormVersion.published_at).is_not(None))
    return db.execute(query.order_by(col(FormVersion.number).desc()).limit(1)).scalar_one_or_none()


def version_of(db: Session, form_id: UUID, number: int) -> FormVersion | None:
    """The version of this number."""
    query = select(FormVersion).where(col(FormVersion.form_id) == form_id, col(FormVersion.number) == number)
    return db.execute(query).scalar_one_or_none()


def before(db: Session, version: FormVersion) -> FormVersion | None:
    """The version that was published before this one."""
    query = select(FormVersion).where(
        col(FormVersion.form_id) == version.form_id,
        col(FormVersion.number) < version.number,
        col(FormVersion.published_at).is_not(None),
    )
    return db.execute(query.order_by(col(FormVersion.number).desc()).limit(1)).scalar_one_or_none()


def versions_of(db: Session, form_id: UUID) -> list[VersionRow]:
    """The versions of a form, the latest first."""
    names = [getattr(FormVersion, name) for name in VersionRow._fields if name != "published_by"]
    query = (
        select(*names, col(Person.name))
        .join(Person, col(Person.id) == col(FormVersion.published_by), isouter=True)
        .where(col(FormVersion.form_id) == form_id)
        .order_by(col(FormVersion.number).desc())
    )
    return [VersionRow(row[0], row[1], row[2], row[3], row[4], row[6] or "", row[5]) for row in db.execute(query)]


def authors_of(db: Session, version_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Who changed each version while it was written."""
    query = (
        select(col(FormEdit.form_version_id), col(Person.name))
        .join(Person, col(Person.id) == col(FormEdit.author_id))
        .where(col(FormEdit.form_version_id).in_(list(version_ids)), col(FormEdit.undone).is_(False))
        .distinct()
        .order_by(col(Person.name))
    )
    found: dict[UUID, list[str]] = {}
    for version, name in db.execute(query):
        found.setdefault(version, []).append(name)
    return found


def passage(db: Session, old_id: UUID, new_id: UUID) -> Passage:
    """What going from one version to another changes; published versions never change, so it is found once."""
    if (old_id, new_id) in _passages:
        return _passages[old_id, new_id]
    old, new = plan_of(db, old_id), plan_of(db, new_id)
    before = {question.key: question for question in old.questions} if old_id != new_id else {}
    after = {question.key: question for question in new.questions}
    keys = frozenset(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
    found = Passage(keys, bool(seen_by_applicants(difference(old, new))))
    if all(db.get_one(FormVersion, one).published_at is not None for one in (old_id, new_id)):
        _passages[old_id, new_id] = found
    return found


def notes_since(db: Session, seen_id: UUID, version_id: UUID) -> list[tuple[datetime, dict[str, str]]]:
    """When the versions after one that was seen were published, up to another, and what was said of each."""
    numbers = {row.id: row.number for row in (db.get_one(FormVersion, one) for one in (seen_id, version_id))}
    query = (
        select(col(FormVersion.published_at), col(FormVersion.note))
        .where(
            col(FormVersion.form_id) == db.get_one(FormVersion, version_id).form_id,
            col(FormVersion.number) > numbers[seen_id],
            col(FormVersion.number) <= numbers[version_id],
            col(FormVersion.published_at).is_not(None),
        )
        .order_by(col(FormVersion.number))
    )
    return [(row[0], row[1]) for row in db.execute(query)]


def name_of(db: Session, person_id: UUID | None) -> str:
    """The name of whoever published a version; empty for one that came with its call."""
    found = db.get(Person, person_id) if person_id else None
    return found.name if found else ""


def on_form(form_id: UUID) -> ColumnElement[bool]:
    """The dossier of the row answers a version of this form."""
    return col(Dossier.form_version_id).in_(select(col(FormVersion.id)).where(col(FormVersion.form_id) == form_id))


def movable(form_id: UUID) -> ColumnElement[bool]:
    """Drafts of this form that were never filed: whoever filed once keeps the form they filed."""
    return and_(on_form(form_id), col(Dossier.state) == "draft", col(Dossier.filed_at).is_(None))


def concerned(db: Session, actor: Actor, form_id: UUID, target: UUID | None, new: FormPlan) -> Concerned:
    """Who the publication of `new` concerns, as far as this organiser may know of dossiers."""
    asked = {question.key: question for question in new.questions}
    drafts = and_(movable(form_id), organised_by(actor))
    counts = dict(
        db.execute(
            select(col(Dossier.form_version_id), func.count()).where(drafts).group_by(col(Dossier.form_version_id))
        ).all()
    )
    effects: Counter[Effect] = Counter()
    for version_id in counts:
        if version_id != target:
            effects += _effects(db, drafts, version_id, asked)
    filed = and_(on_form(form_id), organised_by(actor), col(Dossier.filed_at).is_not(None))
    kept = db.execute(select(func.count()).select_from(Dossier).where(filed)).scalar_one()
    return Concerned(sum(counts.values()), effects[Effect.TO_CHECK], effects[Effect.SET_ASIDE], kept)


def _effects(db: Session, drafts: ColumnElement[bool], version_id: UUID, asked: dict[str, Question]) -> Counter[Effect]:
    """What becomes of the answers given under one version."""
    changed = {
        question.key: question
        for question in plan_of(db, version_id).questions
        if holds_answers(question) and asked.get(question.key) != question
    }
    query = (
        select(col(Answer.question_key), col(Answer.value))
        .join(Dossier, col(Dossier.id) == col(Answer.dossier_id))
        .where(drafts, col(Dossier.form_version_id) == version_id, col(Answer.question_key).in_(list(changed)))
    )
    return Counter(carry(changed[key], asked.get(key), value).effect for key, value in db.execute(query))


def move_of(db: Session, version_id: UUID) -> Job | None:
    """The work that moves drafts to this version."""
    return db.execute(select(Job).where(col(Job.unique_key) == f"{MOVE}/{version_id}")).scalar_one_or_none()


def drafts_among(db: Session, actor: Actor, dossier_ids: Iterable[UUID]) -> list[DraftRow]:
    """Those of these dossiers that this organiser may know of, by title."""
    query = select(*(getattr(Dossier, name) for name in DraftRow._fields)).where(
        col(Dossier.id).in_(list(dossier_ids)), organised_by(actor)
    )
    return [DraftRow(*row) for row in db.execute(query.order_by(col(Dossier.title), col(Dossier.id)))]
