"""Reads of stored files: those of a dossier, for whoever may read it, and those that a call gives to fill in."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.questions import Reader
from app.models import CallFile, Dossier, StoredFile
from app.queries.asked import reading
from app.queries.blind import is_blind
from app.queries.forms import plan_of


def stored_file(db: Session, dossier_id: UUID, file_id: UUID) -> StoredFile | None:
    """A file of this dossier that was not removed; whoever asks has shown that they may read the dossier."""
    query = select(StoredFile).where(col(StoredFile.id) == file_id, col(StoredFile.dossier_id) == dossier_id)
    found: StoredFile | None = db.execute(query.where(col(StoredFile.removed_at).is_(None))).scalar_one_or_none()
    return found


def readable_file(db: Session, dossier: Dossier, file_id: UUID, *, reader: Reader | None) -> StoredFile | None:
    """The same, if its question is asked and this reader may see it; of a reopened dossier, those that were filed.

    Where its applicant is hidden, reviewers are given it under another name, and never the one it was copied from.
    """
    if reader == Reader.REVIEWERS and is_blind(db, dossier):
        _, content = reading(db, dossier, reader=reader)
        shown = next((file for file in content.files if file.id == file_id), None)
        return _renamed(db, file_id, shown.name) if shown else None
    if dossier.reopened_at is not None:
        _, content = reading(db, dossier, reader=reader)
        return db.get(StoredFile, file_id) if file_id in {file.id for file in content.files} else None
    found = stored_file(db, dossier.id, file_id)
    if found is None or (reader is None and not plan_of(db, dossier.form_version_id).is_conditional):
        return found
    _, content = reading(db, dossier, reader=reader)
    return found if found.id in {file.id for file in content.files} else None


def _renamed(db: Session, file_id: UUID, name: str) -> StoredFile:
    """The row under another name, out of the session: nothing of it is written."""
    found = db.get_one(StoredFile, file_id)
    db.expunge(found)
    found.name = name
    return found


def set_aside(db: Session, dossier_id: UUID) -> dict[str, list[str]]:
    """The names of the files that an antivirus took out of a draft, by question, until others are sent there."""
    names = ("question_key", "name", "scan", "scanned_at", "created_at")
    query = select(*(getattr(StoredFile, name) for name in names))
    found: dict[str, list[str]] = {}
    rows = db.execute(query.where(col(StoredFile.dossier_id) == dossier_id).order_by(col(StoredFile.id))).all()
    for key, name, scan, at, _ in rows:
        if scan == "infected" and not any(one[0] == key and one[4] > at for one in rows):
            found.setdefault(key, []).append(name)
    return found


def storage_keys(db: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """Where the bytes of these files are stored."""
    query = select(col(StoredFile.id), col(StoredFile.storage_key)).where(col(StoredFile.id).in_(ids))
    return {row[0]: row[1] for row in db.execute(query)}


def call_file(db: Session, call_id: UUID, digest: str) -> CallFile | None:
    """A file that a call gives to fill in."""
    query = select(CallFile).where(col(CallFile.call_id) == call_id, col(CallFile.digest) == digest)
    found: CallFile | None = db.execute(query).scalar_one_or_none()
    return found


def call_files(db: Session, call_id: UUID) -> list[CallFile]:
    """Every file that a call gives to fill in, by name."""
    query = select(CallFile).where(col(CallFile.call_id) == call_id)
    return list(db.execute(query.order_by(col(CallFile.name), col(CallFile.id))).scalars())
