"""An applicant at work in a test: acts through the services, each in its own transaction."""

import io
from collections.abc import Callable, Mapping
from typing import TypeVar
from uuid import UUID

from pydantic import JsonValue
from sqlmodel import Session

from app.domain.roles import Actor
from app.forms.dossier import MemberForm
from app.models import Call, Dossier, Person, Track
from app.queries.people import actor_of
from app.services import answers, dossiers, files, members
from tests.houses import House

T = TypeVar("T")
WHOLE: Mapping[str, Mapping[str, JsonValue]] = {
    "bearer": {"bearer_name": "Scic Séchoir d’Ambert"},
    "project": {"summary": "Un séchoir partagé entre scieries."},
}
"""Answers that make a dossier of the small world complete."""


class Desk:
    """One person and the services of the applicants."""

    def __init__(self, house: House, who: str = "claire") -> None:
        self.house, self.who = house, who

    def act(self, deed: Callable[[Session, Actor], T]) -> T:
        """Do something in one transaction."""
        with self.house.database.writing() as db:
            return deed(db, actor_of(db, db.get_one(Person, self.house.world.people[self.who])))

    def start(self, track: str = "pole", key: str = "") -> UUID:
        """A new draft in the call `ptce`."""
        world, now = self.house.world, self.house.clock.now()
        return self.act(
            lambda db, me: (
                dossiers.start(
                    db,
                    me,
                    db.get_one(Call, world.calls["ptce"]),
                    db.get_one(Track, world.tracks[track]),
                    now=now,
                    key=key,
                ).id
            )
        )

    def save(self, dossier: UUID, section: str, values: Mapping[str, JsonValue], version: int = 0) -> int:
        """Save one section; its new version."""
        return self.act(
            lambda db, me: (
                answers.save_section(
                    db, self.mine(db, dossier), section, values, version=version, actor=me, now=self.house.clock.now()
                ).version
            )
        )

    def whole(self) -> UUID:
        """A draft with everything it needs."""
        dossier = self.start()
        for section, values in WHOLE.items():
            self.save(dossier, section, values)
        return dossier

    def submit(self, dossier: UUID) -> str:
        """File it; the code of the receipt."""
        return self.act(
            lambda db, me: (
                dossiers.submit(db, self.mine(db, dossier), actor=me, now=self.house.clock.now()).receipt_code
            )
        )

    def attach(self, dossier: UUID, content: bytes, name: str = "statuts.pdf", question: str = "statutes") -> UUID:
        """Attach one file."""
        upload = files.Upload(name, io.BytesIO(content))
        storage, now = self.house.hall.storage, self.house.clock.now()
        return self.act(
            lambda db, me: files.attach(db, storage, self.mine(db, dossier), question, upload, actor=me, now=now).id
        )

    def join(self, dossier: UUID, **parts: object) -> UUID:
        """Add one member."""
        form = MemberForm.model_validate({"name": "Scierie Chautard", "family": "company", **parts})
        return self.act(
            lambda db, me: members.add(db, self.mine(db, dossier), form, actor=me, now=self.house.clock.now()).id
        )

    def mine(self, db: Session, dossier: UUID) -> Dossier:
        """The row, about to change."""
        return db.get_one(Dossier, dossier, with_for_update=True)

    def row(self, dossier: UUID) -> Dossier:
        """The row, to be looked at."""
        with self.house.database.reading() as db:
            return db.get_one(Dossier, dossier)
