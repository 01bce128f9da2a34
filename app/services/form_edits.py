"""Editing forms: one change at a time on the version that is being written, undone and redone by whoever made it.

Two organisers at once wait for each other, and none of their changes is lost: each edit carries what its author saw of
the one thing it changes.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import cast

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.edit_rules import cleaned, demand_sensible, natures
from app.domain.edits import Edit, dump_edit, parse_edit
from app.domain.errors import Invalid, NotFound, Stale, WrongState
from app.domain.form_edits import apply
from app.domain.form_plans import Cycle, FormPlan, dump_form_plan, parse_form_plan
from app.domain.roles import Actor
from app.models import Call, Form, FormEdit, FormVersion, Person, Track
from app.queries import form_edits as eyes
from app.services import journal
from app.services.call_changes import demand_mine

MOST_QUESTIONS = 500
_EMPTY: dict[str, object] = {"sections": []}


def writing_version(db: Session, call: Call, track: Track, *, actor: Actor, now: datetime) -> FormVersion:
    """The version of the track's form that is being written; the first time, a copy of the last published one.

    Raises Forbidden to those who do not run the call, WrongState once its results are published.
    """
    return _to_write(db, track, _held(db, call, track, actor), now)


def edit(db: Session, call: Call, track: Track, edit: Edit, *, actor: Actor, now: datetime) -> FormVersion:
    """Make one change; the version it went into. Setting what is already there changes nothing.

    Raises Stale (`edit_stale` with `mine` and `theirs`, or `edit_gone`), Invalid (`form_cycle` with `keys`, ...).
    """
    present, said = _held(db, call, track, actor), cleaned(edit)
    demand_sensible(said)
    if (renamed := natures(said)) and (fixed := renamed & eyes.published_keys(db, track.form_id)):
        raise Invalid("key_published", field="key", key=min(fixed))
    before = _plan(present)
    after, inverse = _applied(before, said)
    if present is not None and _same(before, after):
        return present
    version = _to_write(db, track, present, now)
    row = FormEdit(
        form_version_id=version.id,
        number=version.edits + 1,
        author_id=actor.id,
        at=now,
        edit=dump_edit(said),
        inverse=dump_edit(inverse),
    )
    db.add(row)
    return _written(db, call, version, after, "form.edited", row, actor=actor, now=now)


def undo(
    db: Session, call: Call, track: Track, *, actor: Actor, now: datetime, number: int | None = None
) -> FormVersion:
    """Take back one's own last change, or the change of this number, whoever made it; twice does it once.

    Raises WrongState (`nothing_to_undo`), Stale (`undo_crossed` with `who`) when somebody changed the same thing since.
    """
    version = _being_written(_held(db, call, track, actor), "nothing_to_undo")
    rows = eyes.edits_of(db, version.id)
    own = (row for row in reversed(rows) if row.author_id == actor.id and not row.undone)
    row = next(own, None) if number is None else _numbered(rows, number)
    if row is None:
        raise WrongState("nothing_to_undo")
    if row.undone:
        return version
    _demand_untouched(db, rows, row)
    after, _ = _applied(_plan(version), parse_edit(row.inverse))
    row.undone = True
    return _written(db, call, version, after, "form.undone", row, actor=actor, now=now)


def redo(
    db: Session, call: Call, track: Track, *, actor: Actor, now: datetime, number: int | None = None
) -> FormVersion:
    """Make again the change that one took back last, or the change of this number; twice does it once.

    Raises WrongState (`nothing_to_redo`), Stale when somebody changed the same thing since.
    """
    version = _being_written(_held(db, call, track, actor), "nothing_to_redo")
    rows = eyes.edits_of(db, version.id)
    row = eyes.next_redo(rows, actor.id) if number is None else _numbered(rows, number)
    if row is None:
        raise WrongState("nothing_to_redo")
    if not row.undone:
        return version
    _demand_untouched(db, rows, row)
    after, inverse = _applied(_plan(version), parse_edit(row.edit))
    row.undone, row.inverse = False, dump_edit(inverse)
    return _written(db, call, version, after, "form.redone", row, actor=actor, now=now)


def _held(db: Session, call: Call, track: Track, actor: Actor) -> FormVersion | None:
    """The last version of the form, locked with the form itself: whoever edits, undoes or publishes waits here."""
    if track.call_id != call.id:
        raise NotFound
    demand_mine(call, actor)
    if call.published_at is not None:
        raise WrongState("already_published")
    db.execute(select(col(Form.id)).where(col(Form.id) == track.form_id).with_for_update(key_share=True))
    query = select(FormVersion).where(col(FormVersion.form_id) == track.form_id)
    last = query.order_by(col(FormVersion.number).desc()).limit(1).with_for_update(key_share=True)
    found: FormVersion | None = db.execute(last, execution_options={"populate_existing": True}).scalar_one_or_none()
    return found


def _to_write(db: Session, track: Track, last: FormVersion | None, now: datetime) -> FormVersion:
    if last is not None and last.published_at is None:
        return last
    number, plan = (last.number + 1, last.plan) if last is not None else (1, _EMPTY)
    version = FormVersion(form_id=track.form_id, number=number, plan=plan, created_at=now)
    db.add(version)
    db.flush()
    return version


def _written(
    db: Session,
    call: Call,
    version: FormVersion,
    plan: FormPlan,
    act: str,
    row: FormEdit,
    *,
    actor: Actor,
    now: datetime,
) -> FormVersion:
    version.plan, version.edits = dict[str, object](dump_form_plan(plan)), version.edits + 1
    db.add_all((version, row))
    db.flush()
    done, back = journal.digest(row.edit), journal.digest(row.inverse)
    before, after = (done, back) if row.undone else (back, done)
    subject = f"form_version:{version.id}"
    journal.write(db, act, subject, actor_id=actor.id, now=now, call_id=call.id, before=before, after=after)
    return version


def _applied(plan: FormPlan, edit: Edit) -> tuple[FormPlan, Edit]:
    try:
        changed, inverse = apply(plan, edit)
    except Cycle as error:
        raise Invalid("form_cycle", field="when", keys=" > ".join(error.keys)) from error
    if len(changed.questions) > MOST_QUESTIONS:
        raise Invalid("too_many_questions", most=MOST_QUESTIONS)
    return changed, inverse


def _plan(version: FormVersion | None) -> FormPlan:
    return parse_form_plan(cast("JsonValue", version.plan if version is not None else _EMPTY))


def _same(before: FormPlan, after: FormPlan) -> bool:
    """Python takes True for 1; JSON does not."""
    return before == after and json.dumps(dump_form_plan(before)) == json.dumps(dump_form_plan(after))


def _being_written(version: FormVersion | None, otherwise: str) -> FormVersion:
    if version is None or version.published_at is not None:
        raise WrongState(otherwise)
    return version


def _numbered(rows: Sequence[FormEdit], number: int) -> FormEdit:
    found = next((row for row in rows if row.number == number), None)
    if found is None:
        raise NotFound
    return found


def _demand_untouched(db: Session, rows: Sequence[FormEdit], row: FormEdit) -> None:
    crossing = eyes.crossing(rows, row)
    if crossing is not None:
        raise Stale("undo_crossed", who=db.get_one(Person, crossing.author_id).name)
