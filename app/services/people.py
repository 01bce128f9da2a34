"""People in a call: adding somebody, giving and taking back a role."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.adapters.passwords import hash_password
from app.domain.errors import DomainError, Invalid
from app.domain.roles import Role
from app.models import Membership, Person
from app.queries import calls
from app.queries.people import person_by_email
from app.services import accounts, journal
from app.services.upserts import insert_or_ignore

SHORTEST_PASSWORD = 10


def person_for(db: Session, email: str, name: str, *, language: str = "fr", now: datetime) -> Person:
    """The account of an address, made if there is none yet (to be opened by its owner with a link)."""
    person = person_by_email(db, email)
    if person is None:
        person = Person(email=email.strip().lower(), name=name or email, language=language, created_at=now)
        db.add(person)
        db.flush()
        journal.write(db, "person.added", f"person:{person.id}", actor_id=None, now=now)
    return person


def give_role(db: Session, membership: Membership, *, actor_id: UUID | None) -> bool:
    """Give a person a role in a call; False when they held it already."""
    given = insert_or_ignore(db, membership)
    if given:
        journal.write(
            db,
            f"{membership.role}.added",
            f"person:{membership.person_id}",
            actor_id=actor_id,
            call_id=membership.call_id,
            now=membership.created_at,
        )
    return given


def add_from_command_line(
    db: Session, *, email: str, name: str, role: str, call_slug: str, password: str, now: datetime
) -> str:
    """Add a person with a role; returns the token to choose a password, or '' when one was given."""
    if "@" not in email:
        raise Invalid("bad_email", email=email)
    if password and len(password) < SHORTEST_PASSWORD:
        raise Invalid("short_password")
    person = person_for(db, email, name, now=now)
    person.confirmed_at = person.confirmed_at or now
    if role == "administrator":
        person.is_admin = True
    elif role in (Role.ORGANISER, Role.REVIEWER):
        call = calls.by_slug(db, call_slug)
        if call is None:
            raise Invalid("unknown_call", call=call_slug)
        give_role(db, Membership(person_id=person.id, call_id=call.id, role=role, created_at=now), actor_id=None)
    if password:
        person.password_hash = hash_password(password)
    db.add(person)
    return "" if password else accounts.make_link(db, "reset", person.id, now)


def explain(refusal: DomainError) -> str:
    """What a refusal tells an operator."""
    return {
        "bad_email": "That is not an e-mail address.",
        "short_password": f"A password has at least {SHORTEST_PASSWORD} characters.",
        "unknown_call": "Say which call: --call SLUG (an organiser or a reviewer belongs to one).",
    }.get(refusal.code, refusal.code)
