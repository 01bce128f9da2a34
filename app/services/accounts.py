"""Accounts: signing up and in, passwords, sessions. No answer says whether an address has an account."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlmodel import Session, col

from app.adapters.passwords import hash_password, password_matches
from app.domain.errors import Invalid, NotFound
from app.domain.roles import Actor
from app.forms.account import ChangedPassword, NewPassword, Profile, SignIn, SignUp
from app.models import OneUseLink, Person, SignInSession
from app.queries.people import person_by_email, token_hash
from app.services import journal, limits, outbox

SESSION = timedelta(days=30)
LINK = {"confirm": timedelta(days=3), "reset": timedelta(hours=2), "demo": timedelta(days=3650)}
WINDOW = timedelta(minutes=15)
MOST_PER_ACCOUNT, MOST_PER_ADDRESS = 5, 50
MOST_MAILS = 3


def sign_in(db: Session, form: SignIn, *, address: str, browser: str, now: datetime) -> str | None:
    """The token of a new session, or None when e-mail and password do not go together. Raises TooMany."""
    keys = {f"sign-in:{token_hash(form.email)[:40]}": MOST_PER_ACCOUNT, f"sign-in-from:{address}": MOST_PER_ADDRESS}
    for key, most in keys.items():
        limits.check(db, key, most=most, now=now)
    person = person_by_email(db, form.email)
    stored = person.password_hash if person and person.confirmed_at else None
    if not password_matches(form.password, stored) or person is None:
        for key in keys:
            limits.count(db, key, window=WINDOW, now=now)
        return None
    limits.forget(db, next(iter(keys)))
    return open_session(db, person.id, browser=browser, now=now)


def open_session(db: Session, person_id: UUID, *, browser: str, now: datetime) -> str:
    """A new session, always with a new token."""
    token = secrets.token_urlsafe(32)
    db.add(
        SignInSession(
            token_hash=token_hash(token),
            person_id=person_id,
            browser=browser[:200],
            created_at=now,
            expires_at=now + SESSION,
        )
    )
    return token


def language_of_session(db: Session, token: str) -> str:
    """The language of the account behind a session."""
    query = select(col(Person.language)).join(SignInSession, col(SignInSession.person_id) == col(Person.id))
    language: str = db.execute(query.where(col(SignInSession.token_hash) == token_hash(token))).scalar_one()
    return language


def sign_out(db: Session, token: str, now: datetime) -> None:
    """Revoke the session of this token."""
    _revoke(db, now, col(SignInSession.token_hash) == token_hash(token))


def revoke_session(db: Session, actor: Actor, session_id: UUID, now: datetime) -> None:
    """Sign one of my browsers out."""
    _revoke(db, now, (col(SignInSession.id) == session_id) & (col(SignInSession.person_id) == actor.id))


def _revoke(db: Session, now: datetime, which: object) -> None:
    query = update(SignInSession).where(col(SignInSession.revoked_at).is_(None)).where(which)  # type: ignore[arg-type]
    db.execute(query.values(revoked_at=now))


def sign_up(db: Session, form: SignUp, *, language: str, address: str, now: datetime) -> None:
    """Make an account to be confirmed by e-mail; an address that has one is told so by mail, and nothing changes."""
    limits.check(db, f"mail-from:{address}", most=20, now=now)
    limits.count(db, f"mail-from:{address}", window=timedelta(hours=1), now=now)
    password_hash = hash_password(form.password)
    person = person_by_email(db, form.email)
    if person is not None and person.confirmed_at is not None:
        _mail(db, "account_exists", person, {}, now=now)
        return
    if person is None:
        person = Person(email=form.email, name=form.name, language=language, created_at=now)
        db.add(person)
        db.flush()
        journal.write(db, "person.signed_up", f"person:{person.id}", actor_id=person.id, now=now)
    payload = {"name": form.name, "password_hash": password_hash, "next": form.next}
    # The password waits in its own link: somebody else's sign-up can't set the password that I confirm.
    token = make_link(db, "confirm", person.id, now, payload=payload)
    _mail(db, "account_confirm", person, {"token": token}, now=now)


def confirm(db: Session, token: str, *, browser: str, now: datetime) -> tuple[str, str]:
    """Confirm the address behind a link and sign in: the session, and where the person was going.

    Raises NotFound for a dead link.
    """
    link = consume(db, "confirm", token, now)
    person = _person_of(db, link)
    if person.confirmed_at is None:
        person.confirmed_at = now
        person.name, person.password_hash = link.payload["name"], link.payload["password_hash"]
        db.add(person)
    journal.write(db, "person.confirmed", f"person:{person.id}", actor_id=person.id, now=now)
    return open_session(db, person.id, browser=browser, now=now), str(link.payload.get("next", "/"))


def ask_reset(db: Session, email: str, *, address: str, now: datetime) -> None:
    """Send a link to choose a new password, if the address has an account; same answer and same limits if not."""
    limits.check(db, f"mail-from:{address}", most=20, now=now)
    limits.count(db, f"mail-from:{address}", window=timedelta(hours=1), now=now)
    person = person_by_email(db, email)
    if person is not None:
        _mail(db, "password_reset", person, {"token": make_link(db, "reset", person.id, now)}, now=now)


def reset(db: Session, token: str, form: NewPassword, *, browser: str, now: datetime) -> str:
    """Set a new password by a link: every other session ends; raises NotFound for a dead link."""
    person = _person_of(db, consume(db, "reset", token, now))
    person.confirmed_at = person.confirmed_at or now
    _set_password(db, person, form.password, now)
    return open_session(db, person.id, browser=browser, now=now)


def change_password(db: Session, actor: Actor, form: ChangedPassword, *, browser: str, now: datetime) -> str:
    """Change my password: every session ends, and a new one begins. Raises Invalid when the current one is wrong."""
    person = db.get_one(Person, actor.id)
    key = f"password:{actor.id}"
    limits.check(db, key, most=MOST_PER_ACCOUNT, now=now)
    if not password_matches(form.current, person.password_hash):
        limits.count(db, key, window=WINDOW, now=now)
        raise Invalid("wrong_password", field="current")
    _set_password(db, person, form.password, now)
    return open_session(db, person.id, browser=browser, now=now)


def _set_password(db: Session, person: Person, password: str, now: datetime) -> None:
    person.password_hash = hash_password(password)
    db.add(person)
    _revoke(db, now, col(SignInSession.person_id) == person.id)
    _mail(db, "password_changed", person, {}, now=now)
    journal.write(db, "person.password_changed", f"person:{person.id}", actor_id=person.id, now=now)


def change_profile(db: Session, actor: Actor, form: Profile) -> None:
    """Change my name, my language, and whether I am reminded of my drafts."""
    person = db.get_one(Person, actor.id)
    person.name, person.language, person.wants_reminders = form.name, form.language, form.reminders
    db.add(person)


def enter_by_link(db: Session, token: str, *, browser: str, now: datetime) -> str:
    """Sign in by a link of the demonstration, which can be used again; raises NotFound for a dead one."""
    link = living_link(db, "demo", token, now)
    return open_session(db, _person_of(db, link).id, browser=browser, now=now)


def make_link(
    db: Session,
    purpose: str,
    person_id: UUID | None,
    now: datetime,
    *,
    payload: dict[str, str] | None = None,
    lasts: timedelta | None = None,
) -> str:
    """The token of a new one-use link; the table keeps only its hash."""
    token = secrets.token_urlsafe(32)
    db.add(
        OneUseLink(
            token_hash=token_hash(token),
            purpose=purpose,
            person_id=person_id,
            payload=payload or {},
            created_at=now,
            expires_at=now + (lasts or LINK[purpose]),
        )
    )
    return token


def living_link(db: Session, purpose: str, token: str, now: datetime) -> OneUseLink:
    """The link behind a token, held until it is used; raises NotFound for a dead one."""
    found: OneUseLink | None = db.execute(
        select(OneUseLink)
        .where(col(OneUseLink.token_hash) == token_hash(token), col(OneUseLink.purpose) == purpose)
        .where(col(OneUseLink.used_at).is_(None), col(OneUseLink.expires_at) > now)
        .with_for_update()
    ).scalar_one_or_none()
    if found is None:
        raise NotFound("dead_link")
    return found


def consume(db: Session, purpose: str, token: str, now: datetime) -> OneUseLink:
    """The same, used."""
    link = living_link(db, purpose, token, now)
    link.used_at = now
    db.add(link)
    return link


def _person_of(db: Session, link: OneUseLink) -> Person:
    assert link.person_id is not None
    return db.get_one(Person, link.person_id)


def _mail(db: Session, kind: str, person: Person, context: dict[str, object], *, now: datetime) -> None:
    """At most a few of a kind per person and hour, so that nobody's mailbox is filled by somebody else."""
    if limits.count(db, f"mail:{kind}:{person.id}", window=timedelta(hours=1), now=now) > MOST_MAILS:
        return
    key = f"{kind}:{person.id}:{secrets.token_hex(8)}"
    outbox.post(db, kind, outbox.to_person(person), unique_key=key, now=now, context={"name": person.name, **context})
