"""What the reviewers of a dossier and its organisers say to each other about it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.models.base import Row, instant, json_column


class DiscussionMessage(Row, table=True):
    """Something said about a dossier among its reviewers and organisers; `mentions` are ids of people, as text.

    In `text` each of them stands as `@[id]`: everybody reads the name they may see. `version` grows as it is changed.
    """

    __tablename__ = "discussion_message"

    dossier_id: UUID = Field(foreign_key="dossier.id", index=True)
    author_id: UUID = Field(foreign_key="person.id", index=True)
    text: str
    mentions: list[str] = Field(default_factory=list, sa_column=json_column())
    created_at: datetime = Field(sa_column=instant())
    removed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    version: int = 1


class DiscussionSeen(Row, table=True):
    """Until when somebody has read the discussion of a dossier."""

    __tablename__ = "discussion_seen"
    __table_args__ = (UniqueConstraint("dossier_id", "person_id"),)

    dossier_id: UUID = Field(foreign_key="dossier.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    seen_at: datetime = Field(sa_column=instant())
