"""What was decided of a dossier; private until the publication."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from app.models.base import Row, instant


class Decision(Row, table=True):
    """One decision for each dossier; `published_at` is written for all of a call at once."""

    __table_args__ = (CheckConstraint("outcome in ('selected', 'waiting', 'not_selected')", name="outcome"),)

    dossier_id: UUID = Field(foreign_key="dossier.id", unique=True)
    call_id: UUID = Field(foreign_key="call.id", index=True)
    outcome: str = Field(max_length=20)
    reason: str = ""
    decided_at: datetime = Field(sa_column=instant())
    decided_by: UUID = Field(foreign_key="person.id", index=True)
    published_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    version: int = 1
