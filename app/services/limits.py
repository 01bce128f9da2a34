"""Rate limits shared by every process: a counter per key and window, in the database."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlmodel import Session, col

from app.domain.errors import TooMany
from app.models import Attempt
from app.services.upserts import insert_or_ignore


def check(db: Session, key: str, *, most: int, now: datetime) -> None:
    """Raise TooMany when this key already failed `most` times in its window."""
    row = db.execute(select(col(Attempt.count), col(Attempt.window_ends)).where(col(Attempt.key) == key)).one_or_none()
    if row is None:
        return
    failures, window_ends = row
    if window_ends > now and failures >= most:
        raise TooMany(retry_after=int((window_ends - now).total_seconds()) + 1)


def count(db: Session, key: str, *, window: timedelta, now: datetime) -> int:
    """Count one attempt of this key; how many there are in the window."""
    insert_or_ignore(db, Attempt(key=key, window_ends=now + window, count=0))
    over = col(Attempt.window_ends) <= now
    db.execute(update(Attempt).where(col(Attempt.key) == key, over).values(count=0, window_ends=now + window))
    db.execute(update(Attempt).where(col(Attempt.key) == key).values(count=col(Attempt.count) + 1))
    attempts: int = db.execute(select(col(Attempt.count)).where(col(Attempt.key) == key)).scalar_one()
    return attempts


def forget(db: Session, key: str) -> None:
    """The key succeeded: its failures are forgotten."""
    db.execute(delete(Attempt).where(col(Attempt.key) == key))
