"""Long work as rows, and the keys of what was already done once."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from app.models.base import Base, Row, instant, json_column


class Job(Row, table=True):
    """One piece of long work: progress out of total, result kept for later."""

    unique_key: str = Field(unique=True, max_length=200)
    kind: str = Field(max_length=40)
    call_id: UUID | None = Field(default=None, foreign_key="call.id", index=True)
    created_by: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    payload: dict[str, object] = Field(default_factory=dict, sa_column=json_column())
    progress: int = 0
    total: int = 0
    result: dict[str, object] = Field(default_factory=dict, sa_column=json_column())
    created_at: datetime = Field(sa_column=instant())
    run_at: datetime = Field(sa_column=instant(index=True))
    attempts: int = 0
    leased_until: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    done_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    failed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    error: str = ""


class Once(Base, table=True):
    """An idempotency key and where its first success led; a repeat is sent to the same place."""

    key: str = Field(primary_key=True, max_length=120)
    status: int = 303
    location: str = Field(default="", max_length=400)
    body: dict[str, object] | None = Field(default=None, sa_column=json_column(nullable=True))
    fingerprint: str = Field(default="", max_length=64)
    created_at: datetime = Field(sa_column=instant())
