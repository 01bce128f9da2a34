"""Screening: admit, refuse or move a dossier to another track; its owner is told why."""

from datetime import datetime

from sqlmodel import Session

from app.domain.errors import Invalid, Stale
from app.domain.roles import Actor
from app.domain.workflow import State, walk
from app.forms.screening import AdmissionForm, RefusalForm, RequalificationForm
from app.models import Dossier, Track
from app.queries import calls
from app.queries.forms import latest_version
from app.queries.visibility import facts_of
from app.services import corrections, detection, journal, refiling
from app.services import screening_letters as letters
from app.services.drafts import refresh
from app.services.form_moves import carry_answers
from app.services.screening_letters import Letter
from app.services.tracks import lock_version

ScreeningForm = AdmissionForm | RefusalForm | RequalificationForm


def admit(db: Session, dossier: Dossier, form: AdmissionForm, *, actor: Actor, now: datetime) -> Dossier:
    """Let a dossier go to its reviewers. Raises Forbidden, WrongState or Stale."""
    if _done_already(dossier, form, State.ADMITTED, ""):
        return dossier
    target = _walk(db, dossier, form, actor, now)
    refiling.settle(db, dossier, actor=actor, now=now)
    mail = letters.admitted(db, dossier)
    detection.request(db, dossier.call_id, actor_id=actor.id, now=now)
    return _settle(db, dossier, form, target, mail, actor=actor, now=now)


def refuse(db: Session, dossier: Dossier, form: RefusalForm, *, actor: Actor, now: datetime) -> Dossier:
    """Refuse a dossier, for a reason its owner reads. Raises Forbidden, WrongState or Stale."""
    if _done_already(dossier, form, State.REFUSED, form.reason):
        return dossier
    target = _walk(db, dossier, form, actor, now)
    refiling.settle(db, dossier, actor=actor, now=now)
    mail = letters.refused(db, dossier, form.reason)
    return _settle(db, dossier, form, target, mail, reason=form.reason, actor=actor, now=now)


def requalify(db: Session, dossier: Dossier, form: RequalificationForm, *, actor: Actor, now: datetime) -> Dossier:
    """Move a dossier to another track; answers stay, found again by the keys of their questions.

    Raises Forbidden, WrongState, Stale, or Invalid for a track that is not another one of this call.
    """
    track = track_of(db, dossier, form.track)
    if dossier.track_id == track.id and _is_repeat(dossier, form) and dossier.screening_reason == form.reason:
        return dossier
    target = _walk(db, dossier, form, actor, now)
    if dossier.track_id == track.id:
        raise Invalid("same_track", field="track")
    refiling.settle(db, dossier, actor=actor, now=now)
    mail = letters.requalified(db, dossier, track, form.reason)
    version_id = latest_version(db, track.form_id)
    carry_answers(db, dossier, version_id, now=now)
    dossier.track_id, dossier.form_version_id, dossier.moved_from_id = track.id, version_id, None
    lock_version(db, version_id, now)
    refresh(db, dossier, now=now)
    return _settle(db, dossier, form, target, mail, reason=form.reason, actor=actor, now=now)


def act_on(db: Session, dossier: Dossier, form: ScreeningForm, *, actor: Actor, now: datetime) -> Dossier:
    """The act that this form describes."""
    if isinstance(form, AdmissionForm):
        return admit(db, dossier, form, actor=actor, now=now)
    if isinstance(form, RefusalForm):
        return refuse(db, dossier, form, actor=actor, now=now)
    return requalify(db, dossier, form, actor=actor, now=now)


def preview(db: Session, dossier: Dossier, form: ScreeningForm, *, actor: Actor, now: datetime) -> Letter:
    """The letter that this act would send; raises what the act would raise, and changes nothing."""
    _walk(db, dossier, form, actor, now)
    if isinstance(form, RequalificationForm):
        track = track_of(db, dossier, form.track)
        if track.id == dossier.track_id:
            raise Invalid("same_track", field="track")
        return letters.requalified(db, dossier, track, form.reason)
    return letters.refused(db, dossier, form.reason) if isinstance(form, RefusalForm) else letters.admitted(db, dossier)


def track_of(db: Session, dossier: Dossier, key: str) -> Track:
    """The track of this key in the dossier's call; raises Invalid."""
    found = calls.track_of(db, dossier.call_id, key)
    if found is None:
        raise Invalid("unknown_track", field="track")
    return found


def _walk(db: Session, dossier: Dossier, form: ScreeningForm, actor: Actor, now: datetime) -> State:
    target = walk(form.act, facts_of(db, dossier, actor, now))
    if form.version is not None and form.version != dossier.version:
        raise Stale("dossier_changed", version=dossier.version)
    return target


def _is_repeat(dossier: Dossier, form: ScreeningForm) -> bool:
    """Whether this is the form of the last change, sent again: two clicks are one act."""
    return form.version is not None and form.version == dossier.version - 1


def _done_already(dossier: Dossier, form: ScreeningForm, state: State, reason: str) -> bool:
    return dossier.state == state and dossier.screening_reason == reason and _is_repeat(dossier, form)


def _settle(
    db: Session,
    dossier: Dossier,
    form: ScreeningForm,
    state: State,
    mail: Letter,
    *,
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> Dossier:
    """Write the outcome, tell the owner, and leave a line in the journal."""
    before = _digest(dossier)
    if dossier.state == State.TO_CORRECT != state:
        corrections.close(db, dossier, actor, now)
    dossier.state, dossier.screening_reason = state, reason
    dossier.version, dossier.updated_at = dossier.version + 1, now
    db.add(dossier)
    letters.post(db, dossier, mail, now)
    db.flush()
    journal.write(
        db,
        f"dossier.{_PAST[form.act]}",
        f"dossier:{dossier.id}",
        actor_id=actor.id,
        now=now,
        call_id=dossier.call_id,
        before=before,
        after=_digest(dossier),
    )
    return dossier


_PAST = {"admit": "admitted", "refuse": "refused", "requalify": "requalified"}


def _digest(dossier: Dossier) -> str:
    return journal.digest(
        {
            "state": dossier.state,
            "track": str(dossier.track_id),
            "reason": dossier.screening_reason,
            "version": dossier.version,
        }
    )
