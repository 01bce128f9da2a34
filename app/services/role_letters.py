"""The mails about roles in a call: invitations with the link that answers them, and what was answered."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from pydantic import JsonValue
from sqlmodel import Session

from app.domain.notices import NoticeKind, demand_variables, unique_key
from app.domain.roles import Role
from app.domain.texts import text_in
from app.models import Call, Dossier, Membership, Person
from app.queries.inviting import REVIEWING, known_among
from app.queries.people import actor_of
from app.services import accounts, links, outbox

LASTS = timedelta(days=60)
ORGANISER_LASTS = timedelta(days=14)


def invited(
    db: Session, call: Call, membership: Membership, person: Person, *, by: str, note: str, now: datetime
) -> None:
    """Ask somebody to review, with a link to say yes or no; or tell them that they organise."""
    more: dict[str, JsonValue] = {"invited_by": by, "note": note}
    if membership.role == Role.REVIEWER:
        more |= {"capacity": membership.capacity, "link": answering_link(db, membership, now)}
        more["expires_at"] = (now + LASTS).isoformat()
        _post(db, NoticeKind.REVIEWER_INVITED, call, person, more, subject=str(membership.id), now=now)
        return
    # Only an account that nobody opened yet needs a link to choose a password.
    is_new = person.password_hash is None
    more["token"] = accounts.make_link(db, "reset", person.id, now, lasts=ORGANISER_LASTS) if is_new else ""
    more["link"] = f"/organiser/calls/{call.slug}"
    _post(db, NoticeKind.ORGANISER_INVITED, call, person, more, subject=str(membership.id), now=now)


def expert_asked(
    db: Session, dossier: Dossier, membership: Membership, person: Person, *, by: str, note: str, now: datetime
) -> None:
    """Ask somebody to read one dossier, which its number names."""
    call = db.get_one(Call, dossier.call_id)
    more: dict[str, JsonValue] = {
        "invited_by": by,
        "note": note,
        "reference": dossier.reference or "",
        "link": answering_link(db, membership, now),
        "expires_at": (now + LASTS).isoformat(),
    }
    _post(db, NoticeKind.EXPERT_ASKED, call, person, more, subject=f"{dossier.id}/{person.id}", now=now, about=dossier)


def answered(
    db: Session,
    call: Call,
    membership: Membership,
    person: Person,
    answer: str,
    *,
    now: datetime,
    other: str = "",
    given_back: Iterable[UUID] = (),
) -> None:
    """Whoever invited a reviewer learns that they `declined`, `left`, or `proposed` somebody.

    Of the dossiers that are given back, those are counted which they may know of.
    """
    inviter = db.get(Person, membership.invited_by) if membership.invited_by else None
    if inviter is None:
        return
    more: dict[str, JsonValue] = {
        "who": person.name,
        "answer": answer,
        "reason": membership.decline_reason,
        "note": membership.decline_note,
        "other": other,
        "given_back": known_among(db, actor_of(db, inviter), given_back),
        "link": f"/organiser/calls/{call.slug}/people",
    }
    _post(db, NoticeKind.REVIEWER_ANSWERED, call, inviter, more, subject=str(membership.id), now=now)


def answering_link(db: Session, membership: Membership, now: datetime) -> str:
    """The address at which this invitation is answered, for whoever got it by mail."""
    payload = {"membership": str(membership.id)}
    token = links.make(db, REVIEWING, payload, now=now, call_id=membership.call_id, lasts=LASTS)
    return f"/reviewing/{token}"


def _post(
    db: Session,
    kind: NoticeKind,
    call: Call,
    to: Person,
    more: Mapping[str, JsonValue],
    *,
    subject: str,
    now: datetime,
    about: Dossier | None = None,
) -> None:
    said: dict[str, JsonValue] = {
        "name": to.name,
        "call": text_in(call.title, to.language),
        "call_link": f"/calls/{call.slug}",
        **more,
    }
    demand_variables(kind, said)
    key = unique_key(kind, subject, now.isoformat(timespec="microseconds"))
    dossier_id = about.id if about else None
    outbox.post(
        db, kind, outbox.to_person(to), unique_key=key, now=now, context=said, call_id=call.id, dossier_id=dossier_id
    )
