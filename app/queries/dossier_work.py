"""Reads of who does what in a dossier: the questions that are given to somebody, and who is on which section."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Executable, Uuid, bindparam, select, union
from sqlmodel import Session, col
from sqlmodel.sql.sqltypes import UTCDateTime

from app.domain.permissions import Hand
from app.models import AnswerTask, Dossier, DossierSection, Person, Presence
from app.queries.asking import ask
from app.queries.dossier_team import TeammateRow, name_of

HERE = timedelta(minutes=2)
"""How long somebody is taken to be on a section after their browser said so, or after they saved it."""


class TaskRow(NamedTuple):
    """A question given to somebody."""

    question_key: str
    person_id: UUID
    name: str
    done_at: datetime | None


class PresentRow(NamedTuple):
    """Somebody who is on a section now."""

    section_key: str
    person_id: UUID
    name: str


class Writer(NamedTuple):
    """Somebody who may write in a dossier."""

    id: UUID
    name: str


_DOSSIER, _ME = bindparam("dossier", type_=Uuid()), bindparam("me", type_=Uuid())
_SINCE = bindparam("since", type_=UTCDateTime())
_TASKS = (
    select(col(AnswerTask.question_key), col(AnswerTask.person_id), col(Person.name), col(AnswerTask.done_at))
    .join(Person, col(Person.id) == col(AnswerTask.person_id))
    .where(col(AnswerTask.dossier_id) == _DOSSIER)
)
_SEEN = (
    select(col(Presence.section_key), col(Presence.person_id), col(Person.name))
    .join(Person, col(Person.id) == col(Presence.person_id))
    .where(col(Presence.dossier_id) == _DOSSIER, col(Presence.person_id) != _ME, col(Presence.seen_at) > _SINCE)
)
# Without scripts nobody says that they are there; saving does.
_SAVED = (
    select(col(DossierSection.section_key), col(DossierSection.updated_by), col(Person.name))
    .join(Person, col(Person.id) == col(DossierSection.updated_by))
    .where(col(DossierSection.dossier_id) == _DOSSIER)
    .where(col(DossierSection.updated_by) != _ME, col(DossierSection.updated_at) > _SINCE)
)
_PRESENT: Executable = union(_SEEN, _SAVED)


def tasks_of(db: Session, dossier_id: UUID) -> dict[str, TaskRow]:
    """The questions of a dossier that are given to somebody, by key."""
    return {row[0]: TaskRow(*row) for row in ask(db, _TASKS, dossier=dossier_id)}


def present(db: Session, dossier_id: UUID, me: UUID, now: datetime) -> list[PresentRow]:
    """The others who are on a section of a dossier now."""
    rows = ask(db, _PRESENT, dossier=dossier_id, me=me, since=now - HERE)
    return sorted((PresentRow(*row) for row in rows), key=lambda row: row.name)


def writers_of(db: Session, dossier: Dossier, team: list[TeammateRow]) -> list[Writer]:
    """Who may write in a dossier: its owner, then those invited to."""
    owner = Writer(dossier.owner_id, name_of(db, dossier.owner_id))
    edit = [Writer(row.person_id, row.words) for row in team if row.works and row.hand is Hand.EDIT and row.person_id]
    return [owner, *edit]
