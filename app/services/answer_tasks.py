"""Questions given to somebody of the team, and the sections where people are seen."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlmodel import Session, col

from app.domain.errors import Forbidden, Invalid, NotFound, Stale
from app.domain.roles import Actor
from app.models import AnswerTask, Dossier, Person, Presence
from app.queries.dossier_team import team_of
from app.queries.dossier_work import tasks_of, writers_of
from app.queries.forms import plan_of
from app.queries.visibility import facts_of
from app.services import team_letters
from app.services.drafts import note
from app.services.upserts import changed_rows, insert_or_ignore

Givers = Mapping[str, UUID | None]
"""Who each question is given to, by key; None for nobody."""


def give(db: Session, dossier: Dossier, wanted: Givers, seen: Givers, *, actor: Actor, now: datetime) -> int:
    """Give questions to those who write, or take them back; how many changed. `seen` is what the form showed.

    Raises Forbidden, Invalid (`unknown_question`, `not_a_writer`), and Stale (param `crossed`, keys) when somebody
    else gave one of them meanwhile: nothing is changed then.
    """
    if not facts_of(db, dossier, actor, now).writes:
        raise Forbidden("only_a_writer")
    changed = {key: who for key, who in wanted.items() if who != seen.get(key)}
    _check(db, dossier, changed)
    held = tasks_of(db, dossier.id)
    now_held = {key: held[key].person_id if key in held else None for key in changed}
    if crossed := [key for key in changed if now_held[key] not in (seen.get(key), changed[key])]:
        raise Stale("stale", crossed=crossed)
    changed = {key: who for key, who in changed.items() if who != now_held[key]}
    for key, who in changed.items():
        _give(db, dossier, key, who, actor, now)
    if changed:
        _tell(db, dossier, changed, actor, now)
        note(db, "team.questions_given", dossier, actor, now)
    return len(changed)


def mark(db: Session, dossier: Dossier, key: str, *, done: bool, actor: Actor, now: datetime) -> None:
    """Say that a question given to me, or to somebody of my dossier, is done, or that it is not. Raises NotFound."""
    query = select(AnswerTask).where(col(AnswerTask.dossier_id) == dossier.id, col(AnswerTask.question_key) == key)
    task: AnswerTask | None = db.execute(query).scalar_one_or_none()
    if task is None:
        raise NotFound
    if task.person_id != actor.id and not facts_of(db, dossier, actor, now).writes:
        raise Forbidden("only_a_writer")
    if (task.done_at is not None) == done:
        return
    task.done_at = now if done else None
    db.add(task)
    note(db, "team.question_done" if done else "team.question_reopened", dossier, actor, now)


def see(db: Session, dossier: Dossier, section_key: str, *, actor: Actor, now: datetime) -> None:
    """Somebody is on a section now. Neither an act nor a change: the journal does not hear of it."""
    if section_key not in {section.key for section in plan_of(db, dossier.form_version_id).sections}:
        raise NotFound
    mine = update(Presence).where(col(Presence.dossier_id) == dossier.id, col(Presence.person_id) == actor.id)
    if changed_rows(db, mine.values(section_key=section_key, seen_at=now)):
        return
    row = Presence(dossier_id=dossier.id, person_id=actor.id, section_key=section_key, seen_at=now)
    insert_or_ignore(db, row)


def _check(db: Session, dossier: Dossier, changed: Givers) -> None:
    asked = {question.key for question in plan_of(db, dossier.form_version_id).questions}
    if not asked.issuperset(changed):
        raise Invalid("unknown_question")
    writers = {writer.id for writer in writers_of(db, dossier, team_of(db, dossier.id))}
    if not writers.issuperset(who for who in changed.values() if who is not None):
        raise Invalid("not_a_writer")


def _give(db: Session, dossier: Dossier, key: str, who: UUID | None, actor: Actor, now: datetime) -> None:
    here = (col(AnswerTask.dossier_id) == dossier.id) & (col(AnswerTask.question_key) == key)
    db.execute(delete(AnswerTask).where(here))
    if who is not None:
        db.add(AnswerTask(dossier_id=dossier.id, question_key=key, person_id=who, given_by=actor.id, given_at=now))
        db.flush()


def _tell(db: Session, dossier: Dossier, changed: Givers, actor: Actor, now: datetime) -> None:
    """One letter for each person who is given something by somebody else."""
    given = [who for who in changed.values() if who is not None and who != actor.id]
    for who in dict.fromkeys(given):
        person = db.get_one(Person, who)
        team_letters.given(db, dossier, person, number=given.count(who), by=actor.name, now=now)
