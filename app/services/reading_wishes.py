"""How reviewers want to be written to: each thing by itself, one letter a day, or nothing."""

from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from sqlmodel import Session

from app.models import Person
from app.services import journal

ReadingMail = Literal["each", "daily", "none"]
EVERY: tuple[ReadingMail, ...] = get_args(ReadingMail)


def choose(db: Session, person_id: UUID, wanted: ReadingMail, *, now: datetime) -> None:
    """From now on, write to this person so about what they read; the same choice again changes nothing."""
    person = db.get_one(Person, person_id)
    if person.review_mail == wanted:
        return
    before, person.review_mail = person.review_mail, wanted
    db.add(person)
    journal.write(
        db,
        "person.reading_mail_chosen",
        f"person:{person_id}",
        actor_id=person_id,
        now=now,
        before=journal.digest(before),
        after=journal.digest(wanted),
    )


def wish_of(db: Session, person_id: UUID) -> str:
    """How this person is written to."""
    return db.get_one(Person, person_id).review_mail
