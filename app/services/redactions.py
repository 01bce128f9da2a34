"""What reviewers read in the place of an answer or a file that tells whose dossier it is; organisers write it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.adapters.storage import Storage
from app.domain.entries import normalise
from app.domain.errors import Invalid, NotFound, Stale, WrongState
from app.domain.permissions import can
from app.domain.questions import TEXT_KINDS, Question
from app.domain.roles import Actor
from app.models import Dossier, Redaction
from app.queries.asked import reading
from app.queries.blind import is_blind
from app.queries.visibility import facts_of
from app.services import journal
from app.services.files import Upload, examine, written


def rewrite(db: Session, dossier: Dossier, key: str, text: str, *, seen: str, actor: Actor, now: datetime) -> Redaction:
    """What reviewers read in the place of an answer; no text keeps the answer back. `seen`: `seen_of` what stood there.

    Raises NotFound for a question that is not asked, Invalid where it is not answered by a text, Stale, WrongState.
    """
    question = _asked(db, dossier, key, actor, now)
    if text.strip() and question.kind not in TEXT_KINDS:
        raise Invalid("only_texts_are_rewritten", field="value")
    value = normalise(question, text) if text.strip() else None
    found = _row(db, dossier, key, None)
    if found is not None and found.value == value:
        return found
    if seen_of(found) != seen:
        raise Stale("stale")
    row = found or Redaction(dossier_id=dossier.id, question_key=key, made_by=actor.id, made_at=now)
    before, row.value = row.value, value
    return _kept(db, dossier, row, "redaction.written", before, actor, now)


def replace_file(
    db: Session,
    storage: Storage,
    dossier: Dossier,
    file_id: UUID,
    upload: Upload | None,
    *,
    actor: Actor,
    now: datetime,
) -> Redaction:
    """The file that reviewers read in the place of another; no upload keeps it back.

    Raises NotFound, Invalid (field: the question) for a file that the question would not take, WrongState.
    """
    found = next((file for file in reading(db, dossier)[1].files if file.id == file_id), None)
    if found is None:
        raise NotFound
    question = _asked(db, dossier, found.question_key, actor, now)
    copy = written(db, storage, dossier, "", examine(upload, question), actor=actor, now=now) if upload else None
    db.flush()
    row = _row(db, dossier, question.key, file_id) or Redaction(
        dossier_id=dossier.id, question_key=question.key, file_id=file_id, made_by=actor.id, made_at=now
    )
    before, row.replacement_id = str(row.replacement_id or ""), copy.id if copy else None
    return _kept(db, dossier, row, "redaction.file_replaced", before, actor, now)


def show_again(db: Session, dossier: Dossier, redaction_id: UUID, *, actor: Actor, now: datetime) -> None:
    """What was rewritten or kept back is read as its form says; doing it twice changes nothing."""
    _demand(db, dossier, actor, now)
    query = select(Redaction).where(col(Redaction.id) == redaction_id, col(Redaction.dossier_id) == dossier.id)
    row = db.execute(query).scalar_one_or_none()
    if row is None:
        return
    before = {"question": row.question_key, "value": row.value}
    db.delete(row)
    db.flush()
    _note(db, dossier, "redaction.removed", actor, now, before=before, after=None)


def seen_of(row: Redaction | None) -> str:
    """What says that nobody wrote there meanwhile."""
    return journal.digest({"": row.value})[:16] if row else ""


def _asked(db: Session, dossier: Dossier, key: str, actor: Actor, now: datetime) -> Question:
    _demand(db, dossier, actor, now)
    plan, _ = reading(db, dossier)
    found = next((question for question in plan.questions if question.key == key), None)
    if found is None:
        raise NotFound
    return found


def _demand(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> None:
    if not can("see_conflicts", facts_of(db, dossier, actor, now)):
        raise NotFound
    if not is_blind(db, dossier):
        raise WrongState("track_not_blind")


def _row(db: Session, dossier: Dossier, key: str, file_id: UUID | None) -> Redaction | None:
    # The dossier is held: of two who write of the same answer at once, the second writes over the row of the first.
    db.refresh(dossier, with_for_update={"key_share": True})
    query = select(Redaction).where(col(Redaction.dossier_id) == dossier.id, col(Redaction.question_key) == key)
    found: Redaction | None = db.execute(query.where(col(Redaction.file_id) == file_id)).scalar_one_or_none()
    return found


def _kept(
    db: Session, dossier: Dossier, row: Redaction, action: str, before: object, actor: Actor, now: datetime
) -> Redaction:
    row.made_by, row.made_at = actor.id, now
    db.add(row)
    db.flush()
    _note(db, dossier, action, actor, now, before=before, after=row.value or str(row.replacement_id or ""))
    return row


def _note(
    db: Session, dossier: Dossier, action: str, actor: Actor, now: datetime, *, before: object, after: object
) -> None:
    digests = {
        name: journal.digest({"": value}) if value else "" for name, value in (("before", before), ("after", after))
    }
    journal.write(db, action, f"dossier:{dossier.id}", actor_id=actor.id, now=now, call_id=dossier.call_id, **digests)
