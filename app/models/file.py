"""Files attached to a dossier and those on their way; their bytes live in the storage."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from app.models.base import Row, instant


class StoredFile(Row, table=True):
    """One file: its name as given, its real type, its size in bytes, the SHA-256 of its bytes.

    `scan`: empty until an antivirus looked at it, then `clean` or `infected`. `disarmed`: what was sent carried
    programs, which were taken out of what is kept. `member_id`: it is this member's letter.
    """

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
    member_id: UUID | None = Field(default=None, foreign_key="member.id", index=True)
    disarmed: bool = False
    scan: str = Field(default="", max_length=10, index=True)
    scanned_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class Upload(Row, table=True):
    """A file that comes piece by piece: `received` bytes of `size` are safe, in `pieces` objects of the storage."""

    dossier_id: UUID = Field(foreign_key="dossier.id", index=True)
    form_version_id: UUID = Field(foreign_key="form_version.id")
    question_key: str = Field(max_length=40)
    member_id: UUID | None = Field(default=None, foreign_key="member.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    name: str = Field(max_length=400)
    size: int
    received: int = 0
    pieces: int = 0
    fingerprint: str = Field(default="", max_length=64)
    created_at: datetime = Field(sa_column=instant())
    expires_at: datetime = Field(sa_column=instant(index=True))
    file_id: UUID | None = Field(default=None, foreign_key="file.id")
