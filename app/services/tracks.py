"""Tracks: a kind of answer with what it asks and how it is scored, written in tables."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.domain.entry import dump_suits
from app.domain.form_plans import FormPlan, dump_form_plan
from app.domain.members import dump_rules
from app.domain.outcomes import dump_outcomes
from app.forms.call import RubricForm, TrackForm
from app.models import Criterion, Form, FormVersion, Rubric, Track


def add_track(
    db: Session, call_id: UUID, form: TrackForm, *, position: int, now: datetime, published_at: datetime | None
) -> Track:
    """A track with the first version of its form: published and locked, or still being written."""
    asked = Form(call_id=call_id, key=form.key)
    rubric = add_rubric(db, call_id, form.key, form.rubric) if form.rubric else None
    db.add(asked)
    db.flush()
    if published_at is None:
        begin_version(db, asked.id, form.form, now=now)
    else:
        add_version(db, asked.id, form.form, number=1, now=published_at, locked_at=published_at)
    track = Track(
        call_id=call_id,
        key=form.key,
        position=position,
        title=dict(form.title),
        summary=dict(form.summary),
        form_id=asked.id,
        rubric_id=rubric.id if rubric else None,
        has_members=form.has_members,
        needs_signatures=form.needs_signatures,
        blind=form.blind,
        reviews_wanted=form.reviews_wanted,
        composition=[dict[str, object](one) for one in dump_rules(form.composition)],
        outcomes=[dict[str, object](one) for one in dump_outcomes(form.outcomes)],
        suits=dict[str, object](suits) if (suits := dump_suits(form.suits)) else None,
    )
    db.add(track)
    return track


def add_version(
    db: Session, form_id: UUID, plan: FormPlan, *, number: int, now: datetime, locked_at: datetime | None = None
) -> FormVersion:
    """A published version of a form: it never changes."""
    version = FormVersion(
        form_id=form_id,
        number=number,
        plan=dict[str, object](dump_form_plan(plan)),
        created_at=now,
        published_at=now,
        locked_at=locked_at,
    )
    db.add(version)
    db.flush()
    return version


def begin_version(db: Session, form_id: UUID, plan: FormPlan, *, now: datetime) -> FormVersion:
    """The first version of a form, being written: it can change until it is published."""
    version = FormVersion(form_id=form_id, plan=dict[str, object](dump_form_plan(plan)), created_at=now)
    db.add(version)
    db.flush()
    return version


def lock_version(db: Session, version_id: UUID, now: datetime) -> None:
    """A dossier uses this version: from now on it never changes."""
    version = db.get_one(FormVersion, version_id)
    if version.locked_at is None:
        version.locked_at = now
        db.add(version)


def add_rubric(db: Session, call_id: UUID, key: str, form: RubricForm) -> Rubric:
    """A rubric with its criteria."""
    rubric = Rubric(call_id=call_id, key=key, scale_max=form.scale_max)
    db.add(rubric)
    db.flush()
    for position, criterion in enumerate(form.criteria):
        db.add(Criterion(rubric_id=rubric.id, position=position, **criterion.model_dump()))
    return rubric
