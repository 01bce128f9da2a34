"""The life of a dossier in the hands of its owner: it is started, then filed."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import Invalid, WrongState
from app.domain.form_plans import FormPlan
from app.domain.phases import check_filing, is_late
from app.domain.questions import COUNTED_KINDS
from app.domain.receipts import digest_of, receipt_code
from app.domain.roles import Actor
from app.domain.workflow import State, walk
from app.models import Call, Dossier, DossierSection, FormVersion, Once, Revision, Track
from app.queries.calls import calendar_of
from app.queries.commitments import frozen_signatures
from app.queries.dossiers import Content, last_revision
from app.queries.forms import latest_version, plan_of
from app.queries.visibility import facts_of
from app.services import corrections, form_locks, letters
from app.services.drafts import index, note, refresh
from app.services.entering import carry, eligible, hold_track
from app.services.parts import kept_file, kept_member
from app.services.upserts import insert_or_ignore


def start(
    db: Session,
    actor: Actor,
    call: Call,
    track: Track,
    *,
    now: datetime,
    key: str = "",
    answers: Mapping[str, JsonValue] = MappingProxyType({}),
) -> Dossier:
    """A new draft; the same `key` from the same person gives back the one it made.

    `answers` are those to the questions before a dossier: they are judged again here, and those that the form asks for
    too are kept. Raises WrongState, or Invalid: `unknown_track`, `entry_unanswered`, `not_eligible`.
    """
    check_filing(calendar_of(call), now)
    if track.call_id != call.id or not hold_track(db, track):
        raise Invalid("unknown_track", field="track")
    entered = eligible(db, call, answers)
    once = Once(key=f"start:{actor.id}:{key[:60]}", created_at=now)
    if key and not insert_or_ignore(db, once):
        return db.get_one(Dossier, UUID(db.get_one(Once, once.key).location))
    dossier = _draft(db, actor, call, track, now)
    if key:
        db.get_one(Once, once.key).location = str(dossier.id)
    carry(db, dossier, call, plan_of(db, dossier.form_version_id), entered, now=now)
    refresh(db, dossier, now=now)
    note(db, "dossier.started", dossier, actor, now)
    return dossier


def submit(db: Session, dossier: Dossier, *, actor: Actor, now: datetime) -> Revision:
    """Hand a dossier to the organisers: frozen, numbered, proved by a digest; the same for one that is filed again.

    Raises WrongState, Forbidden.
    """
    content, plan = refresh(db, dossier, now=now), plan_of(db, dossier.form_version_id)
    corrects = dossier.state == State.TO_CORRECT
    dossier.state = walk("submit", facts_of(db, dossier, actor, now))
    if dossier.reopened_at is not None:
        dossier.reopened_at = None
        content = refresh(db, dossier, now=now)
        corrections.answered(db, dossier, actor, now)
    call = _numbered(db, dossier)
    track = db.get_one(Track, dossier.track_id)
    dossier.filed_track_id = dossier.track_id
    # A correction that was asked for does not make a dossier come late.
    if not corrects:
        dossier.filed_at, dossier.late = now, is_late(calendar_of(call), now)
    dossier.version, dossier.updated_at = dossier.version + 1, now
    db.add(dossier)
    frozen = frozen_content(dossier, call, track, plan, content)
    if track.needs_signatures:
        frozen["signatures"] = frozen_signatures(db, dossier, [member.id for member in content.members])
    revision = _frozen(db, dossier, frozen, actor, now)
    index(dossier, content)
    letters.received(db, dossier, call, track, revision, now=now)
    note(db, "dossier.submitted", dossier, actor, now, after=revision.digest)
    return revision


def frozen_content(
    dossier: Dossier, call: Call, track: Track, plan: FormPlan, content: Content
) -> dict[str, JsonValue]:
    """What is filed, as the plain JSON whose digest is the proof; `content` is what is asked."""
    asked = {question.key for question in plan.questions}
    answered = [question.key for question in plan.questions if question.kind not in COUNTED_KINDS]
    return {
        "call": call.reference,
        "dossier": dossier.reference,
        "track": track.key,
        "form_version": str(dossier.form_version_id),
        "filed_at": dossier.updated_at.isoformat(timespec="microseconds"),
        "answers": {key: content.values[key] for key in answered if content.values.get(key) is not None},
        "members": [kept_member(member) for member in content.members],
        "files": [kept_file(file) for file in content.files if file.question_key in asked],
    }


def _draft(db: Session, actor: Actor, call: Call, track: Track, now: datetime) -> Dossier:
    """An empty draft on the form of now, which no longer changes."""
    form_locks.share(db, track.form_id)
    version = db.get_one(FormVersion, latest_version(db, track.form_id))
    if version.published_at is None and call.is_public:
        raise WrongState("form_not_published")
    if version.locked_at is None:
        version.locked_at = now
        db.add(version)
    dossier = Dossier(
        call_id=call.id,
        track_id=track.id,
        form_version_id=version.id,
        owner_id=actor.id,
        created_at=now,
        updated_at=now,
    )
    db.add(dossier)
    db.flush()
    for section in plan_of(db, version.id).sections:
        db.add(DossierSection(dossier_id=dossier.id, section_key=section.key))
    return dossier


def _numbered(db: Session, dossier: Dossier) -> Call:
    """The call, locked; a dossier keeps the number of its first filing."""
    query = select(Call).where(col(Call.id) == dossier.call_id).with_for_update(key_share=True)
    call: Call = db.execute(query.execution_options(populate_existing=True)).scalar_one()
    if dossier.number is None:
        call.dossiers_filed += 1
        dossier.number = call.dossiers_filed
        dossier.reference = f"{call.reference}-{dossier.number:04d}"
        db.add(call)
    return call


def _frozen(db: Session, dossier: Dossier, frozen: dict[str, JsonValue], actor: Actor, now: datetime) -> Revision:
    last = last_revision(db, dossier.id)
    number = last.number + 1 if last else 1
    # The same answers filed twice at one instant are two filings, with a receipt each.
    frozen = {**frozen, "filing": number}
    digest = digest_of(frozen)
    revision = Revision(
        dossier_id=dossier.id,
        number=number,
        track_key=str(frozen["track"]),
        content=dict[str, object](frozen),
        digest=digest,
        receipt_code=receipt_code(digest, str(dossier.id)),
        filed_at=now,
        filed_by=actor.id,
    )
    db.add(revision)
    return revision
