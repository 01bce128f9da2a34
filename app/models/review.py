"""Reviews with their scores and comments, and the row of aggregates kept with them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.models.base import Base, Row, instant, json_column


class Review(Row, table=True):
    """One reviewer's evaluation of one dossier; `mean` is the weighted mean once every criterion is scored.

    `seconds`: how long its page was worked on.
    """

    __table_args__ = (
        UniqueConstraint("dossier_id", "reviewer_id"),
        CheckConstraint("state in ('draft', 'submitted')", name="state"),
        # The marks that a reviewer gave are counted from here, whatever the size of the call.
        Index("ix_review_reviewer_id_state_dossier_id", "reviewer_id", "state", "dossier_id"),
    )

    assignment_id: UUID = Field(foreign_key="assignment.id", unique=True)
    dossier_id: UUID = Field(foreign_key="dossier.id")
    reviewer_id: UUID = Field(foreign_key="person.id")
    state: str = Field(default="draft", max_length=20)
    comment: str = ""
    private_note: str = ""
    reopen_reason: str = ""
    mean: float | None = None
    seconds: int = 0
    version: int = 1
    created_at: datetime = Field(sa_column=instant())
    updated_at: datetime = Field(sa_column=instant())
    submitted_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class Score(Row, table=True):
    """The score and comment of one criterion; a criterion not scored yet has value None."""

    __table_args__ = (UniqueConstraint("review_id", "criterion_id"),)

    review_id: UUID = Field(foreign_key="review.id")
    criterion_id: UUID = Field(foreign_key="criterion.id", index=True)
    value: int | None = None
    comment: str = ""


class ReviewVersion(Row, table=True):
    """A review as it once stood: every time it was handed in, and as it was written; `content` is the whole of it.

    The saves of one sitting are one version; what was `handed` in is never written over. `phase` is the key of the
    phase of reviewing it was written in.
    """

    __tablename__ = "review_version"
    __table_args__ = (UniqueConstraint("review_id", "number"),)

    review_id: UUID = Field(foreign_key="review.id")
    number: int
    content: dict[str, object] = Field(default_factory=dict, sa_column=json_column())
    mean: float | None = None
    handed: bool = False
    phase: str = Field(default="", max_length=40)
    started_at: datetime = Field(sa_column=instant())
    ended_at: datetime = Field(sa_column=instant())


class Redaction(Row, table=True):
    """What reviewers read in the place of an answer or a file that tells whose dossier it is.

    `value` stands in the place of the answer; `file_id` is the file it is about, `replacement_id` the one shown
    instead, None when none is.
    """

    __table_args__ = (UniqueConstraint("dossier_id", "question_key", "file_id"),)

    dossier_id: UUID = Field(foreign_key="dossier.id")
    question_key: str = Field(max_length=40)
    file_id: UUID | None = Field(default=None, foreign_key="file.id", index=True)
    replacement_id: UUID | None = Field(default=None, foreign_key="file.id", index=True)
    value: object = Field(default=None, sa_column=json_column(nullable=True))
    made_by: UUID = Field(foreign_key="person.id")
    made_at: datetime = Field(sa_column=instant())


class ScoreSummary(Base, table=True):
    """Aggregates of a dossier's submitted reviews, updated in the same transaction as they."""

    __tablename__ = "score_summary"

    dossier_id: UUID = Field(primary_key=True, foreign_key="dossier.id")
    assigned: int = 0
    submitted: int = 0
    mean: float | None = Field(default=None, index=True)
    spread: float | None = None
    lowest: float | None = None
    highest: float | None = None
