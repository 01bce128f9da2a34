"""The journal: one line for each act, chained per call; nothing personal in it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.models.base import Base, Row, instant


class JournalHead(Base, table=True):
    """The last line of a chain; locked while a line is added."""

    __tablename__ = "journal_head"

    chain: str = Field(primary_key=True, max_length=60)
    sequence: int = 0
    hash: str = Field(max_length=64)


class JournalLine(Row, table=True):
    """Who did what on what, and when; `before` and `after` are digests."""

    __tablename__ = "journal_line"
    __table_args__ = (UniqueConstraint("chain", "sequence"),)

    chain: str = Field(max_length=60)
    sequence: int
    at: datetime = Field(sa_column=instant())
    actor_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    action: str = Field(max_length=60)
    subject: str = Field(default="", max_length=100, index=True)
    before: str = Field(default="", max_length=64)
    after: str = Field(default="", max_length=64)
    previous: str = Field(max_length=64)
    hash: str = Field(max_length=64)
