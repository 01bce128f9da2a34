"""Reads of what those who file a dossier say to each other about its questions; nobody else ever sees it."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Uuid, bindparam, func, literal_column, select, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.models import AnswerChange, AnswerComment, Person
from app.queries.asking import ask


class CommentRow(NamedTuple):
    """A comment; `settled_by` is the name of whoever settled it."""

    id: UUID
    author_id: UUID
    author: str
    text: str
    created_at: datetime
    settled_at: datetime | None
    settled_by: str


class WordsRow(NamedTuple):
    """The words about a question: how many comments, how many of them are not settled, how many changes."""

    number: int = 0
    unsettled: int = 0
    changes: int = 0


_DOSSIER = bindparam("dossier", type_=Uuid())
_NONE: ColumnElement[int] = literal_column("0", Integer())
_WORDS = union_all(
    select(
        col(AnswerComment.question_key),
        func.count(),
        func.count().filter(col(AnswerComment.settled_at).is_(None)),
        _NONE,
    )
    .where(col(AnswerComment.dossier_id) == _DOSSIER, col(AnswerComment.removed_at).is_(None))
    .group_by(col(AnswerComment.question_key)),
    select(col(AnswerChange.question_key), _NONE, _NONE, func.count())
    .where(col(AnswerChange.dossier_id) == _DOSSIER)
    .group_by(col(AnswerChange.question_key)),
)


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


def words_of(db: Session, dossier_id: UUID) -> dict[str, WordsRow]:
    """What was said about each question, and how often its answer changed, in one query."""
    found: dict[str, WordsRow] = {}
    for key, number, unsettled, changes in ask(db, _WORDS, dossier=dossier_id):
        old = found.get(key, WordsRow())
        found[key] = WordsRow(old.number + number, old.unsettled + unsettled, old.changes + changes)
    return found
