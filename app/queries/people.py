"""Reads about people: who is behind a session or a token, and what roles they hold."""

import hashlib
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, bindparam, select
from sqlmodel import Session, col

from app.domain.roles import Actor, Role
from app.models import ApiToken, Membership, Person, SignInSession
from app.queries.asking import ask

_LIVING_ROLE = and_(col(Membership.person_id) == col(Person.id), col(Membership.revoked_at).is_(None))
_BEHIND_A_SESSION = (
    select(
        col(Person.id),
        col(Person.name),
        col(Person.email),
        col(Person.language),
        col(Person.is_admin),
        col(Membership.call_id),
        col(Membership.role),
    )
    .join(SignInSession, col(SignInSession.person_id) == col(Person.id))
    .join(Membership, _LIVING_ROLE, isouter=True)
    .where(col(SignInSession.token_hash) == bindparam("token_hash"))
    .where(col(SignInSession.revoked_at).is_(None), col(SignInSession.expires_at) > bindparam("now"))
)


def token_hash(token: str) -> str:
    """What is stored of a secret token: SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def actor_of_session(db: Session, token: str, now: datetime) -> Actor | None:
    """The person signed in with this session token, unless it expired or was revoked. One query: every page asks it."""
    rows = ask(db, _BEHIND_A_SESSION, token_hash=token_hash(token), now=now).all()
    if not rows:
        return None
    person_id, name, email, language, is_admin = rows[0][:5]
    return Actor(
        id=person_id,
        name=name,
        email=email,
        language=language,
        is_admin=is_admin,
        organises=frozenset(row[5] for row in rows if row[6] == Role.ORGANISER),
        reviews=frozenset(row[5] for row in rows if row[6] == Role.REVIEWER),
    )


def actor_of_token(db: Session, token: str, now: datetime) -> Actor | None:
    """The person behind an API token, narrowed to its call and scopes."""
    row = db.execute(
        select(Person, col(ApiToken.call_id), col(ApiToken.scopes))
        .join(ApiToken, col(ApiToken.person_id) == col(Person.id))
        .where(col(ApiToken.token_hash) == token_hash(token))
        .where(col(ApiToken.revoked_at).is_(None), col(ApiToken.expires_at) > now)
    ).one_or_none()
    return actor_of(db, row[0], only_call=row[1], scopes=frozenset(row[2])) if row else None


def actor_of(
    db: Session, person: Person, *, only_call: UUID | None = None, scopes: frozenset[str] | None = None
) -> Actor:
    """The actor a person is now, with the roles they hold."""
    held = db.execute(
        select(col(Membership.call_id), col(Membership.role))
        .where(col(Membership.person_id) == person.id)
        .where(col(Membership.revoked_at).is_(None))
    ).all()
    roles = [(call, role) for call, role in held if only_call is None or call == only_call]
    return Actor(
        id=person.id,
        name=person.name,
        email=person.email,
        language=person.language,
        is_admin=person.is_admin and only_call is None,
        organises=frozenset(call for call, role in roles if role == Role.ORGANISER),
        reviews=frozenset(call for call, role in roles if role == Role.REVIEWER),
        only_call=only_call,
        scopes=scopes,
    )


def person_by_email(db: Session, email: str) -> Person | None:
    """The account of an address."""
    return db.execute(select(Person).where(col(Person.email) == email.strip().lower())).scalar_one_or_none()


def name_of(db: Session, person_id: UUID) -> str:
    """What somebody is called."""
    name: str = db.execute(select(col(Person.name)).where(col(Person.id) == person_id)).scalar_one()
    return name
