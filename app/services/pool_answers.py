"""What reviewers answer to the invitation of a call, what they say of themselves, whom they propose."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.adapters.passwords import hash_password
from app.domain.errors import Forbidden, Invalid, NotFound, Stale, WrongState
from app.domain.pool import LANGUAGES, PoolStanding, read_ties
from app.domain.roles import Actor, Role
from app.forms.pool import Accepting, Declining, ProfileForm, Proposing
from app.models import Call, Membership, Nomination, Person
from app.queries import inviting
from app.queries import pool as eyes
from app.queries.themes import themes_of_call
from app.services import accounts, given_back, journal, people, role_letters
from app.services.call_changes import demand_mine

MOST_PROPOSED = 20


def by_token(db: Session, token: str, now: datetime) -> Membership:
    """The role that a link of ours invites to, locked. Raises NotFound when it can no longer be answered by it."""
    membership = _locked(db, inviting.behind_link(db, token, now).id)
    if membership is None or eyes.standing_of(membership) is PoolStanding.GONE:
        raise NotFound("dead_link")
    return membership


def mine(db: Session, call: Call, actor: Actor) -> Membership:
    """My role as a reviewer of this call, locked. Raises NotFound."""
    query = select(col(Membership.id)).where(
        col(Membership.call_id) == call.id,
        col(Membership.person_id) == actor.id,
        col(Membership.role) == Role.REVIEWER,
        col(Membership.revoked_at).is_(None),
    )
    found = db.execute(query).scalar_one_or_none()
    membership = _locked(db, found) if found else None
    if membership is None or actor.only_call not in (None, call.id):
        raise NotFound
    return membership


def accept(db: Session, membership: Membership, form: Accepting, *, now: datetime) -> Membership:
    """Review for the call, perhaps fewer dossiers than was asked; after a refusal too. Twice changes nothing."""
    if eyes.standing_of(membership) is PoolStanding.ACCEPTED:
        return membership
    if membership.is_expert:
        _demand_not_withdrawn(membership)
    else:
        membership.capacity = form.capacity or membership.capacity
    membership.accepted_at = now
    membership.declined_at, membership.revoked_at = None, None
    membership.decline_reason, membership.decline_note = "", ""
    db.add(membership)
    _write(db, "reviewer.accepted", membership, now, {"capacity": membership.capacity})
    return membership


def enter(db: Session, membership: Membership, password: str | None, *, browser: str, now: datetime) -> str | None:
    """The session of somebody whose account nobody opened yet: the link proves the address. None for the others."""
    person = db.get_one(Person, membership.person_id)
    if not eyes.opens_by_link(db, person):
        return None
    person.confirmed_at = now
    person.password_hash = hash_password(password) if password else None
    db.add(person)
    journal.write(db, "person.confirmed", f"person:{person.id}", actor_id=person.id, now=now)
    return accounts.open_session(db, person.id, browser=browser, now=now)


def decline(db: Session, membership: Membership, form: Declining, *, now: datetime) -> Membership:
    """Do not review for the call, or no longer; what was given and not handed in goes to others. Twice is once."""
    if eyes.standing_of(membership) is PoolStanding.DECLINED:
        return membership
    left = eyes.standing_of(membership) is PoolStanding.ACCEPTED
    membership.declined_at, membership.revoked_at = now, now
    membership.decline_reason, membership.decline_note = form.reason, form.note
    db.add(membership)
    person, call = db.get_one(Person, membership.person_id), db.get_one(Call, membership.call_id)
    given = given_back.release(db, call.id, person.id, "declined", actor_id=person.id, now=now)
    other = _nominate_instead(db, membership, form, now)
    answer = "left" if left else "declined"
    role_letters.answered(db, call, membership, person, answer, other=other, given_back=given, now=now)
    _write(db, f"reviewer.{answer}", membership, now, {"reason": form.reason})
    return membership


def change_profile(
    db: Session, call: Call, membership: Membership, form: ProfileForm, *, actor: Actor, now: datetime
) -> Membership:
    """What a reviewer knows and how much they read, said by them or by an organiser.

    Raises Forbidden, Invalid, and Stale when it changed since it was shown.
    """
    if actor.id != membership.person_id:
        demand_mine(call, actor)
    if membership.role != Role.REVIEWER or membership.revoked_at is not None:
        raise WrongState("no_longer_in_team")
    before = eyes.fingerprint(membership)
    if form.version not in ("", before):
        raise Stale("stale")
    _check(db, call, membership, form)
    membership.network_id = people.network_of(db, call, form.network)
    membership.organisation, membership.ties = form.organisation, read_ties(form.ties)
    membership.region, membership.departement = form.region, form.departement
    membership.themes, membership.languages = list(form.themes), list(form.languages)
    membership.capacity = form.capacity
    after = eyes.fingerprint(membership)
    if after != before:
        db.add(membership)
        db.flush()
        subject = f"person:{membership.person_id}"
        journal.write(
            db, "reviewer.changed", subject, actor_id=actor.id, call_id=call.id, now=now, before=before, after=after
        )
    return membership


def propose(
    db: Session, call: Call, membership: Membership, form: Proposing, *, actor: Actor, now: datetime
) -> Nomination:
    """Propose somebody as a reviewer; an organiser decides. The same address proposed again changes nothing."""
    if membership.person_id != actor.id:
        raise Forbidden("not_yours")
    found = _nominate(db, membership, form.name, form.email, form.note, now)
    if found is None:
        raise Invalid("already_proposed", field="email")
    person = db.get_one(Person, membership.person_id)
    role_letters.answered(db, call, membership, person, "proposed", other=f"{form.name} ({form.email})", now=now)
    _write(db, "reviewer.proposed", membership, now, {"email": form.email})
    return found


def _nominate_instead(db: Session, membership: Membership, form: Declining, now: datetime) -> str:
    """Somebody in one's place, in words; nothing where nobody is named."""
    if form.other_email is None:
        return ""
    name = form.other_name or form.other_email
    made = _nominate(db, membership, name, form.other_email, "", now)
    return f"{name} ({form.other_email})" if made else ""


def _nominate(
    db: Session, membership: Membership, name: str, email: str, note: str, now: datetime
) -> Nomination | None:
    call = db.get_one(Call, membership.call_id)
    people.hold_team(db, call)
    query = select(Nomination).where(
        col(Nomination.call_id) == call.id, col(Nomination.proposed_by) == membership.person_id
    )
    before = list(db.execute(query).scalars())
    if any(one.email == email for one in before) or eyes.is_reviewer(db, call.id, email):
        return None
    if len(before) >= MOST_PROPOSED:
        raise Invalid("too_many_proposed", field="email", most=MOST_PROPOSED)
    made = Nomination(
        call_id=call.id, proposed_by=membership.person_id, name=name, email=email, note=note, created_at=now
    )
    db.add(made)
    db.flush()
    return made


def _check(db: Session, call: Call, membership: Membership, form: ProfileForm) -> None:
    """Themes and languages are those there are; one that was held already may stay."""
    known = themes_of_call(db, call.id)
    if known and not set(form.themes) <= {*known, *membership.themes}:
        raise Invalid("unknown_theme", field="themes")
    if not set(form.languages) <= {*LANGUAGES, *membership.languages}:
        raise Invalid("unknown_language", field="languages")


def _demand_not_withdrawn(membership: Membership) -> None:
    if membership.revoked_at is not None:
        raise WrongState("no_longer_in_team")


def _locked(db: Session, membership_id: UUID) -> Membership | None:
    query = select(Membership).where(col(Membership.id) == membership_id, col(Membership.role) == Role.REVIEWER)
    locked = query.with_for_update().execution_options(populate_existing=True)
    found: Membership | None = db.execute(locked).scalar_one_or_none()
    return found


def _write(db: Session, action: str, membership: Membership, now: datetime, said: dict[str, object]) -> None:
    db.flush()
    person_id = membership.person_id
    journal.write(
        db,
        action,
        f"person:{person_id}",
        actor_id=person_id,
        call_id=membership.call_id,
        now=now,
        after=journal.digest(said),
    )
