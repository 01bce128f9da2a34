"""What has had its day is dropped: counters, keys already used, links and sessions long dead, broken uploads."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from app.models import Attempt, Once, OneUseLink, SignInSession
from app.services import uploads
from app.services.upserts import changed_rows

KEPT = timedelta(days=30)


def sweep(db: Session, now: datetime) -> int:
    """Drop rows that nobody can use any more; how many there were."""
    before = now - KEPT
    dead = (
        delete(Attempt).where(col(Attempt.window_ends) <= now),
        delete(Once).where(col(Once.created_at) < before),
        delete(OneUseLink).where(col(OneUseLink.expires_at) < before),
        delete(SignInSession).where(col(SignInSession.expires_at) < before),
    )
    return sum(changed_rows(db, statement) for statement in dead) + uploads.sweep(db, now)
