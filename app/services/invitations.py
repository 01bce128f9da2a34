"""Invitations to work on a dossier: sent by its owner, answered by a link or at the address of an account."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.domain.errors import Forbidden, Invalid, NotFound, WrongState
from app.domain.permissions import can
from app.domain.roles import Actor
from app.domain.team import Standing
from app.forms.team import TeamInvitation
from app.models import Collaborator, Dossier, OneUseLink, Person
from app.queries.dossier_team import INVITATION, opens_by_link, standing_of
from app.queries.people import person_by_email, token_hash
from app.queries.visibility import facts_of
from app.services import accounts, journal, limits, team_letters
from app.services.drafts import note

LASTS = timedelta(days=30)
MOST = 40
"""More people than ever write one dossier."""
MOST_LETTERS, WINDOW = 60, timedelta(hours=1)


def demand_manages(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> None:
    """Raise Forbidden unless this person says who works on this dossier."""
    if not (verdict := can("manage_team", facts_of(db, dossier, actor, now))):
        raise Forbidden(verdict.reason)


def invite(db: Session, dossier: Dossier, form: TeamInvitation, *, actor: Actor, now: datetime) -> Collaborator:
    """Ask somebody, by mail, to work on this dossier.

    Raises Forbidden, TooMany, and Invalid when they are there already.
    """
    demand_manages(db, dossier, actor, now)
    row = _at(db, dossier.id, form.email)
    _check_new(db, dossier, form.email, row)
    if row is None:
        row = Collaborator(dossier_id=dossier.id, email=form.email, hand=form.hand, invited_by=actor.id, invited_at=now)
    row.name = form.name or row.name
    row.hand = form.hand
    _send(db, dossier, row, actor, form.language, now)
    note(db, "team.invited", dossier, actor, now, after=journal.digest({"hand": row.hand}))
    return row


def again(db: Session, dossier: Dossier, row_id: UUID, *, actor: Actor, now: datetime) -> Collaborator:
    """Send an invitation once more: it waits, was declined, or somebody who left is wanted back."""
    demand_manages(db, dossier, actor, now)
    row = one_of(db, dossier, row_id)
    if standing_of(row) is Standing.WORKING:
        raise WrongState("already_working")
    _send(db, dossier, row, actor, _language(db, row, actor), now)
    note(db, "team.invited", dossier, actor, now, after=journal.digest({"hand": row.hand}))
    return row


def accept(db: Session, token: str, *, actor: Actor, now: datetime) -> Dossier:
    """Work on the dossier that a link invites to, with the account one is signed in with.

    Raises NotFound for a dead link, WrongState for one's own dossier, Forbidden for the place of somebody else.
    """
    row = _behind(db, token, now)
    return _join(db, row, db.get_one(Person, actor.id), now)


def accept_as_newcomer(
    db: Session, token: str, name: str, *, language: str, browser: str, now: datetime
) -> tuple[str, Dossier]:
    """Accept without an account: the link proves the address, and makes one. The session, and the dossier.

    Raises NotFound for a dead link, Forbidden when the address has an account that is used: it signs in first.
    """
    row = _behind(db, token, now)
    if not opens_by_link(db, row.email):
        raise Forbidden("sign_in_first")
    person = person_by_email(db, row.email) or Person(email=row.email, name=name, language=language, created_at=now)
    person.name, person.confirmed_at = name, now
    db.add(person)
    db.flush()
    journal.write(db, "person.confirmed", f"person:{person.id}", actor_id=person.id, now=now)
    dossier = _join(db, row, person, now)
    return accounts.open_session(db, person.id, browser=browser, now=now), dossier


def accept_mine(db: Session, row_id: UUID, *, actor: Actor, now: datetime) -> Dossier:
    """Accept what waits at the address of my account. Raises NotFound."""
    return _join(db, _mine(db, row_id, actor), db.get_one(Person, actor.id), now)


def decline(db: Session, token: str, *, now: datetime) -> None:
    """Say no; until the link expires one may still change one's mind. Raises NotFound for a dead link."""
    _decline(db, _behind(db, token, now), now)


def decline_mine(db: Session, row_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Say no to what waits at the address of my account. Raises NotFound."""
    _decline(db, _mine(db, row_id, actor), now)


def _check_new(db: Session, dossier: Dossier, email: str, row: Collaborator | None) -> None:
    if email == db.get_one(Person, dossier.owner_id).email:
        raise Invalid("own_address", field="email")
    if row is not None and standing_of(row) is Standing.WORKING:
        raise Invalid("already_working", field="email")
    if row is not None and standing_of(row) is Standing.INVITED:
        raise Invalid("already_invited", field="email")
    query = select(func.count(col(Collaborator.id))).where(col(Collaborator.dossier_id) == dossier.id)
    if row is None and int(db.execute(query).scalar_one()) >= MOST:
        raise Invalid("team_too_large", most=MOST, field="email")


def _send(db: Session, dossier: Dossier, row: Collaborator, actor: Actor, language: str, now: datetime) -> None:
    """The row waits for an answer, and its link leaves; so many letters an hour and no more, whoever writes them."""
    key = f"team-mail:{actor.id}"
    limits.check(db, key, most=MOST_LETTERS, now=now)
    limits.count(db, key, window=WINDOW, now=now)
    # An invitation is later than what it follows, even within one tick of the clock.
    row.invited_at = max(now, row.ended_at + timedelta(microseconds=1)) if row.ended_at else now
    row.invited_by, row.declined_at = actor.id, None
    row.version += 1
    db.add(row)
    db.flush()
    token = accounts.make_link(db, INVITATION, None, now, payload={"collaborator": str(row.id)}, lasts=LASTS)
    team_letters.invited(db, dossier, row, by=actor.name, link=f"/invitations/{token}", language=language, now=now)


def _join(db: Session, row: Collaborator, person: Person, now: datetime) -> Dossier:
    dossier = db.get_one(Dossier, row.dossier_id)
    if dossier.owner_id == person.id:
        raise WrongState("own_dossier")
    held = row.accepted_at is not None and row.person_id != person.id
    if held or (person.email != row.email and person_by_email(db, row.email) is not None):
        raise Forbidden("place_of_another")
    for other in _places_of(db, dossier.id, person.id):
        if other is not row and standing_of(other) is Standing.WORKING:
            other.ended_at = now
            db.add(other)
    row.person_id, row.name = person.id, person.name
    row.accepted_at, row.declined_at, row.ended_at = now, None, None
    row.version += 1
    db.add(row)
    db.flush()
    team_letters.answered(db, dossier, row, "accepted", now=now)
    _note(db, "team.joined", dossier, person.id, now)
    return dossier


def _decline(db: Session, row: Collaborator, now: datetime) -> None:
    if row.declined_at is not None:
        return
    row.declined_at = now
    row.version += 1
    db.add(row)
    dossier = db.get_one(Dossier, row.dossier_id)
    team_letters.answered(db, dossier, row, "declined", now=now)
    _note(db, "team.declined", dossier, row.person_id, now)


def _behind(db: Session, token: str, now: datetime) -> Collaborator:
    """The row that a link invites to, locked after its dossier, while it can be answered."""
    query = select(OneUseLink).where(
        col(OneUseLink.token_hash) == token_hash(token), col(OneUseLink.purpose) == INVITATION
    )
    link = db.execute(query.where(col(OneUseLink.expires_at) > now)).scalar_one_or_none()
    row = _locked(db, UUID(link.payload["collaborator"])) if link else None
    if row is None or standing_of(row) not in (Standing.INVITED, Standing.DECLINED):
        raise NotFound("dead_link")
    return row


def _mine(db: Session, row_id: UUID, actor: Actor) -> Collaborator:
    row = _locked(db, row_id)
    if row is None or row.email != actor.email.lower() or standing_of(row) is not Standing.INVITED:
        raise NotFound
    return row


def _locked(db: Session, row_id: UUID) -> Collaborator | None:
    """The row, behind the lock of its dossier: whoever changes a team waits for that one first."""
    of = select(col(Collaborator.dossier_id)).where(col(Collaborator.id) == row_id).scalar_subquery()
    db.execute(select(col(Dossier.id)).where(col(Dossier.id) == of).with_for_update(key_share=True))
    query = select(Collaborator).where(col(Collaborator.id) == row_id)
    found: Collaborator | None = db.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
    return found


def _at(db: Session, dossier_id: UUID, email: str) -> Collaborator | None:
    query = select(Collaborator).where(col(Collaborator.dossier_id) == dossier_id, col(Collaborator.email) == email)
    found: Collaborator | None = db.execute(query).scalar_one_or_none()
    return found


def one_of(db: Session, dossier: Dossier, row_id: UUID) -> Collaborator:
    """Somebody who works on this dossier beside its owner, or was invited to; raises NotFound."""
    row = db.get(Collaborator, row_id)
    if row is None or row.dossier_id != dossier.id or row.person_id == dossier.owner_id:
        raise NotFound
    return row


def _places_of(db: Session, dossier_id: UUID, person_id: UUID) -> list[Collaborator]:
    query = select(Collaborator).where(
        col(Collaborator.dossier_id) == dossier_id, col(Collaborator.person_id) == person_id
    )
    return list(db.execute(query).scalars())


def _language(db: Session, row: Collaborator, actor: Actor) -> str:
    known = person_by_email(db, row.email)
    return known.language if known else actor.language


def _note(db: Session, action: str, dossier: Dossier, person_id: UUID | None, now: datetime) -> None:
    journal.write(db, action, f"dossier:{dossier.id}", actor_id=person_id, now=now, call_id=dossier.call_id)
