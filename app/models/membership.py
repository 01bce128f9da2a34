"""Who works in a call: organisers, reviewers with what they know and how much they read, people who are proposed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from app.models.base import Row, instant, json_column


class Membership(Row, table=True):
    """The role of a person in a call, on behalf of an organising network.

    Of a reviewer: what they know (`themes`, `languages`, `region`, `departement`), how many dossiers they read at most
    (`capacity`), the organisations they are tied to (`ties`: `{"name", "identifier"}`), and what they answered to the
    invitation. `is_expert`: reads what is given by hand, and is in no proposal.
    """

    __table_args__ = (
        UniqueConstraint("person_id", "call_id", "role"),
        CheckConstraint("role in ('organiser', 'reviewer')", name="role"),
    )

    person_id: UUID = Field(foreign_key="person.id")
    call_id: UUID = Field(foreign_key="call.id", index=True)
    network_id: UUID | None = Field(default=None, foreign_key="network.id", index=True)
    role: str = Field(max_length=20)
    organisation: str = Field(default="", max_length=200)
    region: str = Field(default="", max_length=80)
    departement: str = Field(default="", max_length=3)
    themes: list[str] = Field(default_factory=list, sa_column=json_column())
    languages: list[str] = Field(default_factory=list, sa_column=json_column())
    ties: list[dict[str, str]] = Field(default_factory=list, sa_column=json_column())
    capacity: int = 20
    is_expert: bool = False
    invited_by: UUID | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_column=instant())
    accepted_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    declined_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    decline_reason: str = Field(default="", max_length=20)
    decline_note: str = ""
    revoked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class Nomination(Row, table=True):
    """Somebody proposed as a reviewer by one who was invited: in their place, or beside them.

    `accepted` is None until an organiser decides.
    """

    call_id: UUID = Field(foreign_key="call.id", index=True)
    proposed_by: UUID = Field(foreign_key="person.id", index=True)
    name: str = Field(max_length=120)
    email: str = Field(max_length=254)
    note: str = ""
    created_at: datetime = Field(sa_column=instant())
    accepted: bool | None = None
    decided_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    decided_by: UUID | None = Field(default=None, foreign_key="person.id")
