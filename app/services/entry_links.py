"""Coming in by a link sent by e-mail: no password to make or to remember. It makes the account if there is none."""

import secrets
from datetime import datetime, timedelta

from sqlmodel import Session

from app.domain.errors import Invalid
from app.domain.notices import NoticeKind, unique_key
from app.forms.account import EntryLink
from app.models import OneUseLink, Person
from app.queries.people import person_by_email, token_hash
from app.services import accounts, journal, limits, outbox
from app.services.accounts import consume, living_link

PURPOSE = "enter"
LASTS = timedelta(hours=1)
MOST_MAILS = 5


def ask(db: Session, form: EntryLink, *, language: str, address: str, now: datetime) -> None:
    """Send a link to this address, whether or not it has an account: the answer is the same. Raises TooMany."""
    limits.check(db, f"mail-from:{address}", most=20, now=now)
    limits.count(db, f"mail-from:{address}", window=timedelta(hours=1), now=now)
    mine = f"mail:{PURPOSE}:{token_hash(form.email)[:40]}"
    if limits.count(db, mine, window=timedelta(hours=1), now=now) > MOST_MAILS:
        return
    person, token = person_by_email(db, form.email), secrets.token_urlsafe(32)
    link = OneUseLink(
        token_hash=token_hash(token),
        purpose=PURPOSE,
        person_id=person.id if person else None,
        payload={"email": form.email, "next": form.next, "language": language},
        created_at=now,
        expires_at=now + LASTS,
    )
    db.add(link)
    to = outbox.to_person(person) if person else outbox.Addressee(form.email, language)
    outbox.post(
        db,
        NoticeKind.SIGN_IN_LINK,
        to,
        unique_key=unique_key(NoticeKind.SIGN_IN_LINK, str(link.id), "once"),
        now=now,
        context={"name": person.name if person else "", "token": token},
    )


def is_new(db: Session, token: str, now: datetime) -> bool:
    """Whether this link makes an account: it then asks for a name. Raises NotFound for a dead link."""
    return person_by_email(db, _email(living_link(db, PURPOSE, token, now))) is None


def enter(db: Session, token: str, name: str, *, browser: str, now: datetime) -> tuple[str, str]:
    """Sign in by a link, once: the session, and where the person was going.

    Raises NotFound for a dead link; Invalid (`name`) when the account is new and nobody is named.
    """
    link = living_link(db, PURPOSE, token, now)
    person = person_by_email(db, _email(link)) or _made(db, link, name, now)
    consume(db, PURPOSE, token, now)
    if person.confirmed_at is None:
        person.confirmed_at = now
        db.add(person)
    journal.write(db, "person.entered_by_link", f"person:{person.id}", actor_id=person.id, now=now)
    return accounts.open_session(db, person.id, browser=browser, now=now), str(link.payload.get("next", "/"))


def _email(link: OneUseLink) -> str:
    return str(link.payload["email"])


def _made(db: Session, link: OneUseLink, name: str, now: datetime) -> Person:
    known = " ".join(name.split())
    if not 2 <= len(known) <= 120:
        raise Invalid("name_needed", field="name")
    person = Person(email=_email(link), name=known, language=str(link.payload["language"]), created_at=now)
    db.add(person)
    db.flush()
    journal.write(db, "person.signed_up", f"person:{person.id}", actor_id=person.id, now=now)
    return person
