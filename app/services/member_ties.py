"""What hangs on a member: its confirmation, its letter, its signature; what becomes of them when it changes or goes."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col

from app.domain.members import organisation_of
from app.forms.dossier import MemberForm
from app.models import Member, SignOff, StoredFile, Upload


def follow(member: Member, was: MemberForm) -> None:
    """Another organisation has confirmed nothing; another address is asked anew."""
    if not _same(member, was):
        member.confirmed_at, member.declined_at, member.decline_reason = None, None, ""
        member.asked_at = None
    if member.contact_email != was.contact_email and member.confirmed_at is None:
        member.asked_at = None


def cut(db: Session, member: Member, now: datetime) -> None:
    """Before a member goes: its signature goes, its letter is taken out; what was filed keeps its bytes."""
    db.execute(delete(SignOff).where(col(SignOff.member_id) == member.id))
    gone = {"member_id": None, "removed_at": now}
    letters = col(StoredFile.member_id) == member.id
    db.execute(update(StoredFile).where(letters, col(StoredFile.removed_at).is_(None)).values(**gone))
    db.execute(update(StoredFile).where(letters).values(member_id=None))
    db.execute(update(Upload).where(col(Upload.member_id) == member.id).values(member_id=None))


def _same(member: Member, was: MemberForm) -> bool:
    """Whether it is still the same organisation: by its numbers where both are known, else by its name."""
    if member.identifier and was.identifier:
        return organisation_of(member.identifier) == organisation_of(was.identifier)
    return member.name.casefold() == was.name.casefold()
