"""Reads of stored files: one file of one dossier, for whoever may read it."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.models import StoredFile


def stored_file(db: Session, dossier_id: UUID, file_id: UUID) -> StoredFile | None:
    """A file of this dossier that was not removed; whoever asks has shown that they may read the dossier."""
    query = select(StoredFile).where(col(StoredFile.id) == file_id, col(StoredFile.dossier_id) == dossier_id)
    found: StoredFile | None = db.execute(query.where(col(StoredFile.removed_at).is_(None))).scalar_one_or_none()
    return found
