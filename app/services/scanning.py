"""What an antivirus says of the files: those it clears are read by everybody, those it condemns by nobody."""

from datetime import datetime
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.notices import NoticeKind, unique_key
from app.models import Call, Dossier, Member, Person, StoredFile
from app.services import journal, outbox
from app.services.drafts import refresh
from app.services.letters import dossier_variables, send

CLEAN, INFECTED = "clean", "infected"


def next_to_scan(db: Session) -> StoredFile | None:
    """A file that nobody looked at yet, the oldest first; what was filed and taken out since is still read."""
    query = select(StoredFile).where(col(StoredFile.scan) == "").order_by(col(StoredFile.id)).limit(1)
    found: StoredFile | None = db.execute(query).scalar_one_or_none()
    return found


def cleared(db: Session, file_id: UUID, *, now: datetime) -> None:
    """Nothing was found in it."""
    row = db.get_one(StoredFile, file_id, with_for_update=True)
    row.scan, row.scanned_at = CLEAN, now
    db.add(row)


def condemned(db: Session, file_id: UUID, found: str, *, now: datetime) -> None:
    """Something was found: nobody reads it any more; what is still being written goes on without it, and those who
    file the dossier are told."""
    dossier = db.get_one(Dossier, db.get_one(StoredFile, file_id).dossier_id, with_for_update=True)
    row = db.get_one(StoredFile, file_id, with_for_update=True, populate_existing=True)
    if row.scan:
        return
    was_held, is_written = row.removed_at is None, dossier.state == "draft" or dossier.reopened_at is not None
    row.scan, row.scanned_at = INFECTED, now
    db.add(row)
    if was_held and is_written:
        row.removed_at = now
        if row.member_id is not None:
            db.get_one(Member, row.member_id).has_letter = False
        refresh(db, dossier, now=now)
    subject, after = f"dossier:{dossier.id}", journal.digest(found)
    journal.write(db, "file.infected", subject, actor_id=None, now=now, call_id=dossier.call_id, after=after)
    for person in dict.fromkeys((row.uploaded_by, dossier.owner_id)):
        _tell(db, dossier, row, found, db.get_one(Person, person), now)


def _tell(db: Session, dossier: Dossier, row: StoredFile, found: str, person: Person, now: datetime) -> None:
    call, kind = db.get_one(Call, dossier.call_id), NoticeKind.FILE_INFECTED
    more: dict[str, JsonValue] = {"file": row.name, "found": found, "is_draft": dossier.state == "draft"}
    variables = {**dossier_variables(dossier, call, person), **more}
    key = unique_key(kind, str(row.id), str(person.id))
    send(db, dossier, kind, outbox.to_person(person), variables, key=key, now=now)
