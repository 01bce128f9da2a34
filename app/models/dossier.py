"""The dossier: one answer to a call, its answers, the state of its sections, its filed revisions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.models.base import Row, instant, json_column

STATES = "'draft', 'filed', 'to_correct', 'admitted', 'refused', 'withdrawn'"


class Dossier(Row, table=True):
    """One dossier. Columns from `bearer` to `complete` repeat answers so that lists need no join.

    `moved_from_id` is the version it came from, until its owner has seen what changed. `reopened_at`: since when a
    filed dossier holds changes that are not filed; all but those who write it read what was filed. `unsigned`: members
    who have still to sign. `reviews_wanted`: how many reviews it is to have, where that is its own affair;
    `review_round`: the last round of reviewing it was kept for.
    """

    __table_args__ = (
        CheckConstraint(f"state in ({STATES})", name="state"),
        UniqueConstraint("call_id", "number"),
        Index("ix_dossier_call_id_state_filed_at", "call_id", "state", "filed_at"),
        Index("ix_dossier_owner_id_call_id", "owner_id", "call_id"),
        # Counts by kind read this index alone; the lists of organisers are sorted along the next ones.
        Index("ix_dossier_tally", "call_id", "state", "track_id", "filed_track_id", "late"),
        Index("ix_dossier_call_id_filed_at_id", "call_id", "filed_at", "id"),
        Index("ix_dossier_call_id_title_id", "call_id", "title", "id"),
        Index("ix_dossier_call_id_complete_id", "call_id", "complete", "id"),
    )

    call_id: UUID = Field(foreign_key="call.id")
    track_id: UUID = Field(foreign_key="track.id", index=True)
    filed_track_id: UUID | None = Field(default=None, foreign_key="track.id", index=True)
    form_version_id: UUID = Field(foreign_key="form_version.id", index=True)
    moved_from_id: UUID | None = Field(default=None, foreign_key="form_version.id")
    owner_id: UUID = Field(foreign_key="person.id")
    number: int | None = None
    reference: str | None = Field(default=None, unique=True, max_length=30)
    title: str = Field(default="", max_length=160)
    state: str = Field(default="draft", max_length=20)
    screening_reason: str = ""
    bearer: str = Field(default="", max_length=200)
    commune: str = Field(default="", max_length=120)
    insee: str = Field(default="", max_length=5)
    departement: str = Field(default="", max_length=3)
    region: str = Field(default="", max_length=80)
    families: str = Field(default="", max_length=400)
    member_count: int = 0
    missing: int = 0
    complete: int = 0
    search_text: str = ""
    late: bool = False
    unsigned: int = 0
    reviews_wanted: int | None = None
    review_round: int = 1
    reopened_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    extended_to: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    filed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    created_at: datetime = Field(sa_column=instant())
    updated_at: datetime = Field(sa_column=instant())
    version: int = 1


class Answer(Row, table=True):
    """The current answer to one question; `section_version` is that of its section when it was last changed.

    `source` says where it was taken from, where nobody typed it: `entry`, `link`, `dossier:REFERENCE`, `pole:slug`.
    """

    __table_args__ = (UniqueConstraint("dossier_id", "question_key"),)

    dossier_id: UUID = Field(foreign_key="dossier.id")
    question_key: str = Field(max_length=40)
    value: object = Field(default=None, sa_column=json_column(nullable=True))
    updated_at: datetime = Field(sa_column=instant())
    updated_by: UUID = Field(foreign_key="person.id", index=True)
    section_version: int = 0
    source: str = Field(default="", max_length=80)


class KeptAnswer(Row, table=True):
    """An answer that the form can no longer show, as it was given under an earlier version of it."""

    __tablename__ = "kept_answer"

    dossier_id: UUID = Field(foreign_key="dossier.id", index=True)
    question_key: str = Field(max_length=40)
    form_version_id: UUID = Field(foreign_key="form_version.id")
    value: object = Field(default=None, sa_column=json_column(nullable=True))
    kept_at: datetime = Field(sa_column=instant())


class DossierSection(Row, table=True):
    """Where one section of a dossier stands; `version` is what a form must carry back."""

    __tablename__ = "dossier_section"
    __table_args__ = (UniqueConstraint("dossier_id", "section_key"),)

    dossier_id: UUID = Field(foreign_key="dossier.id")
    section_key: str = Field(max_length=40)
    version: int = 0
    missing: int = 0
    problems: int = 0
    answered: int = 0
    updated_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    updated_by: UUID | None = Field(default=None, foreign_key="person.id", index=True)


class Revision(Row, table=True):
    """What was filed, frozen: canonical content, its digest, the code of its receipt."""

    __table_args__ = (UniqueConstraint("dossier_id", "number"),)

    dossier_id: UUID = Field(foreign_key="dossier.id")
    number: int
    track_key: str = Field(max_length=40)
    content: dict[str, object] = Field(sa_column=json_column())
    digest: str = Field(max_length=64)
    receipt_code: str = Field(unique=True, max_length=40)
    filed_at: datetime = Field(sa_column=instant())
    filed_by: UUID = Field(foreign_key="person.id", index=True)
