"""Links that let in somebody without an account: the table keeps a hash, and what the link is for."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from app.models import OneUseLink
from app.queries.people import token_hash

LASTS = timedelta(days=90)


def make(
    db: Session, purpose: str, payload: Mapping[str, str], *, now: datetime, call_id: UUID, lasts: timedelta = LASTS
) -> str:
    """The secret of a new link, said once."""
    token = secrets.token_urlsafe(32)
    row = OneUseLink(
        token_hash=token_hash(token),
        purpose=purpose,
        call_id=call_id,
        payload=dict(payload),
        created_at=now,
        expires_at=now + lasts,
    )
    db.add(row)
    return token
