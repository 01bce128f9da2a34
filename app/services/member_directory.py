"""Members and the directory of companies: where their words come from, and what it completes later."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.adapters import geography
from app.domain.listings import PARTS, Listed, Listing, Said, completed, listed
from app.models import Dossier, Member
from app.services import journal
from app.services.drafts import refresh


class Waiting(NamedTuple):
    """A member that the directory could not be asked about yet."""

    member_id: UUID
    dossier_id: UUID
    identifier: str


def said_by(member: Member) -> Said:
    """What a member says of itself."""
    return Said(member.identifier, member.name, member.address, member.legal_form)


def mark(member: Member, was: Said | None, listing: Listing | None) -> None:
    """Say where the words of a member come from, once they are written."""
    stood = Listed(member.directory)
    state = listed(said_by(member), was, stood, listing)
    if state is Listed.FOUND and listing is not None and said_by(member).says(listing):
        member.directory_at = listing.at
    elif state is not stood or state is not Listed.FOUND:
        member.directory_at = None
    member.directory = state


def waiting(db: Session, *, most: int) -> list[Waiting]:
    """The members to ask about, the oldest first."""
    query = select(col(Member.id), col(Member.dossier_id), col(Member.identifier))
    rows = db.execute(query.where(col(Member.directory) == Listed.WAITING).order_by(col(Member.id)).limit(most))
    return [Waiting(*row) for row in rows]


def repair(db: Session, asked: Waiting, listing: Listing | None, *, now: datetime) -> bool:
    """Complete a member with what the directory says, or note that it does not know the number.

    Nothing that was typed changes; False when it changed meanwhile and is no longer waiting for this.
    """
    dossier = db.get_one(Dossier, asked.dossier_id, with_for_update={"key_share": True})
    member = db.get(Member, asked.member_id, populate_existing=True)
    if member is None or member.directory != Listed.WAITING or member.identifier != asked.identifier:
        return False
    before = said_by(member)
    if listing is None:
        member.directory, member.directory_at = Listed.UNKNOWN, now
    else:
        _complete(member, listing)
    member.version += 1
    db.add(member)
    saved_at = dossier.updated_at
    refresh(db, dossier, now=now)
    # Nobody saved anything: « last saved » stays what it was.
    dossier.updated_at = saved_at
    _note(db, dossier, before, said_by(member), now)
    return True


def _complete(member: Member, listing: Listing) -> None:
    said = completed(said_by(member), listing)
    for part in PARTS:
        setattr(member, part, getattr(said, part))
    if not member.commune and (place := geography.commune(listing.commune)):
        member.commune, member.insee, member.departement = place.name[:120], place.insee, place.departement
    member.directory, member.directory_at = Listed.FOUND, listing.at


def _note(db: Session, dossier: Dossier, before: Said, after: Said, now: datetime) -> None:
    digests = [journal.digest({part: getattr(one, part) for part in PARTS}) for one in (before, after)]
    journal.write(
        db,
        "member.completed",
        f"dossier:{dossier.id}",
        actor_id=None,
        now=now,
        call_id=dossier.call_id,
        before=digests[0],
        after=digests[1],
    )
