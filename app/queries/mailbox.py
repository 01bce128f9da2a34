"""Reads of the mail of a demonstration: what left, for whom, the latest first."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.models import Notice

PAGE = 50


class SentRow(NamedTuple):
    """One mail that left."""

    id: UUID
    to_email: str
    kind: str
    created_at: datetime


def sent(db: Session, *, to: str = "", after: str = "") -> list[SentRow]:
    """Mails that left, those to one address when it is given; `after` is the id of the last one already shown."""
    query = select(col(Notice.id), col(Notice.to_email), col(Notice.kind), col(Notice.created_at))
    query = query.where(col(Notice.sent_at).is_not(None))
    if to:
        query = query.where(col(Notice.to_email) == to.strip().lower())
    if after:
        query = query.where(col(Notice.id) < UUID(after))
    return [SentRow(*row) for row in db.execute(query.order_by(col(Notice.id).desc()).limit(PAGE))]


def waiting(db: Session) -> int:
    """Mails that have not left yet."""
    query = (
        select(func.count()).select_from(Notice).where(col(Notice.sent_at).is_(None), col(Notice.failed_at).is_(None))
    )
    return int(db.execute(query).scalar_one())
