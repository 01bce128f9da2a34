"""Reminders of corrections that are asked for and not filed: two days and three hours before they are due.

To those who write the dossier, but whoever wants no reminders; never of a correction asked for since the reminder was
due. More time makes another due date, with reminders of its own.
"""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.reminders import BEFORE, CORRECTION, Reminder, due
from app.domain.workflow import State
from app.models import Call, Correction, Dossier, Once
from app.queries.corrections import is_open
from app.services import exchange_letters as letters
from app.services.upserts import insert_or_ignore

FARTHEST = max(BEFORE[kind] for kind in CORRECTION)


class DueCorrection(NamedTuple):
    """A correction that is to be reminded of, and which reminder."""

    correction_id: UUID
    due_at: datetime
    kind: Reminder

    @property
    def key(self) -> str:
        """Under which it is known that this reminder left."""
        return f"correction-reminder:{self.correction_id}:{self.due_at.isoformat()}:{self.kind}"


def corrections_due(db: Session, now: datetime) -> list[DueCorrection]:
    """What is to be reminded of now, and was not yet."""
    soon = (col(Correction.due_at) > now) & (col(Correction.due_at) <= now + FARTHEST)
    query = (
        select(col(Correction.id), col(Correction.due_at), col(Correction.asked_at))
        .join(Dossier, col(Dossier.id) == col(Correction.dossier_id))
        .join(Call, col(Call.id) == col(Dossier.call_id))
        .where(is_open(), soon, col(Dossier.state) == State.TO_CORRECT, col(Call.published_at).is_(None))
        .order_by(col(Correction.id))
    )
    found = [
        DueCorrection(one, ends, kind)
        for one, ends, asked_at in db.execute(query)
        if (kind := due(ends, now, CORRECTION)) is not None and asked_at < ends - BEFORE[kind]
    ]
    known = set(db.execute(select(col(Once.key)).where(col(Once.key).in_([one.key for one in found]))).scalars())
    return [one for one in found if one.key not in known]


def remind(db: Session, found: DueCorrection, *, now: datetime) -> int:
    """Write to those who write the dossier, unless the correction went another way meanwhile; how many mails left."""
    query = select(Correction).where(col(Correction.id) == found.correction_id, is_open())
    one: Correction | None = db.execute(query).scalar_one_or_none()
    if one is None or one.due_at != found.due_at or not insert_or_ignore(db, Once(key=found.key, created_at=now)):
        return 0
    dossier = db.get_one(Dossier, one.dossier_id)
    asked = [(line["key"], line.get("note", "")) for line in one.questions]
    told = [person for person in letters.writers(db, dossier) if person.wants_reminders]
    occasion = f"{one.number}/{one.due_at.isoformat()}/{found.kind}"
    for person in told:
        letters.post(db, dossier, letters.reminder(db, dossier, person, asked, one.due_at), occasion, now)
    return len(told)
