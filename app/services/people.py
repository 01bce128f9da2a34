"""People in a call: adding somebody, giving and taking back a role."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.adapters.passwords import hash_password
from app.domain.errors import DomainError, Invalid, NotFound, WrongState
from app.domain.roles import Actor, Role
from app.forms.people import InvitationForm
from app.models import Call, Membership, Network, Person
from app.queries import calls
from app.queries.people import person_by_email
from app.services import accounts, given_back, journal, role_letters
from app.services.call_changes import demand_mine
from app.services.upserts import insert_or_ignore

SHORTEST_PASSWORD = 10


def invite(db: Session, call: Call, form: InvitationForm, *, actor: Actor, now: datetime) -> Membership:
    """Bring somebody into the team of a call, and write to them; a reviewer answers, an organiser is there at once.

    Raises Invalid when they hold the role already, or when the network is not one of the call's.
    """
    demand_mine(call, actor)
    hold_team(db, call)
    network_id = network_of(db, call, form.network)
    person = person_for(db, form.email, form.name, language=form.language, now=now)
    held = held_role(db, call.id, person.id, form.role)
    if held is not None and held.revoked_at is None:
        raise Invalid("already_in_team", field="email")
    membership = held or Membership(person_id=person.id, call_id=call.id, role=form.role, created_at=now)
    begin(membership, actor, now)
    membership.network_id, membership.capacity = network_id, form.capacity
    membership.organisation, membership.region = form.organisation, form.region
    membership.departement, membership.themes = form.departement, list(form.themes)
    db.add(membership)
    db.flush()
    role_letters.invited(db, call, membership, person, by=actor.name, note=form.note, now=now)
    _note(db, f"{form.role}.added", membership, actor, now)
    return membership


def begin(membership: Membership, actor: Actor, now: datetime) -> None:
    """The role is given, or given again: what was answered before no longer counts."""
    membership.created_at, membership.invited_by = now, actor.id
    membership.accepted_at = now if membership.role == Role.ORGANISER else None
    membership.declined_at, membership.revoked_at = None, None
    membership.decline_reason, membership.decline_note, membership.is_expert = "", "", False


def revoke(db: Session, call: Call, membership_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take a role back, with what they read and did not hand in; twice changes nothing. The last organiser stays."""
    demand_mine(call, actor)
    query = select(Membership).where(col(Membership.id) == membership_id, col(Membership.call_id) == call.id)
    membership = db.execute(query.with_for_update()).scalar_one_or_none()
    if membership is None:
        raise NotFound
    if membership.revoked_at is not None:
        return
    if membership.role == Role.ORGANISER and _organisers(db, call.id) == 1:
        raise WrongState("last_organiser")
    membership.revoked_at = now
    db.add(membership)
    if membership.role == Role.REVIEWER:
        given_back.release(db, call.id, membership.person_id, "withdrawn", actor_id=actor.id, now=now)
    _note(db, f"{membership.role}.removed", membership, actor, now)


def person_for(db: Session, email: str, name: str, *, language: str = "fr", now: datetime) -> Person:
    """The account of an address, made if there is none yet (to be opened by its owner with a link)."""
    person = person_by_email(db, email)
    if person is None:
        made = Person(email=email.strip().lower(), name=name or email, language=language, created_at=now)
        if insert_or_ignore(db, made):
            journal.write(db, "person.added", f"person:{made.id}", actor_id=None, now=now)
        person = person_by_email(db, email)
        assert person is not None
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
        held = Membership(person_id=person.id, call_id=call.id, role=role, created_at=now, accepted_at=now)
        give_role(db, held, actor_id=None)
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


def hold_team(db: Session, call: Call) -> None:
    """Whoever changes the team of a call waits for the other: nobody is invited twice."""
    db.flush()
    db.execute(select(col(Call.id)).where(col(Call.id) == call.id).with_for_update(key_share=True))


def network_of(db: Session, call: Call, key: str) -> UUID | None:
    """The network of this key among those of the call. Raises Invalid when there is none."""
    if not key:
        return None
    query = select(col(Network.id)).where(col(Network.call_id) == call.id, col(Network.key) == key)
    found: UUID | None = db.execute(query).scalar_one_or_none()
    if found is None:
        raise Invalid("unknown_network", field="network")
    return found


def held_role(db: Session, call_id: UUID, person_id: UUID, role: str) -> Membership | None:
    """The role somebody holds, or held, in a call."""
    query = select(Membership).where(
        col(Membership.call_id) == call_id, col(Membership.person_id) == person_id, col(Membership.role) == role
    )
    found: Membership | None = db.execute(query.with_for_update()).scalar_one_or_none()
    return found


def _organisers(db: Session, call_id: UUID) -> int:
    query = (
        select(func.count(col(Membership.id)))
        .where(col(Membership.call_id) == call_id, col(Membership.role) == Role.ORGANISER)
        .where(col(Membership.revoked_at).is_(None))
    )
    return int(db.execute(query).scalar_one())


def _note(db: Session, action: str, membership: Membership, actor: Actor, now: datetime) -> None:
    subject = f"person:{membership.person_id}"
    journal.write(db, action, subject, actor_id=actor.id, call_id=membership.call_id, now=now)
