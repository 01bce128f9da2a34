"""Corrections that organisers ask of a filed dossier: asked, answered by filing again, given more time, ended."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.domain.answers import asks, blocking, check_answers
from app.domain.errors import Invalid, Stale, WrongState
from app.domain.questions import QuestionKind
from app.domain.roles import Actor
from app.domain.workflow import State, walk
from app.forms.exchange import CorrectionForm
from app.models import Correction, Dossier, Person
from app.queries.asked import reading
from app.queries.corrections import open_one, shut_keys, taken_up
from app.queries.forms import plan_of
from app.queries.visibility import facts_of
from app.services import exchange_letters as letters
from app.services import journal, refiling
from app.services.drafts import note
from app.services.screening_letters import Letter


def ask(db: Session, dossier: Dossier, form: CorrectionForm, *, actor: Actor, now: datetime) -> Correction:
    """Open some questions of a filed dossier again, and no others, until then; those who write it are told.

    Answers that are missing are asked for too: without them it could not be filed. Raises Forbidden, WrongState,
    Stale, or Invalid: `due_too_soon`, `unknown_question`.
    """
    if (done := _done_already(db, dossier, form)) is not None:
        return done
    target, asked = _checked(db, dossier, form, actor, now)
    # What was changed and not filed is set aside: it must not be filed with the correction, which opens less.
    refiling.settle(db, dossier, actor=actor, now=now)
    number = select(func.max(Correction.number)).where(col(Correction.dossier_id) == dossier.id)
    made = Correction(
        dossier_id=dossier.id,
        number=(db.execute(number).scalar_one() or 0) + 1,
        asked_by=actor.id,
        asked_at=now,
        reason=form.reason,
        questions=[{"key": key, "note": said} for key, said in asked],
        due_at=form.due_at,
    )
    db.add(made)
    dossier.state, dossier.reopened_at = target, now
    _touch(db, dossier, now)
    for person in letters.writers(db, dossier):
        mail = letters.asked(db, dossier, person, form.reason, asked, form.due_at)
        letters.post(db, dossier, mail, made.id, now)
    note(db, "dossier.correction_asked", dossier, actor, now, after=_digest(made))
    return made


def preview(db: Session, dossier: Dossier, form: CorrectionForm, *, actor: Actor, now: datetime) -> Letter:
    """The letter that asking would send to the owner; raises what asking would raise, and changes nothing."""
    _, asked = _checked(db, dossier, form, actor, now)
    owner = db.get_one(Person, dossier.owner_id)
    return letters.asked(db, dossier, owner, form.reason, asked, form.due_at)


def prolong(db: Session, dossier: Dossier, due_at: datetime, *, actor: Actor, now: datetime) -> Correction:
    """Give more time to correct, even once it is over. Raises Forbidden, WrongState, Invalid."""
    walk("end_correction", facts_of(db, dossier, actor, now))
    one = _open(db, dossier)
    if due_at == one.due_at:
        return one
    if due_at < one.due_at or due_at <= now:
        raise Invalid("due_not_later", field="due_at")
    before = _digest(one)
    one.due_at = due_at
    db.add(one)
    _touch(db, dossier, now)
    for person in letters.writers(db, dossier):
        letters.post(db, dossier, letters.prolonged(db, dossier, person, due_at), f"v{dossier.version}", now)
    note(db, "dossier.correction_prolonged", dossier, actor, now, before=before, after=_digest(one))
    return one


def end(db: Session, dossier: Dossier, *, actor: Actor, now: datetime) -> None:
    """No longer wait for a correction: the dossier stays as it was filed. Raises Forbidden, WrongState.

    What was written meanwhile and not filed is not lost: it stays with those who wrote it.
    """
    dossier.state = walk("end_correction", facts_of(db, dossier, actor, now))
    one = open_one(db, dossier.id)
    close(db, dossier, actor, now)
    _touch(db, dossier, now)
    for person in letters.writers(db, dossier):
        letters.post(db, dossier, letters.ended(db, dossier, person), f"v{dossier.version}", now)
    note(db, "dossier.correction_ended", dossier, actor, now, before=_digest(one) if one else "")


def close(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> None:
    """The dossier goes another way: what was asked of it is no longer awaited."""
    one = open_one(db, dossier.id)
    if one is not None:
        one.ended_at, one.ended_by = now, actor.id
        db.add(one)
        db.flush()
    questions = (question.key for question in plan_of(db, dossier.form_version_id).questions)
    if dossier.reopened_at is not None and not taken_up(db, dossier, questions):
        dossier.reopened_at = None


def answered(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> None:
    """The dossier was filed again: what was asked of it is answered, and whoever asked is told."""
    one = open_one(db, dossier.id)
    if one is None:
        return
    one.answered_at = now
    db.add(one)
    asker = next((person for person in letters.organisers(db, dossier) if person.id == one.asked_by), None)
    if asker is not None:
        letters.post(db, dossier, letters.answered(db, dossier, asker, actor.name), one.id, now)


def demand_asked(db: Session, dossier: Dossier, keys: Iterable[str]) -> None:
    """Raise WrongState when a dossier is to correct and one of these questions is not to be taken up again."""
    shut = shut_keys(db, dossier)
    if closed := next((key for key in keys if key in shut), None):
        raise WrongState("not_to_correct", question=closed)


def demand_members(db: Session, dossier: Dossier) -> None:
    """The same for the members of the grouping."""
    if dossier.state == State.TO_CORRECT:
        plan = plan_of(db, dossier.form_version_id)
        demand_asked(db, dossier, [one.key for one in plan.questions if one.kind == QuestionKind.MEMBERS])


def _checked(
    db: Session, dossier: Dossier, form: CorrectionForm, actor: Actor, now: datetime
) -> tuple[State, list[tuple[str, str]]]:
    """The new state, and what is asked in the order of the form: the questions that were named, and those that lack."""
    target = walk("ask_correction", facts_of(db, dossier, actor, now))
    if form.version is not None and form.version != dossier.version:
        raise Stale("dossier_changed", version=dossier.version)
    if form.due_at <= now:
        raise Invalid("due_too_soon", field="due_at")
    plan, content = reading(db, dossier)
    notes = {one.key: one.note for one in form.questions}
    known = [question.key for question in plan.questions if asks(question)]
    if unknown := next((key for key in notes if key not in known), None):
        raise Invalid("unknown_question", field="question", question=unknown)
    lacking = {one.question_key for one in blocking(check_answers(plan.questions, content.values, final=True))}
    return target, [(key, notes.get(key, "")) for key in known if key in notes or key in lacking]


def _done_already(db: Session, dossier: Dossier, form: CorrectionForm) -> Correction | None:
    """The correction that this form made, when it comes twice: two clicks are one act."""
    if dossier.state != State.TO_CORRECT or form.version is None or form.version != dossier.version - 1:
        return None
    one = open_one(db, dossier.id)
    return one if one is not None and one.reason == form.reason else None


def _open(db: Session, dossier: Dossier) -> Correction:
    one = open_one(db, dossier.id)
    if one is None:
        raise WrongState("wrong_state", verb="prolong", state=dossier.state)
    return one


def _touch(db: Session, dossier: Dossier, now: datetime) -> None:
    dossier.version, dossier.updated_at = dossier.version + 1, now
    db.add(dossier)
    db.flush()


def _digest(one: Correction) -> str:
    parts = {"reason": one.reason, "questions": one.questions, "due_at": one.due_at, "number": one.number}
    return journal.digest(parts)
