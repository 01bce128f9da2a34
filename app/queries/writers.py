"""Reads of who wrote what in a dossier, for those who write it together."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.models import Answer, Person


def last_writers(db: Session, dossier_id: UUID, keys: Iterable[str]) -> dict[str, tuple[str, datetime]]:
    """Who gave each of these answers last, and when, by question key."""
    query = (
        select(col(Answer.question_key), col(Person.name), col(Answer.updated_at))
        .join(Person, col(Person.id) == col(Answer.updated_by))
        .where(col(Answer.dossier_id) == dossier_id, col(Answer.question_key).in_(list(keys)))
    )
    return {row[0]: (row[1], row[2]) for row in db.execute(query)}
