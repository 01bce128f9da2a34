"""Who reads what, and who must not."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.models.base import Row, instant


class Assignment(Row, table=True):
    """A dossier given to a reviewer."""

    __table_args__ = (
        UniqueConstraint("dossier_id", "reviewer_id"),
        CheckConstraint("state in ('active', 'declined', 'withdrawn')", name="state"),
        # What a reviewer has to read is found here, whatever the size of the call.
        Index("ix_assignment_reviewer_id_state_dossier_id", "reviewer_id", "state", "dossier_id"),
    )

    dossier_id: UUID = Field(foreign_key="dossier.id")
    reviewer_id: UUID = Field(foreign_key="person.id")
    state: str = Field(default="active", max_length=20)
    origin: str = Field(default="manual", max_length=20)
    reason: str = ""
    due_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    created_at: datetime = Field(sa_column=instant())
    created_by: UUID = Field(foreign_key="person.id", index=True)


class Conflict(Row, table=True):
    """Why a person must not touch a dossier, with its evidence; dismissed only with a reason."""

    __table_args__ = (
        UniqueConstraint("dossier_id", "person_id"),
        CheckConstraint("state in ('declared', 'confirmed', 'dismissed')", name="state"),
    )

    dossier_id: UUID = Field(foreign_key="dossier.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    state: str = Field(default="declared", max_length=20)
    evidence: str = ""
    reason: str = ""
    created_at: datetime = Field(sa_column=instant())
    created_by: UUID = Field(foreign_key="person.id", index=True)
