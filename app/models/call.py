"""The call: calendar, networks, tracks."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from app.models.base import Row, instant, json_column


class Call(Row, table=True):
    """One call for projects. Texts are stored per language: {"fr": ..., "en": ...}.

    `entry` is what is asked before a dossier: questions, and the answers that rule one out. `reviewing` is how its
    dossiers are read: what decides who reads what, and the phases with what reviewers see in each.
    """

    __table_args__ = (CheckConstraint("opens_at < closes_at", name="calendar"),)

    slug: str = Field(unique=True, max_length=60)
    reference: str = Field(unique=True, max_length=20)
    title: dict[str, str] = Field(sa_column=json_column())
    summary: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    presentation: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    faq: list[dict[str, dict[str, str]]] = Field(default_factory=list, sa_column=json_column())
    entry: dict[str, object] = Field(default_factory=dict, sa_column=json_column())
    reviewing: dict[str, object] = Field(default_factory=dict, sa_column=json_column())
    contact_email: str = Field(default="", max_length=254)
    zone: str = Field(default="Europe/Paris", max_length=40)
    opens_at: datetime = Field(sa_column=instant(index=True))
    closes_at: datetime = Field(sa_column=instant(index=True))
    grace_minutes: int = 0
    reviews_per_dossier: int = 3
    places: int = 18
    expected: int = 20
    is_public: bool = False
    is_demo: bool = False
    dossiers_filed: int = 0
    published_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    created_at: datetime = Field(sa_column=instant())
    version: int = 1


class Moment(Row, table=True):
    """A dated step of the calendar, as the public reads it."""

    __tablename__ = "moment"

    call_id: UUID = Field(foreign_key="call.id", index=True)
    kind: str = Field(max_length=20)
    title: dict[str, str] = Field(sa_column=json_column())
    place: str = Field(default="", max_length=200)
    starts_at: datetime = Field(sa_column=instant())
    ends_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class Network(Row, table=True):
    """An organising network of a call."""

    __table_args__ = (UniqueConstraint("call_id", "key"),)

    call_id: UUID = Field(foreign_key="call.id")
    key: str = Field(max_length=40)
    name: str = Field(max_length=80)
    full_name: str = Field(default="", max_length=200)
    description: str = ""


class Track(Row, table=True):
    """A kind of answer inside a call, with its own form, rubric, rules for its members and outcomes.

    `suits` is the condition on the entry questions under which it is the one to take. `needs_signatures`: a dossier is
    filed once the legal representative of each of its members has signed it. `blind`: what reading hides, `none`, the
    `applicant` from reviewers, the `reviewer` from other reviewers, or `both`. `reviews_wanted`: how many reviews each
    of its dossiers is to have, where it is not as many as everywhere in the call.
    """

    __table_args__ = (
        UniqueConstraint("call_id", "key"),
        CheckConstraint("blind in ('none', 'applicant', 'reviewer', 'both')", name="blind"),
    )

    call_id: UUID = Field(foreign_key="call.id")
    key: str = Field(max_length=40)
    position: int = 0
    title: dict[str, str] = Field(sa_column=json_column())
    summary: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    form_id: UUID = Field(foreign_key="form.id", index=True)
    rubric_id: UUID | None = Field(default=None, foreign_key="rubric.id", index=True)
    has_members: bool = True
    needs_signatures: bool = False
    blind: str = Field(default="none", max_length=10)
    reviews_wanted: int | None = None
    composition: list[dict[str, object]] = Field(default_factory=list, sa_column=json_column())
    outcomes: list[dict[str, object]] = Field(default_factory=list, sa_column=json_column())
    suits: dict[str, object] | None = Field(default=None, sa_column=json_column(nullable=True))
    version: int = 1


class CallChange(Row, table=True):
    """A change of a call that people were told about, with the reason given for it."""

    __tablename__ = "call_change"

    call_id: UUID = Field(foreign_key="call.id", index=True)
    author_id: UUID = Field(foreign_key="person.id", index=True)
    at: datetime = Field(sa_column=instant())
    kind: str = Field(max_length=20)
    reason: str = ""
    before: dict[str, object] = Field(default_factory=dict, sa_column=json_column())
    after: dict[str, object] = Field(default_factory=dict, sa_column=json_column())


class CallFile(Row, table=True):
    """A file that a form gives to fill in; its digest (SHA-256, hex) names it in the plan of the form."""

    __tablename__ = "call_file"
    __table_args__ = (UniqueConstraint("call_id", "digest"),)

    call_id: UUID = Field(foreign_key="call.id")
    digest: str = Field(max_length=64)
    name: str = Field(max_length=200)
    media_type: str = Field(max_length=100)
    size: int
    storage_key: str = Field(max_length=200)
    created_at: datetime = Field(sa_column=instant())
