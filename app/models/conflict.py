"""Who must not touch a dossier: conflicts of interest with their evidence, and what applicants say of them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from app.models.base import Row, instant, json_column

STANDING = ("declared", "confirmed")
"""The states of a conflict that keeps somebody away; a suspected one only keeps new readings from them."""


class Conflict(Row, table=True):
    """Why a person must not touch a dossier, with its evidence; dismissed only with a reason.

    `source`: who said it (`person`, `applicant`, `organiser`), or `detected`. `grounds` lists what was detected, as
    `{"kind": ..., ...}`; `evidence` is what somebody wrote.
    """

    __table_args__ = (
        UniqueConstraint("dossier_id", "person_id"),
        CheckConstraint("state in ('suspected', 'declared', 'confirmed', 'dismissed')", name="state"),
    )

    dossier_id: UUID = Field(foreign_key="dossier.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    state: str = Field(default="declared", max_length=20)
    source: str = Field(default="organiser", max_length=20)
    grounds: list[dict[str, str]] = Field(default_factory=list, sa_column=json_column())
    evidence: str = ""
    reason: str = ""
    created_at: datetime = Field(sa_column=instant())
    created_by: UUID = Field(foreign_key="person.id", index=True)
    decided_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    decided_by: UUID | None = Field(default=None, foreign_key="person.id")


class Concern(Row, table=True):
    """Somebody whom those who file a dossier ask to be kept away from it, and why; an organiser answers."""

    dossier_id: UUID = Field(foreign_key="dossier.id", index=True)
    author_id: UUID = Field(foreign_key="person.id", index=True)
    name: str = Field(max_length=120)
    organisation: str = Field(default="", max_length=200)
    reason: str
    created_at: datetime = Field(sa_column=instant())
    settled_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    settled_by: UUID | None = Field(default=None, foreign_key="person.id")
    answer: str = ""
    removed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
