"""The team of a dossier: what each may do, who leaves, who takes the dossier over."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlmodel import Session, col

from app.domain.errors import NotFound, Stale, WrongState
from app.domain.permissions import Hand
from app.domain.roles import Actor
from app.domain.team import Standing
from app.forms.team import HandChange
from app.models import AnswerTask, Collaborator, Dossier, Person, Presence
from app.queries.dossier_team import standing_of
from app.services import journal, team_letters
from app.services.drafts import note
from app.services.invitations import demand_manages, one_of


def change_hand(
    db: Session, dossier: Dossier, row_id: UUID, form: HandChange, *, actor: Actor, now: datetime
) -> Collaborator:
    """What somebody may do from now on; what was given to them to write is taken back when they no longer write.

    Raises Forbidden, NotFound, and Stale (param `theirs`, a hand) when it changed meanwhile.
    """
    demand_manages(db, dossier, actor, now)
    row = one_of(db, dossier, row_id)
    if row.hand == form.hand:
        return row
    if form.version != row.version:
        raise Stale("stale", theirs=row.hand)
    before, row.hand = row.hand, form.hand
    row.version += 1
    db.add(row)
    if form.hand is not Hand.EDIT and row.person_id:
        _forget_tasks(db, dossier.id, row.person_id)
    digests = journal.digest({"hand": before}), journal.digest({"hand": row.hand})
    note(db, "team.hand_changed", dossier, actor, now, before=digests[0], after=digests[1])
    return row


def end(db: Session, dossier: Dossier, row_id: UUID, *, actor: Actor, now: datetime) -> Collaborator:
    """Somebody no longer works on this dossier, or their invitation is taken back; twice changes nothing."""
    demand_manages(db, dossier, actor, now)
    row = one_of(db, dossier, row_id)
    if standing_of(row) is Standing.GONE:
        return row
    worked = standing_of(row) is Standing.WORKING
    _end(db, dossier, row, now)
    if worked and row.person_id:
        team_letters.ended(db, dossier, db.get_one(Person, row.person_id), by=actor.name, now=now)
    note(db, "team.ended", dossier, actor, now)
    return row


def leave(db: Session, dossier: Dossier, *, actor: Actor, now: datetime) -> None:
    """No longer work on a dossier that is somebody else's. Raises NotFound when it is one's own."""
    row = _working(db, dossier, actor)
    _end(db, dossier, row, now)
    team_letters.answered(db, dossier, row, "left", now=now)
    note(db, "team.left", dossier, actor, now)


def offer(db: Session, dossier: Dossier, row_id: UUID, *, actor: Actor, now: datetime) -> Collaborator:
    """Ask somebody of the team to take the dossier over; one at a time is asked. Nothing changes until they accept."""
    demand_manages(db, dossier, actor, now)
    row = one_of(db, dossier, row_id)
    if standing_of(row) is not Standing.WORKING or row.person_id is None:
        raise WrongState("not_working")
    if row.takes_over:
        return row
    _withdraw_offers(db, dossier)
    row.takes_over = True
    row.version += 1
    db.add(row)
    team_letters.offered(db, dossier, db.get_one(Person, row.person_id), by=actor.name, now=now)
    note(db, "dossier.offered", dossier, actor, now)
    return row


def take_offer_back(db: Session, dossier: Dossier, *, actor: Actor, now: datetime) -> None:
    """Keep the dossier after all."""
    demand_manages(db, dossier, actor, now)
    if _withdraw_offers(db, dossier):
        note(db, "dossier.offer_taken_back", dossier, actor, now)


def take_over(db: Session, dossier: Dossier, *, actor: Actor, now: datetime) -> None:
    """Become the owner of a dossier that one is offered; whoever owned it goes on writing in it.

    Raises WrongState when nothing is offered (any more).
    """
    row, before = _offered(db, dossier, actor), db.get_one(Person, dossier.owner_id)
    _keep_former_owner(db, dossier, before, actor, now)
    row.takes_over, row.ended_at = False, now
    row.version += 1
    dossier.owner_id = actor.id
    dossier.version += 1
    dossier.updated_at = now
    db.add_all([row, dossier])
    db.flush()
    team_letters.offer_answered(db, dossier, before, who=actor.name, accepted=True, now=now)
    note(db, "dossier.handed_over", dossier, actor, now)


def refuse_offer(db: Session, dossier: Dossier, *, actor: Actor, now: datetime) -> None:
    """Leave the dossier to its owner. Raises WrongState when nothing is offered (any more)."""
    row = _offered(db, dossier, actor)
    row.takes_over = False
    row.version += 1
    db.add(row)
    owner = db.get_one(Person, dossier.owner_id)
    team_letters.offer_answered(db, dossier, owner, who=actor.name, accepted=False, now=now)
    note(db, "dossier.offer_declined", dossier, actor, now)


def _end(db: Session, dossier: Dossier, row: Collaborator, now: datetime) -> None:
    # Even within one tick of the clock, the end comes after the invitation.
    row.ended_at = max(now, row.invited_at)
    row.takes_over = False
    row.version += 1
    db.add(row)
    if row.person_id:
        _forget_tasks(db, dossier.id, row.person_id)
        db.execute(
            delete(Presence).where(col(Presence.dossier_id) == dossier.id, col(Presence.person_id) == row.person_id)
        )
    db.flush()


def _forget_tasks(db: Session, dossier_id: UUID, person_id: UUID) -> None:
    db.execute(
        delete(AnswerTask).where(col(AnswerTask.dossier_id) == dossier_id, col(AnswerTask.person_id) == person_id)
    )


def _withdraw_offers(db: Session, dossier: Dossier) -> int:
    query = select(Collaborator).where(col(Collaborator.dossier_id) == dossier.id, col(Collaborator.takes_over))
    rows = list(db.execute(query).scalars())
    for row in rows:
        row.takes_over = False
        row.version += 1
        db.add(row)
    return len(rows)


def _keep_former_owner(db: Session, dossier: Dossier, owner: Person, actor: Actor, now: datetime) -> None:
    """A place in the team for whoever hands a dossier over."""
    query = select(Collaborator).where(col(Collaborator.dossier_id) == dossier.id)
    rows = list(db.execute(query).scalars())
    row = next((one for one in rows if one.person_id == owner.id), None) or next(
        (one for one in rows if one.email == owner.email and one.person_id is None), None
    )
    row = row or Collaborator(
        dossier_id=dossier.id, email=owner.email, hand=Hand.EDIT, invited_by=actor.id, invited_at=now
    )
    row.person_id, row.name, row.hand = owner.id, owner.name, Hand.EDIT
    row.accepted_at, row.declined_at, row.ended_at = now, None, None
    row.version += 1
    db.add(row)


def _offered(db: Session, dossier: Dossier, actor: Actor) -> Collaborator:
    row = _working(db, dossier, actor)
    if not row.takes_over:
        raise WrongState("not_offered")
    return row


def _working(db: Session, dossier: Dossier, actor: Actor) -> Collaborator:
    query = select(Collaborator).where(
        col(Collaborator.dossier_id) == dossier.id, col(Collaborator.person_id) == actor.id
    )
    rows: list[Collaborator] = list(db.execute(query).scalars())
    for row in rows:
        if standing_of(row) is Standing.WORKING and dossier.owner_id != actor.id:
            return row
    raise NotFound
