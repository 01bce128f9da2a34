"""Drafts move to the version of their form that was just published: a few at a time, without losing an answer.

A draft that was never filed moves; whoever filed once keeps the form they filed, even if the dossier comes back to
them. Whatever the new form cannot show is kept aside as it was, and comes back when a later form shows it again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import func, select
from sqlmodel import Session, col

from app.domain.answers import blocking, check_answers
from app.domain.carrying import Effect, carry, holds_answers
from app.domain.errors import Forbidden, NotFound
from app.domain.form_plans import FormPlan
from app.domain.questions import Question
from app.domain.roles import Actor
from app.models import Answer, Dossier, FormVersion, KeptAnswer
from app.queries.asked import narrowed
from app.queries.dossiers import Content, content_of
from app.queries.form_versions import movable, passage, published_of
from app.queries.forms import plan_of
from app.queries.kept_answers import answers_of, kept_of, origins, question_of
from app.queries.visibility import facts_of
from app.services import journal
from app.services.drafts import note, refresh
from app.services.tracks import lock_version

AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move did to one draft: answers kept aside, to check, how much more keeps it from being filed, and how
    many questions its owner should look at in all."""

    dossier: UUID
    set_aside: int
    to_check: int
    asked: int
    to_do: int


def waiting(db: Session, version: FormVersion) -> int:
    """How many drafts still have to move to this version."""
    behind = (movable(version.form_id), col(Dossier.form_version_id) != version.id)
    count: int = db.execute(select(func.count()).select_from(Dossier).where(*behind)).scalar_one()
    return count


def move_some(
    db: Session, version: FormVersion, *, actor_id: UUID | None, now: datetime, most: int = AT_ONCE
) -> list[Moved]:
    """Move the next few drafts; none is left, or a later version was published, when the list is empty."""
    latest = published_of(db, version.form_id)
    if latest is None or latest.id != version.id:
        return []
    query = (
        select(Dossier)
        .where(movable(version.form_id), col(Dossier.form_version_id) != version.id)
        .order_by(col(Dossier.id))
        .limit(most)
        .with_for_update(key_share=True)
    )
    # Every draft is held before the journal is: who saves a draft holds it, then waits for the journal.
    drafts = list(db.execute(query.execution_options(populate_existing=True)).scalars())
    moved = [move(db, draft, version.id, now=now) for draft in drafts]
    for draft in drafts:
        subject = f"dossier:{draft.id}"
        journal.write(db, "dossier.moved", subject, actor_id=actor_id, now=now, call_id=draft.call_id)
    return moved


def move(db: Session, draft: Dossier, version_id: UUID, *, now: datetime) -> Moved:
    """One draft goes to another version of its form; its owner finds what changed until they have seen it."""
    seen = draft.moved_from_id or draft.form_version_id
    old, new = plan_of(db, draft.form_version_id), plan_of(db, version_id)
    before, saved_at = _lacking(old, content_of(db, draft, old)), draft.updated_at
    effects = carry_answers(db, draft, version_id, now=now)
    draft.form_version_id = version_id
    draft.moved_from_id = seen if passage(db, seen, version_id).shows else None
    draft.version += 1
    lock_version(db, version_id, now)
    content = refresh(db, draft, now=now)
    # The owner saved nothing: « last saved » stays what it was.
    draft.updated_at = saved_at
    asked = _lacking(new, content) - before
    aside = [key for key, effect in effects.items() if effect is Effect.SET_ASIDE]
    check = [key for key, effect in effects.items() if effect is Effect.TO_CHECK]
    return Moved(draft.id, len(aside), len(check), len(asked), len(asked | set(check)))


def carry_answers(db: Session, dossier: Dossier, version_id: UUID, *, now: datetime) -> dict[str, Effect]:
    """Read the answers of a dossier as another version asks for them; what becomes of each."""
    changed = passage(db, dossier.form_version_id, version_id).keys
    asked = {one.key: one for one in plan_of(db, version_id).questions if one.key in changed}
    rows, kept = answers_of(db, dossier.id, changed), kept_of(db, dossier.id)
    given = {key: row for key, row in rows.items() if row.value is not None}
    known = origins(db, dossier.form_version_id, given)
    here = {question.key for question in plan_of(db, dossier.form_version_id).questions}
    effects: dict[str, Effect] = {}
    for key, row in given.items():
        old = known.get(key)
        carried = carry(old.question if old else None, asked.get(key), cast("JsonValue", row.value))
        if carried.lossy:
            version = old.version if old else dossier.form_version_id
            keep_aside(db, dossier, key, cast("JsonValue", row.value), version, kept=kept, now=now)
        elif carried.effect is Effect.KEPT:
            _forget(db, key, row.value, kept)
        row.value = carried.value
        db.add(row)
        if key in here:
            effects[key] = carried.effect
    for question in asked.values():
        if holds_answers(question) and (question.key not in rows or rows[question.key].value is None):
            _bring_back(db, dossier, question, rows.get(question.key), kept)
    return effects


def keep_aside(
    db: Session,
    dossier: Dossier,
    key: str,
    value: JsonValue,
    version_id: UUID,
    *,
    kept: Iterable[KeptAnswer],
    now: datetime,
) -> None:
    """Keep one answer as it was given under a version of the form; the same one is kept once."""
    if any(one.question_key == key and one.value == value for one in kept):
        return
    db.add(KeptAnswer(dossier_id=dossier.id, question_key=key, form_version_id=version_id, value=value, kept_at=now))


def _forget(db: Session, key: str, value: object, kept: Iterable[KeptAnswer]) -> None:
    """What is shown again need not be kept aside."""
    for one in kept:
        if one.question_key == key and one.value == value:
            db.delete(one)


def _bring_back(db: Session, dossier: Dossier, question: Question, row: Answer | None, kept: list[KeptAnswer]) -> None:
    """An answer kept aside that this question reads whole takes its place again."""
    for one in kept:
        if one.question_key != question.key:
            continue
        value = cast("JsonValue", one.value)
        carried = carry(question_of(db, one.form_version_id, question.key), question, value)
        if carried.effect is Effect.KEPT:
            answer = row or Answer(
                dossier_id=dossier.id, question_key=question.key, updated_at=one.kept_at, updated_by=dossier.owner_id
            )
            answer.value = carried.value
            db.add(answer)
            db.delete(one)
            return


def _lacking(plan: FormPlan, content: Content) -> frozenset[str]:
    """The questions that keep a dossier from being filed."""
    asked = narrowed(plan, content.values).questions
    problems = blocking(check_answers(asked, content.values, final=True))
    return frozenset(problem.question_key for problem in problems)


def see(db: Session, dossier: Dossier, version_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Those who write it have seen what changed up to this version; what was published since is still to be seen.

    Raises Forbidden, or NotFound for a version that is not of the dossier's form.
    """
    if not facts_of(db, dossier, actor, now).writes:
        raise Forbidden("only_the_owner")
    seen, here = db.get(FormVersion, version_id), db.get_one(FormVersion, dossier.form_version_id)
    if seen is None or seen.form_id != here.form_id or seen.published_at is None:
        raise NotFound
    if dossier.moved_from_id is None or seen.number < db.get_one(FormVersion, dossier.moved_from_id).number:
        return
    dossier.moved_from_id = None if seen.id == here.id else seen.id
    db.add(dossier)
    note(db, "dossier.changes_seen", dossier, actor, now)
