"""The outbox: mail that is a row first, sent by the worker."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from app.models.base import Row, instant, json_column


class Notice(Row, table=True):
    """One mail to one person; the unique key turns a second post into a no-op."""

    unique_key: str = Field(unique=True, max_length=200)
    kind: str = Field(max_length=40)
    call_id: UUID | None = Field(default=None, foreign_key="call.id", index=True)
    dossier_id: UUID | None = Field(default=None, foreign_key="dossier.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    to_email: str = Field(max_length=254)
    language: str = Field(default="fr", max_length=2)
    context: dict[str, object] = Field(default_factory=dict, sa_column=json_column())
    created_at: datetime = Field(sa_column=instant())
    run_at: datetime = Field(sa_column=instant(index=True))
    attempts: int = 0
    leased_until: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    sent_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    failed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    error: str = ""
