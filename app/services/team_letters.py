"""The mails between those who file a dossier together: invitations, answers, what is given, what ends."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import JsonValue
from sqlmodel import Session

from app.domain.notices import NoticeKind, unique_key
from app.domain.texts import text_in
from app.models import Call, Collaborator, Dossier, Person
from app.services import outbox
from app.services.letters import send
from app.services.outbox import Addressee


def invited(
    db: Session, dossier: Dossier, row: Collaborator, *, by: str, link: str, language: str, now: datetime
) -> None:
    """Somebody is asked to work on a dossier; the link is theirs alone."""
    call = db.get_one(Call, dossier.call_id)
    more = {"link": link, "invited_by": by, "hand": row.hand, "closes_at": call.closes_at.isoformat()}
    to = Addressee(row.email, language, row.person_id)
    _post(db, NoticeKind.TEAM_INVITED, dossier, to, {"name": row.name, **more}, subject=str(row.id), now=now)


def answered(db: Session, dossier: Dossier, row: Collaborator, answer: str, *, now: datetime) -> None:
    """The owner learns that somebody `accepted`, `declined` or `left`."""
    more = {"who": row.name or row.email, "answer": answer, "dossier_link": f"{_link(dossier)}/team"}
    _to(db, NoticeKind.TEAM_ANSWERED, dossier, db.get_one(Person, dossier.owner_id), more, now=now)


def ended(db: Session, dossier: Dossier, person: Person, *, by: str, now: datetime) -> None:
    """Somebody no longer works on a dossier."""
    _to(db, NoticeKind.TEAM_ENDED, dossier, person, {"by": by}, now=now)


def given(db: Session, dossier: Dossier, person: Person, *, number: int, by: str, now: datetime) -> None:
    """Questions are given to somebody."""
    more: dict[str, JsonValue] = {"by": by, "number": number, "dossier_link": _link(dossier)}
    _to(db, NoticeKind.QUESTIONS_GIVEN, dossier, person, more, now=now)


def offered(db: Session, dossier: Dossier, person: Person, *, by: str, now: datetime) -> None:
    """Somebody is asked to take a dossier over."""
    more = {"by": by, "link": f"{_link(dossier)}/take-over"}
    _to(db, NoticeKind.DOSSIER_OFFERED, dossier, person, more, now=now)


def offer_answered(db: Session, dossier: Dossier, person: Person, *, who: str, accepted: bool, now: datetime) -> None:
    """Whoever offered a dossier learns the answer."""
    more = {"who": who, "answer": "accepted" if accepted else "declined", "dossier_link": _link(dossier)}
    _to(db, NoticeKind.OFFER_ANSWERED, dossier, person, more, now=now)


def _link(dossier: Dossier) -> str:
    return f"/applicant/dossiers/{dossier.id}"


def _to(
    db: Session, kind: NoticeKind, dossier: Dossier, person: Person, more: Mapping[str, JsonValue], *, now: datetime
) -> None:
    said = {"name": person.name, **more}
    _post(db, kind, dossier, outbox.to_person(person), said, subject=f"{dossier.id}/{person.id}", now=now)


def _post(
    db: Session,
    kind: NoticeKind,
    dossier: Dossier,
    to: Addressee,
    said: Mapping[str, JsonValue],
    *,
    subject: str,
    now: datetime,
) -> None:
    call = db.get_one(Call, dossier.call_id)
    variables: dict[str, JsonValue] = {
        "call": text_in(call.title, to.language),
        "call_link": f"/calls/{call.slug}",
        "title": dossier.title or dossier.bearer,
        **said,
    }
    key = unique_key(kind, subject, now.isoformat(timespec="microseconds"))
    send(db, dossier, kind, to, variables, key=key, now=now)
