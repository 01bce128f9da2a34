"""Members asked whether they take part: by a link to each, which confirms or declines without an account."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from app.domain.errors import Forbidden, Invalid, NotFound, WrongState
from app.domain.roles import Actor
from app.models import Call, Dossier, Member
from app.queries.commitments import MEMBER, asked_member
from app.queries.visibility import facts_of
from app.services import journal, limits, links, member_mail, members

AGAIN = timedelta(hours=1)
"""Nobody is asked twice within this time."""
OVER = frozenset({"refused", "withdrawn"})
MOST_A_DAY = 150


def ask(db: Session, dossier: Dossier, member_id: UUID, *, actor: Actor, now: datetime) -> Member:
    """Write to one member. Raises Forbidden, WrongState (`asked_lately`, `dossier_over`), Invalid, TooMany."""
    demand_writer(db, dossier, actor, now)
    member = members.one_of(db, dossier, member_id)
    if not member.contact_email:
        raise Invalid("member_without_address", field="contact_email", name=member.name)
    if member.asked_at is not None and now < member.asked_at + AGAIN:
        raise WrongState("asked_lately", name=member.name, at=member.asked_at)
    _ask(db, dossier, member, actor, now)
    return member


def ask_all(db: Session, dossier: Dossier, *, actor: Actor, now: datetime) -> int:
    """Write to every member that has an address and was never asked; how many."""
    demand_writer(db, dossier, actor, now)
    found = [one for one in members.all_of(db, dossier) if one.contact_email and one.asked_at is None]
    waiting = [one for one in found if one.confirmed_at is None]
    for member in waiting:
        _ask(db, dossier, member, actor, now)
    return len(waiting)


def confirm(db: Session, token: str, *, now: datetime) -> Member:
    """The organisation takes part; saying it twice changes nothing. Raises NotFound for a dead link, WrongState."""
    dossier, member = _asked(db, token, now)
    if member.confirmed_at is None:
        member.confirmed_at, member.declined_at, member.decline_reason = now, None, ""
        _answered(db, dossier, member, "confirmed", now)
    return member


def decline(db: Session, token: str, reason: str, *, now: datetime) -> Member:
    """It does not. Raises NotFound for a dead link, WrongState."""
    dossier, member = _asked(db, token, now)
    if member.declined_at is None or member.decline_reason != reason:
        member.confirmed_at, member.declined_at, member.decline_reason = None, now, reason
        _answered(db, dossier, member, "declined", now)
    return member


def demand_writer(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> None:
    """Raise Forbidden unless they write in this dossier, WrongState when there is nothing more to ask about it."""
    if not facts_of(db, dossier, actor, now).writes:
        raise Forbidden("only_a_writer")
    demand_living(db, dossier)


def demand_living(db: Session, dossier: Dossier) -> None:
    """Raise WrongState when nothing more can be said of this dossier."""
    if dossier.state in OVER or db.get_one(Call, dossier.call_id).published_at is not None:
        raise WrongState("dossier_over")


def count_mail(db: Session, dossier: Dossier, now: datetime) -> None:
    """Raise TooMany when a dossier writes to strangers all day long."""
    key = f"asked-members:{dossier.id}"
    limits.check(db, key, most=MOST_A_DAY, now=now)
    limits.count(db, key, window=timedelta(days=1), now=now)


def _ask(db: Session, dossier: Dossier, member: Member, actor: Actor, now: datetime) -> None:
    count_mail(db, dossier, now)
    member.asked_at = now
    db.add(member)
    payload = {"member": str(member.id), "email": member.contact_email}
    token = links.make(db, MEMBER, payload, now=now, call_id=dossier.call_id)
    member_mail.ask_member(db, dossier, member, token, actor=actor, now=now)
    _note(db, "member.asked", dossier, member, actor.id, now)


def _asked(db: Session, token: str, now: datetime) -> tuple[Dossier, Member]:
    found = asked_member(db, token, now, to_change=True)
    if found is None:
        raise NotFound("dead_link")
    demand_living(db, found.dossier)
    return found


def _answered(db: Session, dossier: Dossier, member: Member, answer: str, now: datetime) -> None:
    db.add(member)
    db.flush()
    member_mail.member_answered(db, dossier, member, answer, now=now)
    _note(db, f"member.{answer}", dossier, member, None, now)


def _note(db: Session, action: str, dossier: Dossier, member: Member, actor_id: UUID | None, now: datetime) -> None:
    after = journal.digest({"member": member.name, "address": member.contact_email})
    subject = f"dossier:{dossier.id}"
    journal.write(db, action, subject, actor_id=actor_id, now=now, call_id=dossier.call_id, after=after)
