"""API tokens: scoped by call and verbs, with an expiry; shown once, stored as a digest."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col

from app.domain.errors import Invalid
from app.domain.roles import Actor
from app.forms.account import NewToken
from app.models import ApiToken
from app.queries import calls
from app.queries.people import token_hash
from app.services import journal

SCOPES = (
    "read",
    "dossiers",
    "screening",
    "assignments",
    "reviews",
    "decisions",
    "publication",
    "calls",
    "people",
    "messages",
)


def make(db: Session, actor: Actor, form: NewToken, now: datetime) -> str:
    """A new token; raises Invalid for an unknown scope or call."""
    if not set(form.scopes) <= set(SCOPES):
        raise Invalid("unknown_scope", field="scopes")
    call = calls.by_slug(db, form.call) if form.call else None
    if form.call and call is None:
        raise Invalid("unknown_call", field="call")
    token = f"tremplin_{secrets.token_urlsafe(32)}"
    row = ApiToken(
        token_hash=token_hash(token),
        person_id=actor.id,
        name=form.name,
        call_id=call.id if call else None,
        scopes=sorted(set(form.scopes)),
        created_at=now,
        expires_at=now + timedelta(days=form.days),
    )
    db.add(row)
    journal.write(db, "token.made", f"api_token:{row.id}", actor_id=actor.id, now=now)
    return token


def revoke(db: Session, actor: Actor, token_id: UUID, now: datetime) -> None:
    """Kill one of my tokens."""
    mine = (col(ApiToken.id) == token_id) & (col(ApiToken.person_id) == actor.id) & col(ApiToken.revoked_at).is_(None)
    db.execute(update(ApiToken).where(mine).values(revoked_at=now))
    journal.write(db, "token.revoked", f"api_token:{token_id}", actor_id=actor.id, now=now)
