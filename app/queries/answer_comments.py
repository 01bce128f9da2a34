"""Reads of what those who file a dossier say to each other about its questions; nobody else ever sees it."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.models import AnswerComment, Collaborator, Person


class CommentRow(NamedTuple):
    """A comment; `settled_by` is the name of whoever settled it."""

    id: UUID
    author_id: UUID
    author: str
    text: str
    created_at: datetime
    settled_at: datetime | None
    settled_by: str


class SaidRow(NamedTuple):
    """What was said about a question: how many comments, how many of them are not settled, when the last came."""

    question_key: str
    number: int
    unsettled: int
    last_at: datetime


def comments_of(db: Session, dossier_id: UUID, key: str) -> list[CommentRow]:
    """The comments on a question, the first ones first."""
    settler = aliased(Person)
    query = (
        select(
            col(AnswerComment.id),
            col(AnswerComment.author_id),
            col(Person.name),
            col(AnswerComment.text),
            col(AnswerComment.created_at),
            col(AnswerComment.settled_at),
            func.coalesce(col(settler.name), ""),
        )
        .join(Person, col(Person.id) == col(AnswerComment.author_id))
        .join(settler, col(settler.id) == col(AnswerComment.settled_by), isouter=True)
        .where(
            col(AnswerComment.dossier_id) == dossier_id,
            col(AnswerComment.question_key) == key,
            col(AnswerComment.removed_at).is_(None),
        )
        .order_by(col(AnswerComment.created_at), col(AnswerComment.id))
    )
    return [CommentRow(*row) for row in db.execute(query)]


def comment_in(
    db: Session, dossier_id: UUID, key: str, comment_id: UUID, *, to_change: bool = False
) -> AnswerComment | None:
    """One comment on this question of this dossier, unless it was removed."""
    found = db.get(AnswerComment, comment_id, with_for_update=to_change or None)
    if found is None or (found.dossier_id, found.question_key) != (dossier_id, key) or found.removed_at is not None:
        return None
    return found


def said_of(db: Session, dossier_id: UUID) -> list[SaidRow]:
    """What was said about each question that somebody said something about, the oldest word first."""
    unsettled = func.count().filter(col(AnswerComment.settled_at).is_(None))
    last = func.max(col(AnswerComment.created_at))
    query = (
        select(col(AnswerComment.question_key), func.count(), unsettled, last)
        .where(col(AnswerComment.dossier_id) == dossier_id, col(AnswerComment.removed_at).is_(None))
        .group_by(col(AnswerComment.question_key))
        .order_by(last)
    )
    return [SaidRow(row[0], int(row[1]), int(row[2]), row[3]) for row in db.execute(query)]


def is_shared(db: Session, dossier_id: UUID) -> bool:
    """Whether somebody else than its owner works on it, or was invited to."""
    query = select(col(Collaborator.id)).where(
        col(Collaborator.dossier_id) == dossier_id,
        col(Collaborator.ended_at).is_(None),
        col(Collaborator.declined_at).is_(None),
    )
    return db.execute(query.limit(1)).first() is not None
