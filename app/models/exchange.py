"""What organisers and applicants say to each other about a dossier: corrections that are asked, messages."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from app.models.base import Row, instant, json_column


class Correction(Row, table=True):
    """Questions to take up again, why, and until when; `questions` lists `{"key", "note"}`. One at most is open."""

    __table_args__ = (UniqueConstraint("dossier_id", "number"),)

    dossier_id: UUID = Field(foreign_key="dossier.id")
    number: int
    asked_by: UUID = Field(foreign_key="person.id", index=True)
    asked_at: datetime = Field(sa_column=instant())
    reason: str
    questions: list[dict[str, str]] = Field(default_factory=list, sa_column=json_column())
    due_at: datetime = Field(sa_column=instant())
    answered_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    ended_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    ended_by: UUID | None = Field(default=None, foreign_key="person.id", index=True)


class DossierMessage(Row, table=True):
    """A message between those who file a dossier and the organisers of its call."""

    __tablename__ = "dossier_message"
    # What waits to be read is few: it is found without looking at what was.
    __table_args__ = (Index("ix_dossier_message_unread", "from_organisers", "read_at"),)

    dossier_id: UUID = Field(foreign_key="dossier.id", index=True)
    author_id: UUID = Field(foreign_key="person.id", index=True)
    from_organisers: bool
    text: str
    created_at: datetime = Field(sa_column=instant())
    read_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
