"""Comments on a question, between those who file a dossier together: written, settled, taken up again, removed."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.domain.errors import Forbidden, NotFound
from app.domain.permissions import can
from app.domain.roles import Actor
from app.forms.exchange import CommentForm
from app.models import AnswerComment, Dossier, Once
from app.queries.answer_comments import comment_in
from app.queries.answer_history import asked_at
from app.queries.forms import plan_of
from app.queries.visibility import facts_of
from app.services import journal, work_letters
from app.services.upserts import insert_or_ignore


def add(
    db: Session, dossier: Dossier, question_key: str, form: CommentForm, *, actor: Actor, now: datetime
) -> AnswerComment:
    """Say something about a question; twice the same `key` is once. Raises Forbidden, NotFound."""
    _demand(db, dossier, actor, now)
    if asked_at(plan_of(db, dossier.form_version_id), question_key) is None:
        raise NotFound
    once = Once(key=f"comment:{dossier.id}:{actor.id}:{form.key}", created_at=now)
    if form.key and not insert_or_ignore(db, once):
        return db.get_one(AnswerComment, UUID(db.get_one(Once, once.key).location))
    made = AnswerComment(
        dossier_id=dossier.id, question_key=question_key, author_id=actor.id, text=form.text, created_at=now
    )
    db.add(made)
    db.flush()
    if form.key:
        db.get_one(Once, once.key).location = str(made.id)
    work_letters.commented(db, dossier, question_key, actor=actor, now=now)
    _note(db, "dossier.commented", made, actor, now, after=journal.digest(form.text))
    return made


def settle(db: Session, dossier: Dossier, comment: AnswerComment, *, actor: Actor, now: datetime) -> AnswerComment:
    """Nothing is left to do about it; settled already, it stays as it is. Raises Forbidden."""
    _demand(db, dossier, actor, now)
    if comment.settled_at is None:
        comment.settled_at, comment.settled_by = now, actor.id
        db.add(comment)
        _note(db, "dossier.comment_settled", comment, actor, now)
    return comment


def take_up(db: Session, dossier: Dossier, comment: AnswerComment, *, actor: Actor, now: datetime) -> AnswerComment:
    """Something is left to do about it after all. Raises Forbidden."""
    _demand(db, dossier, actor, now)
    if comment.settled_at is not None:
        comment.settled_at = comment.settled_by = None
        db.add(comment)
        _note(db, "dossier.comment_taken_up", comment, actor, now)
    return comment


def remove(db: Session, dossier: Dossier, comment: AnswerComment, *, actor: Actor, now: datetime) -> None:
    """Take back what one said oneself: its words go. Raises Forbidden."""
    _demand(db, dossier, actor, now)
    if comment.author_id != actor.id:
        raise Forbidden("only_its_author")
    comment.removed_at, comment.text = now, ""
    db.add(comment)
    _note(db, "dossier.comment_removed", comment, actor, now)


def comment_of(db: Session, dossier: Dossier, question_key: str, comment_id: UUID) -> AnswerComment:
    """A comment on this question, held until it is changed; raises NotFound."""
    found = comment_in(db, dossier.id, question_key, comment_id, to_change=True)
    if found is None:
        raise NotFound
    return found


def _demand(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> None:
    if not can("comment", facts_of(db, dossier, actor, now)):
        raise Forbidden("only_who_comments")


def _note(db: Session, action: str, comment: AnswerComment, actor: Actor, now: datetime, *, after: str = "") -> None:
    """A line in the chain of the house: organisers read that of their call, and comments are not theirs to know of."""
    journal.write(db, action, f"answer_comment:{comment.id}", actor_id=actor.id, now=now, after=after)
