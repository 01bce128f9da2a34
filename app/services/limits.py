"""Rate limits shared by every process: a counter per key and window, in the database."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlmodel import Session, col

from app.domain.errors import TooMany
from app.models import Attempt
from app.services.upserts import insert_or_ignore


def check(db: Session, key: str, *, most: int, now: datetime) -> None:
    """Raise TooMany when this key already failed `most` times in its window."""
    row = db.execute(select(Attempt.count, Attempt.window_ends).where(col(Attempt.key) == key)).one_or_none()
    if row and row.window_ends > now and row.count >= most:
        raise TooMany(retry_after=int((row.window_ends - now).total_seconds()) + 1)


def count(db: Session, key: str, *, window: timedelta, now: datetime) -> int:
    """Count one attempt of this key; how many there are in the window."""
    insert_or_ignore(db, Attempt(key=key, window_ends=now + window, count=0))
    over = col(Attempt.window_ends) <= now
    db.execute(update(Attempt).where(col(Attempt.key) == key, over).values(count=0, window_ends=now + window))
    db.execute(update(Attempt).where(col(Attempt.key) == key).values(count=col(Attempt.count) + 1))
    return db.execute(select(Attempt.count).where(col(Attempt.key) == key)).scalar_one()


def forget(db: Session, key: str) -> None:
    """The key succeeded: its failures are forgotten."""
    db.execute(delete(Attempt).where(col(Attempt.key) == key))


def sweep(db: Session, now: datetime) -> int:
    """Drop the windows that are over; how many there were."""
    return db.execute(delete(Attempt).where(col(Attempt.window_ends) <= now)).rowcount
