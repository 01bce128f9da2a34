"""People: accounts, sessions, one-use links, tokens, attempts, and their roles in a call."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from app.models.base import Base, Row, instant, json_column


class Person(Row, table=True):
    """Somebody with an account; `email` is stored folded to lower case.

    `review_mail`: how their readings are written of: `each`, `daily` (one letter a day), `none`.
    """

    email: str = Field(unique=True, max_length=254)
    name: str = Field(max_length=120)
    password_hash: str | None = None
    language: str = Field(default="fr", max_length=2)
    is_admin: bool = False
    wants_reminders: bool = True
    review_mail: str = Field(default="each", max_length=10)
    confirmed_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    created_at: datetime = Field(sa_column=instant())


class SignInSession(Row, table=True):
    """One signed-in browser; the cookie holds the token, the table its SHA-256."""

    __tablename__ = "session"

    token_hash: str = Field(unique=True, max_length=64)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    browser: str = Field(default="", max_length=200)
    created_at: datetime = Field(sa_column=instant())
    expires_at: datetime = Field(sa_column=instant())
    revoked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class OneUseLink(Row, table=True):
    """A link sent by e-mail; used once, then dead. GET shows a button, POST consumes it."""

    __tablename__ = "one_use_link"

    token_hash: str = Field(unique=True, max_length=64)
    purpose: str = Field(max_length=20)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    call_id: UUID | None = Field(default=None, foreign_key="call.id", index=True)
    payload: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    created_at: datetime = Field(sa_column=instant())
    expires_at: datetime = Field(sa_column=instant())
    used_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class Attempt(Base, table=True):
    """How many times a key (an address, an account) tried something in a window."""

    key: str = Field(primary_key=True, max_length=120)
    window_ends: datetime = Field(sa_column=instant())
    count: int = 0


class ApiToken(Row, table=True):
    """A bearer token of the API: scoped by call and verbs, with an expiry."""

    __tablename__ = "api_token"

    token_hash: str = Field(unique=True, max_length=64)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    name: str = Field(max_length=120)
    call_id: UUID | None = Field(default=None, foreign_key="call.id", index=True)
    scopes: list[str] = Field(default_factory=list, sa_column=json_column())
    created_at: datetime = Field(sa_column=instant())
    expires_at: datetime = Field(sa_column=instant())
    revoked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))
