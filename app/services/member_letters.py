"""The letter of commitment of a member: one file, kept with the question that asks for the members."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col

from app.adapters.storage import Storage
from app.domain.errors import NotFound
from app.domain.roles import Actor
from app.models import Dossier, Member, StoredFile
from app.queries.commitments import members_question
from app.queries.forms import plan_of
from app.services import corrections, files, members
from app.services.drafts import demand_open, note, refresh

FIELD = "letter"
WELCOME = ("pdf", "jpg", "png")
LARGEST = 10_000_000


def attach(
    db: Session,
    storage: Storage,
    dossier: Dossier,
    member_id: UUID,
    upload: files.Upload,
    *,
    actor: Actor,
    now: datetime,
) -> StoredFile:
    """Keep the letter of a member, in place of the one before. Raises WrongState, NotFound, Invalid (field: letter)."""
    demand_open(db, dossier, actor, now)
    corrections.demand_members(db, dossier)
    member = members.one_of(db, dossier, member_id)
    question = members_question(plan_of(db, dossier.form_version_id))
    if not question:
        raise NotFound
    files.demand_size(upload, LARGEST, field=FIELD)
    examined = files.real_type(upload, WELCOME, field=FIELD)
    _take_out(db, member, now)
    row = files.written(db, storage, dossier, question, examined, actor=actor, now=now, member_id=member.id)
    member.has_letter = True
    db.add(member)
    refresh(db, dossier, now=now)
    note(db, "member.letter_attached", dossier, actor, now, after=row.digest)
    return row


def _take_out(db: Session, member: Member, now: datetime) -> None:
    theirs = (col(StoredFile.member_id) == member.id) & col(StoredFile.removed_at).is_(None)
    db.execute(update(StoredFile).where(theirs).values(removed_at=now))
