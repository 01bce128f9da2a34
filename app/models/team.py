"""Who works on a dossier beside its owner: their hands, what they are asked, what they say, what they sign."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from app.models.base import Row, instant, json_column

HANDS = "'read', 'comment', 'edit', 'sign'"


class Collaborator(Row, table=True):
    """Somebody invited to a dossier, by e-mail; `person_id` is set when they accept. `hand` says what they may do."""

    __table_args__ = (UniqueConstraint("dossier_id", "email"), CheckConstraint(f"hand in ({HANDS})", name="hand"))

    dossier_id: UUID = Field(foreign_key="dossier.id")
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    email: str = Field(max_length=254)
    name: str = Field(default="", max_length=120)
    hand: str = Field(max_length=10)
    takes_over: bool = False
    invited_by: UUID = Field(foreign_key="person.id", index=True)
    invited_at: datetime = Field(sa_column=instant())
    accepted_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    declined_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    ended_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    version: int = 1


class SignOff(Row, table=True):
    """The agreement of a member's legal representative with what the dossier said at that instant.

    `digest` is that of the content that was signed; a change of content sets `stale_at`, and it is to be signed again.
    """

    __tablename__ = "sign_off"

    dossier_id: UUID = Field(foreign_key="dossier.id", index=True)
    member_id: UUID = Field(foreign_key="member.id", index=True)
    collaborator_id: UUID | None = Field(default=None, foreign_key="collaborator.id", index=True)
    name: str = Field(max_length=120)
    email: str = Field(max_length=254)
    asked_by: UUID = Field(foreign_key="person.id", index=True)
    asked_at: datetime = Field(sa_column=instant())
    signed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    signed_as: str = Field(default="", max_length=200)
    digest: str = Field(default="", max_length=64)
    stale_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    refused_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    reason: str = ""


class AnswerTask(Row, table=True):
    """A question given to somebody of the dossier."""

    __tablename__ = "answer_task"
    __table_args__ = (UniqueConstraint("dossier_id", "question_key"),)

    dossier_id: UUID = Field(foreign_key="dossier.id")
    question_key: str = Field(max_length=40)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    given_by: UUID = Field(foreign_key="person.id", index=True)
    given_at: datetime = Field(sa_column=instant())
    done_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class AnswerComment(Row, table=True):
    """What somebody of the dossier says about a question of it; never seen by organisers or reviewers."""

    __tablename__ = "answer_comment"

    dossier_id: UUID = Field(foreign_key="dossier.id", index=True)
    question_key: str = Field(max_length=40)
    author_id: UUID = Field(foreign_key="person.id", index=True)
    text: str
    created_at: datetime = Field(sa_column=instant())
    settled_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    settled_by: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    removed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class AnswerChange(Row, table=True):
    """One change of an answer: the saves that one person makes of it in a row are one change, until it is `closed`."""

    __tablename__ = "answer_change"

    dossier_id: UUID = Field(foreign_key="dossier.id", index=True)
    question_key: str = Field(max_length=40)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    before: object = Field(default=None, sa_column=json_column(nullable=True))
    after: object = Field(default=None, sa_column=json_column(nullable=True))
    started_at: datetime = Field(sa_column=instant())
    ended_at: datetime = Field(sa_column=instant())
    closed: bool = False


class Presence(Row, table=True):
    """On which section somebody was last seen."""

    __table_args__ = (UniqueConstraint("dossier_id", "person_id"),)

    dossier_id: UUID = Field(foreign_key="dossier.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    section_key: str = Field(max_length=40)
    seen_at: datetime = Field(sa_column=instant())
