"""What is asked and how it is scored: forms with versions and questions, rubrics with criteria."""

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
    """A version of a form; immutable once a dossier uses it."""

    __tablename__ = "form_version"
    __table_args__ = (UniqueConstraint("form_id", "number"),)

    form_id: UUID = Field(foreign_key="form.id")
    number: int = 1
    created_at: datetime = Field(sa_column=instant())
    locked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class Section(Row, table=True):
    """A part of a form: one page of the dossier."""

    __table_args__ = (UniqueConstraint("form_version_id", "key"),)

    form_version_id: UUID = Field(foreign_key="form_version.id")
    key: str = Field(max_length=40)
    position: int = 0
    title: dict[str, str] = Field(sa_column=json_column())
    help: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    minutes: int = 10


class Question(Row, table=True):
    """One question; `key` is stable across versions and tracks, `settings` depends on the kind."""

    __table_args__ = (UniqueConstraint("form_version_id", "key"),)

    form_version_id: UUID = Field(foreign_key="form_version.id")
    section_id: UUID = Field(foreign_key="section.id", index=True)
    key: str = Field(max_length=40)
    position: int = 0
    kind: str = Field(max_length=20)
    label: dict[str, str] = Field(sa_column=json_column())
    help: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    required: bool = False
    settings: dict[str, object] = Field(default_factory=dict, sa_column=json_column())


class Rubric(Row, table=True):
    """How the dossiers of a track are scored, from 0 to `scale_max`."""

    __table_args__ = (
        UniqueConstraint("call_id", "key"),
        CheckConstraint("scale_max in (5, 20)", name="scale"),
    )

    call_id: UUID = Field(foreign_key="call.id")
    key: str = Field(max_length=40)
    scale_max: int = 5
    locked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class Criterion(Row, table=True):
    """One line of a rubric; weights of a rubric add up to 100; `levels` are described per language."""

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
