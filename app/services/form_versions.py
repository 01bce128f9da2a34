"""Versions of forms: what is being written becomes what is asked, and never changes again."""

from datetime import datetime
from typing import cast

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import Invalid, Stale, WrongState
from app.domain.form_plans import FormPlan, parse_form_plan
from app.domain.form_problems import blocking, faults_of
from app.domain.roles import Actor
from app.forms.form_version import VersionForm
from app.models import Call, Dossier, FormVersion, Track
from app.queries import calls
from app.queries.form_versions import MOVE, movable, published_of, writing_of
from app.queries.forms import plan_of
from app.services import form_locks, form_moves, jobs, journal
from app.services.call_changes import demand_mine
from app.services.drafts import refresh


def publish(db: Session, call: Call, track: Track, form: VersionForm, *, actor: Actor, now: datetime) -> FormVersion:
    """Ask from now on what was being written; drafts follow in the worker, filed dossiers keep their version.

    Sent twice, it is published once. Raises Forbidden, Stale when it was edited since it was previewed, WrongState
    when nothing differs from what is asked already, Invalid (`faults`) while something keeps it from being asked.
    """
    demand_mine(call, actor)
    form_locks.hold(db, track.form_id)
    version, last = writing_of(db, track.form_id, to_change=True), published_of(db, track.form_id)
    if last is not None and last.id == form.version and last.edits == form.edits:
        return last
    if version is None:
        raise WrongState("nothing_to_publish")
    if (version.id, version.edits) != (form.version, form.edits):
        raise Stale("form_edited", version=str(version.id), edits=version.edits)
    plan = written(version)
    if last is not None and plan == plan_of(db, last.id):
        raise WrongState("nothing_to_publish")
    if found := faults(plan):
        raise Invalid("form_has_faults", faults=found)
    return _publish(db, call, version, last, form.note, actor=actor, now=now)


def publish_first(db: Session, call: Call, *, actor: Actor, now: datetime) -> None:
    """Publish the first version of each form that has none. Raises WrongState (`track`) where one is not ready."""
    for track in calls.tracks(db, call.id):
        form_locks.hold(db, track.form_id)
        if published_of(db, track.form_id) is not None:
            continue
        version = writing_of(db, track.form_id, to_change=True)
        if version is None or faults(written(version)):
            raise WrongState("form_not_ready", track=track.key)
        _publish(db, call, version, None, {}, actor=actor, now=now)


def faults(plan: FormPlan) -> list[str]:
    """What keeps a form from being asked, as codes of `form_problems`, each once."""
    return list(dict.fromkeys(fault.code for fault in blocking(faults_of(plan))))


def written(version: FormVersion) -> FormPlan:
    """The plan of a version that may still change: never read from what is remembered."""
    return parse_form_plan(cast("JsonValue", version.plan))


def _publish(
    db: Session,
    call: Call,
    version: FormVersion,
    last: FormVersion | None,
    note: dict[str, str],
    *,
    actor: Actor,
    now: datetime,
) -> FormVersion:
    # What is published is remembered as it is read: nothing reads it before everything that may fail is done.
    _settle_trials(db, version, now)
    version.published_at, version.published_by, version.note = now, actor.id, note
    db.add(version)
    db.flush()
    if form_moves.waiting(db, version):
        wanted = {"version": str(version.id)}
        key = f"{MOVE}/{version.id}"
        jobs.enqueue(db, MOVE, wanted, unique_key=key, now=now, created_by=actor.id, call_id=call.id)
    before = journal.digest(last.plan) if last else ""
    subject, after = f"form_version:{version.id}", journal.digest({**version.plan, "note": note})
    journal.write(
        db, "form.published", subject, actor_id=actor.id, now=now, call_id=call.id, before=before, after=after
    )
    return version


def _settle_trials(db: Session, version: FormVersion, now: datetime) -> None:
    """Organisers try a form before anybody else: their drafts are on the version that was edited under them."""
    query = select(Dossier).where(movable(version.form_id), col(Dossier.form_version_id) == version.id)
    for trial in db.execute(query.order_by(col(Dossier.id)).with_for_update(key_share=True)).scalars():
        form_moves.carry_answers(db, trial, version.id, now=now)
        refresh(db, trial, now=now)
