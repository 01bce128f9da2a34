"""The history of answers: each change with the text before it, kept by every save."""

from collections.abc import Collection, Mapping
from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.differences import TOGETHER, loses_much
from app.domain.roles import Actor
from app.models import AnswerChange, Dossier


def record(
    db: Session,
    dossier: Dossier,
    changed: Mapping[str, JsonValue],
    theirs: Mapping[str, object],
    actor: Actor,
    now: datetime,
) -> None:
    """Keep what these answers were (`theirs`) and what they become; saves in a row by one person are one change.

    A save that empties a text, or brings back the one before, is a change of its own: nothing is lost between two.
    """
    last = latest(db, dossier, changed, now)
    for key, after in changed.items():
        before, row = theirs.get(key), last.get(key)
        if row is None or not _goes_on(row, actor, before, after):
            row = AnswerChange(
                dossier_id=dossier.id,
                question_key=key,
                person_id=actor.id,
                before=before,
                started_at=now,
                ended_at=now,
            )
        row.after, row.ended_at = after, now
        db.add(row)


def latest(db: Session, dossier: Dossier, keys: Collection[str], now: datetime) -> dict[str, AnswerChange]:
    """The last change of each of these questions, where it is recent enough to go on."""
    query = (
        select(AnswerChange)
        .where(
            col(AnswerChange.dossier_id) == dossier.id,
            col(AnswerChange.question_key).in_(keys),
            col(AnswerChange.ended_at) >= now - TOGETHER,
        )
        .order_by(col(AnswerChange.ended_at), col(AnswerChange.started_at), col(AnswerChange.id))
    )
    return {row.question_key: row for row in db.execute(query).scalars()}


def _goes_on(row: AnswerChange, actor: Actor, before: object, after: JsonValue) -> bool:
    """Whether this save is a part of that change."""
    follows = row.person_id == actor.id and row.after == before and not row.closed
    return follows and after != row.before and not loses_much(before, after)
