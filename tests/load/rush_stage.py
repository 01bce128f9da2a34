"""The stage of a rush: the call of 2011 about to close, and people with a draft that lacks one text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle, islice
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlmodel import Session, col

from app.adapters.database import Database
from app.adapters.migrations import migrate
from app.adapters.passwords import hash_password
from app.adapters.storage import Storage
from app.demo import loading
from app.models import Answer, Call, Dossier, DossierSection, Member, Person, SignInSession, Track
from app.models.base import uuid7
from app.queries.forms import plan_of
from app.queries.people import token_hash

CALL, TRACK = "poles-2011", "pole"
TYPED, FILES = "summary", "charter"
PASSWORD = "un mot de passe de la ruée"
GRACE_MINUTES = 10
LOT = 200


@dataclass(frozen=True, slots=True)
class Somebody:
    """One who files: the way in, the draft, and the sections where the text and the file are awaited."""

    number: int
    email: str
    token: str
    dossier: UUID
    typed_in: str
    filed_in: str

    @property
    def path(self) -> str:
        """The address of the draft."""
        return f"/applicant/dossiers/{self.dossier}"


def prepare(database: Database, storage: Storage) -> None:
    """Load the demonstration in an empty database."""
    migrate(database)
    loading.load(database, storage)


def invite(database: Database, people: int) -> list[Somebody]:
    """Everybody with their draft, beside what the demonstration holds."""
    with database.writing() as db:
        return list(_drafts(db, people))


def open_until(database: Database, closes_at: datetime) -> None:
    """The call opened a month ago, and closes at this instant."""
    with database.writing() as db:
        call = db.execute(select(Call).where(col(Call.slug) == CALL)).scalar_one()
        call.opens_at, call.closes_at = closes_at - timedelta(days=30), closes_at
        call.grace_minutes, call.published_at = GRACE_MINUTES, None
        db.add(call)


def _drafts(db: Session, people: int) -> Iterator[Somebody]:
    call = db.execute(select(Call).where(col(Call.slug) == CALL)).scalar_one()
    track = db.execute(select(Track).where(col(Track.call_id) == call.id, col(Track.key) == TRACK)).scalar_one()
    query = select(Dossier).where(col(Dossier.track_id) == track.id, col(Dossier.state) == "admitted")
    models = list(db.execute(query.order_by(col(Dossier.number))).scalars())
    plan = plan_of(db, models[0].form_version_id)
    places = {question.key: section.key for section in plan.sections for question in section.questions}
    copies = [_Copy(db, one) for one in models]
    password = hash_password(PASSWORD)
    numbered = zip(range(people), cycle(copies), strict=False)
    while lot := list(islice(numbered, LOT)):
        rows: dict[type, list[dict[str, Any]]] = {}
        for number, copy in lot:
            made = copy.draft(number, password)
            for table, some in made.items():
                rows.setdefault(table, []).extend(some)
            yield Somebody(
                number=number,
                email=made[Person][0]["email"],
                token=f"rush-token-{number:06d}",
                dossier=made[Dossier][0]["id"],
                typed_in=places[TYPED],
                filed_in=places[FILES],
            )
        for table in (Person, SignInSession, Dossier, DossierSection, Answer, Member):
            db.execute(insert(table), rows[table])


class _Copy:
    """A dossier of the demonstration, from which drafts are made."""

    def __init__(self, db: Session, model: Dossier) -> None:
        self.model = model
        self.answers = _rows(db, Answer, model.id)
        self.members = _rows(db, Member, model.id)
        self.sections = _rows(db, DossierSection, model.id)

    def draft(self, number: int, password: str) -> dict[type, list[dict[str, Any]]]:
        """The rows of somebody and of their draft, where one text is missing."""
        person, dossier, began = uuid7(), uuid7(), self.model.created_at
        mine = {"dossier_id": dossier}
        draft = self.model.model_dump() | {
            "id": dossier,
            "owner_id": person,
            "title": f"{self.model.title[:150]}, {number}",
            "state": "draft",
            "number": None,
            "reference": None,
            "filed_at": None,
            "filed_track_id": None,
            "missing": 1,
        }
        said = [row for row in self.answers if row["question_key"] != TYPED]
        return {
            Person: [_person(person, number, password, began)],
            SignInSession: [_session(person, number, began)],
            Dossier: [draft],
            DossierSection: [row | mine | {"id": uuid7(), "updated_by": person, "version": 1} for row in self.sections],
            Answer: [row | mine | {"id": uuid7(), "updated_by": person} for row in said],
            Member: [row | mine | {"id": uuid7()} for row in self.members],
        }


def _rows(db: Session, table: Any, dossier: UUID) -> list[dict[str, Any]]:
    return [row.model_dump() for row in db.execute(select(table).where(table.dossier_id == dossier)).scalars()]


def _person(key: UUID, number: int, password: str, at: datetime) -> dict[str, Any]:
    return {
        "id": key,
        "email": f"ruee{number}@exemple.fr",
        "name": f"Camille Dernier-Soir {number}",
        "password_hash": password,
        "language": "fr",
        "is_admin": False,
        "confirmed_at": at,
        "created_at": at,
    }


def _session(person: UUID, number: int, at: datetime) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "token_hash": token_hash(f"rush-token-{number:06d}"),
        "person_id": person,
        "browser": "Firefox",
        "created_at": at,
        "expires_at": at + timedelta(days=36_500),
    }
