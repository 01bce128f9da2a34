"""Reads of one's own account: open sessions and API tokens."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.models import ApiToken, Call, Person, SignInSession
from app.queries.people import token_hash


class SessionRow(NamedTuple):
    """One signed-in browser."""

    id: UUID
    browser: str
    created_at: datetime
    is_this_one: bool


class TokenRow(NamedTuple):
    """One living API token."""

    id: UUID
    name: str
    scopes: list[str]
    call: str
    expires_at: datetime


class Settings(NamedTuple):
    """Whether somebody is reminded of their drafts, and whether they have a password: a link may have let them in.

    `review_mail`: how they are written to about what they read.
    """

    wants_reminders: bool
    has_password: bool
    review_mail: str


def settings_of(db: Session, person_id: UUID) -> Settings:
    """What a person settled for their own account."""
    query = select(col(Person.wants_reminders), col(Person.password_hash).is_not(None), col(Person.review_mail))
    row = db.execute(query.where(col(Person.id) == person_id)).one()
    return Settings(bool(row[0]), bool(row[1]), row[2])


def sessions_of(db: Session, person_id: UUID, token: str | None, now: datetime) -> list[SessionRow]:
    """The open sessions of a person, the latest first."""
    query = (
        select(
            col(SignInSession.id),
            col(SignInSession.browser),
            col(SignInSession.created_at),
            col(SignInSession.token_hash),
        )
        .where(col(SignInSession.person_id) == person_id)
        .where(col(SignInSession.revoked_at).is_(None), col(SignInSession.expires_at) > now)
        .order_by(col(SignInSession.created_at).desc())
        .limit(50)
    )
    mine = token_hash(token or "")
    return [SessionRow(row[0], row[1], row[2], row[3] == mine) for row in db.execute(query)]


def tokens_of(db: Session, person_id: UUID, now: datetime) -> list[TokenRow]:
    """The living API tokens of a person."""
    query = (
        select(col(ApiToken.id), col(ApiToken.name), col(ApiToken.scopes), col(Call.slug), col(ApiToken.expires_at))
        .join(Call, col(Call.id) == col(ApiToken.call_id), isouter=True)
        .where(col(ApiToken.person_id) == person_id)
        .where(col(ApiToken.revoked_at).is_(None), col(ApiToken.expires_at) > now)
        .order_by(col(ApiToken.created_at).desc())
    )
    return [TokenRow(row[0], row[1], row[2], row[3] or "", row[4]) for row in db.execute(query)]
