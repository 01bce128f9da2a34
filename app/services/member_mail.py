"""The mails about members: to those who are asked, and to the owner of the dossier when they answer."""

from datetime import datetime

from pydantic import JsonValue
from sqlmodel import Session

from app.domain.notices import NoticeKind, unique_key
from app.domain.roles import Actor
from app.domain.texts import text_in
from app.models import Call, Dossier, Member, Person, SignOff
from app.queries.people import person_by_email
from app.services import outbox
from app.services.letters import dossier_variables, send
from app.services.links import LASTS
from app.services.outbox import Addressee


def ask_member(db: Session, dossier: Dossier, member: Member, token: str, *, actor: Actor, now: datetime) -> None:
    """Would this organisation confirm that it takes part?"""
    to, name = _stranger(db, member.contact_email, member.representative or member.name, actor)
    more: dict[str, JsonValue] = {"token": token, "member": member.name, "asked_by": actor.name}
    more["expires_at"] = (now + LASTS).isoformat()
    _ask(db, NoticeKind.MEMBER_ASKED, dossier, to, name, more, subject=str(member.id), now=now)


def ask_signature(
    db: Session, dossier: Dossier, member: Member, row: SignOff, token: str, *, actor: Actor, now: datetime
) -> None:
    """Would who represents this organisation sign?"""
    to, name = _stranger(db, row.email, row.name, actor)
    call = db.get_one(Call, dossier.call_id)
    more: dict[str, JsonValue] = {"token": token, "member": member.name, "asked_by": actor.name}
    more |= {"expires_at": (now + LASTS).isoformat(), "closes_at": call.closes_at.isoformat()}
    _ask(db, NoticeKind.SIGNATURE_ASKED, dossier, to, name, more, subject=str(row.id), now=now)


def member_answered(db: Session, dossier: Dossier, member: Member, answer: str, *, now: datetime) -> None:
    """Tell the owner what a member said."""
    more: dict[str, JsonValue] = {"member": member.name, "answer": answer, "reason": member.decline_reason}
    _tell(db, NoticeKind.MEMBER_ANSWERED, dossier, more, subject=str(member.id), now=now)


def signature_answered(
    db: Session, dossier: Dossier, member: Member, row: SignOff, answer: str, *, now: datetime
) -> None:
    """Tell the owner that somebody signed or does not, and how many are left."""
    more: dict[str, JsonValue] = {"member": member.name, "answer": answer, "reason": row.reason}
    more |= {"signed_as": row.signed_as, "unsigned": dossier.unsigned}
    _tell(db, NoticeKind.SIGNATURE_ANSWERED, dossier, more, subject=str(row.id), now=now)


def _stranger(db: Session, email: str, name: str, actor: Actor) -> tuple[Addressee, str]:
    """Somebody who may have no account: their language is that of who asks, unless we know theirs."""
    person = person_by_email(db, email)
    return Addressee(email, person.language if person else actor.language), name


def _ask(
    db: Session,
    kind: NoticeKind,
    dossier: Dossier,
    to: Addressee,
    name: str,
    more: dict[str, JsonValue],
    *,
    subject: str,
    now: datetime,
) -> None:
    call = db.get_one(Call, dossier.call_id)
    variables: dict[str, JsonValue] = {
        "name": name,
        "call": text_in(call.title, to.language),
        "call_link": f"/calls/{call.slug}",
        "title": dossier.title or dossier.bearer,
        **more,
    }
    _post(db, kind, dossier, to, variables, subject=subject, now=now)


def _tell(
    db: Session, kind: NoticeKind, dossier: Dossier, more: dict[str, JsonValue], *, subject: str, now: datetime
) -> None:
    owner, call = db.get_one(Person, dossier.owner_id), db.get_one(Call, dossier.call_id)
    variables = {**dossier_variables(dossier, call, owner), **more}
    variables["dossier_link"] = f"/applicant/dossiers/{dossier.id}/members"
    _post(db, kind, dossier, outbox.to_person(owner), variables, subject=subject, now=now)


def _post(
    db: Session,
    kind: NoticeKind,
    dossier: Dossier,
    to: Addressee,
    variables: dict[str, JsonValue],
    *,
    subject: str,
    now: datetime,
) -> None:
    key = unique_key(kind, subject, now.isoformat(timespec="microseconds"))
    send(db, dossier, kind, to, variables, key=key, now=now)
