"""Who reads what, and who could: readings, proposals of them, wishes of reviewers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.models.base import Row, instant, json_column


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


class AssignmentProposal(Row, table=True):
    """Who could read what, computed by the worker and edited by hand until it is published or dropped.

    `settings` are those it was computed with. `worst`: what the worst served dossier gets per reading, 0 to 1; `bound`:
    what no assignment can beat for it. `findings`: what could not be met, and what would make it possible. `edits`: the
    changes by hand, the last one last, each with the readings that went (`out`) and came (`into`), who and when.
    """

    __tablename__ = "assignment_proposal"
    __table_args__ = (
        UniqueConstraint("call_id", "number"),
        CheckConstraint("state in ('computing', 'draft', 'published', 'dropped')", name="state"),
    )

    call_id: UUID = Field(foreign_key="call.id")
    number: int
    name: str = Field(default="", max_length=120)
    state: str = Field(default="computing", max_length=20)
    settings: dict[str, object] = Field(default_factory=dict, sa_column=json_column())
    findings: dict[str, object] = Field(default_factory=dict, sa_column=json_column())
    edits: list[dict[str, object]] = Field(default_factory=list, sa_column=json_column())
    worst: float | None = None
    bound: float | None = None
    mean: float | None = None
    created_at: datetime = Field(sa_column=instant())
    created_by: UUID = Field(foreign_key="person.id")
    published_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    published_by: UUID | None = Field(default=None, foreign_key="person.id")
    version: int = 1


class ProposedReading(Row, table=True):
    """A new reading of a proposal; what is given already is not repeated. `by_hand`: an organiser put it there."""

    __tablename__ = "proposed_reading"
    __table_args__ = (UniqueConstraint("proposal_id", "dossier_id", "reviewer_id"),)

    proposal_id: UUID = Field(foreign_key="assignment_proposal.id")
    dossier_id: UUID = Field(foreign_key="dossier.id", index=True)
    reviewer_id: UUID = Field(foreign_key="person.id", index=True)
    affinity: float = 0.0
    by_hand: bool = False


class Wish(Row, table=True):
    """Whether a reviewer would like to read a dossier."""

    __table_args__ = (
        UniqueConstraint("dossier_id", "person_id"),
        CheckConstraint("wish in ('want', 'could', 'rather_not')", name="wish"),
    )

    dossier_id: UUID = Field(foreign_key="dossier.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    wish: str = Field(max_length=20)
    at: datetime = Field(sa_column=instant())
