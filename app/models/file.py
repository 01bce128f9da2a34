"""Files attached to a dossier; their bytes live in the storage, under `storage_key`."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from app.models.base import Row, instant


class StoredFile(Row, table=True):
    """One file: its name as given, its real type, its size in bytes, the SHA-256 of its bytes."""

    __tablename__ = "file"

    dossier_id: UUID = Field(foreign_key="dossier.id", index=True)
    question_key: str = Field(max_length=40)
    name: str = Field(max_length=200)
    media_type: str = Field(max_length=100)
    size: int
    digest: str = Field(max_length=64)
    storage_key: str = Field(unique=True, max_length=200)
    uploaded_by: UUID = Field(foreign_key="person.id", index=True)
    created_at: datetime = Field(sa_column=instant())
    removed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
