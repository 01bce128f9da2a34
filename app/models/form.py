"""What is asked and how it is scored: forms with versions, rubrics with criteria."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from app.models.base import Row, instant, json_column


class Form(Row, table=True):
    """A form of a call; what is asked lives in its versions."""

    __table_args__ = (UniqueConstraint("call_id", "key"),)

    call_id: UUID = Field(foreign_key="call.id")
    key: str = Field(max_length=40)


class FormVersion(Row, table=True):
    """A version of a form: its whole plan in one document, immutable once published.

    `edits` counts its changes; `locked_at` is the instant from which a dossier uses it. `note` is what applicants
    were told when it was published.
    """

    __tablename__ = "form_version"
    __table_args__ = (UniqueConstraint("form_id", "number"),)

    form_id: UUID = Field(foreign_key="form.id")
    number: int = 1
    plan: dict[str, object] = Field(sa_column=json_column())
    edits: int = 0
    created_at: datetime = Field(sa_column=instant())
    published_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    published_by: UUID | None = Field(default=None, foreign_key="person.id")
    note: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    locked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class FormEdit(Row, table=True):
    """One change of a version that is being written: what was done, and what undoes it."""

    __tablename__ = "form_edit"
    __table_args__ = (UniqueConstraint("form_version_id", "number"),)

    form_version_id: UUID = Field(foreign_key="form_version.id")
    number: int
    author_id: UUID = Field(foreign_key="person.id", index=True)
    at: datetime = Field(sa_column=instant())
    edit: dict[str, object] = Field(sa_column=json_column())
    inverse: dict[str, object] = Field(sa_column=json_column())
    undone: bool = False


class Rubric(Row, table=True):
    """How the dossiers of a track are scored, from 0 to `scale_max`."""

    __table_args__ = (
        UniqueConstraint("call_id", "key"),
        CheckConstraint("scale_max between 2 and 100", name="scale"),
    )

    call_id: UUID = Field(foreign_key="call.id")
    key: str = Field(max_length=40)
    scale_max: int = 5
    locked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    version: int = 1


class Criterion(Row, table=True):
    """One line of a rubric; weights of a rubric add up to 100; `levels` are described per language,
    `comment_to` (`organisers` or `applicant`) says who reads its comments in the end.
    """

    __table_args__ = (
        UniqueConstraint("rubric_id", "key"),
        CheckConstraint("weight > 0 and weight <= 100", name="weight"),
    )

    rubric_id: UUID = Field(foreign_key="rubric.id")
    key: str = Field(max_length=40)
    position: int = 0
    title: dict[str, str] = Field(sa_column=json_column())
    question: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    levels: dict[str, list[str]] = Field(default_factory=dict, sa_column=json_column())
    weight: int
    optional: bool = False
    section_key: str = Field(default="", max_length=40)
    comment_to: str = Field(default="organisers", max_length=20)
