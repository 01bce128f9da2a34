"""The reviewers of a call, as its organisers bring them in: many at once, again, for one dossier, on a proposal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import Forbidden, Invalid, NotFound, WrongState
from app.domain.invitation_lists import Candidate
from app.domain.permissions import can
from app.domain.pool import PoolStanding
from app.domain.roles import Actor, Role
from app.forms.people import InvitationForm
from app.forms.pool import ExpertForm, ListForm
from app.models import Assignment, Call, Dossier, Membership, Nomination, Person
from app.queries.affinities import barred_pairs
from app.queries.inviting import written_lately
from app.queries.pool import standing_of
from app.queries.visibility import facts_of
from app.services import assignments, journal, people, role_letters, summaries
from app.services.call_changes import demand_mine


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would become of a line: `new`, `known` (they have an account), `again` (declined or left before),
    `in_team` (nothing to do), or the fault of the line."""

    candidate: Candidate
    status: str

    @property
    def goes(self) -> bool:
        """Whether a letter would leave."""
        return self.status in ("new", "known", "again")


def outcomes(db: Session, call: Call, candidates: Iterable[Candidate]) -> list[Outcome]:
    """What would become of each line, in two queries whatever their number."""
    lines = list(candidates)
    addresses = [one.email for one in lines if not one.fault]
    query = select(col(Person.email), col(Person.id)).where(col(Person.email).in_(addresses))
    known: dict[str, UUID] = {email: person_id for email, person_id in db.execute(query)}  # noqa: C416 (typed)
    held = _held(db, call.id, list(known.values()))
    return [Outcome(one, one.fault or _status(one.email, known, held)) for one in lines]


def invite_many(
    db: Session, call: Call, candidates: Iterable[Candidate], form: ListForm, *, actor: Actor, now: datetime
) -> int:
    """Invite whoever can be; the same list sent again invites nobody twice. How many letters leave."""
    demand_mine(call, actor)
    people.hold_team(db, call)
    told = [one.candidate for one in outcomes(db, call, candidates) if one.goes]
    for one in told:
        people.invite(db, call, _invitation(one, form), actor=actor, now=now)
    return len(told)


def resend(db: Session, call: Call, membership_id: UUID, *, actor: Actor, now: datetime) -> Membership:
    """Write once more to a reviewer who has not answered, with a new link. Raises NotFound, WrongState."""
    demand_mine(call, actor)
    membership = one_of(db, call, membership_id)
    if membership.role != Role.REVIEWER or standing_of(membership) is not PoolStanding.INVITED:
        raise WrongState("already_answered")
    _write_again(db, call, membership, actor, now)
    return membership


def resend_waiting(db: Session, call: Call, *, actor: Actor, now: datetime) -> int:
    """Write once more to everybody who has not answered and was not written to today; how many letters leave."""
    demand_mine(call, actor)
    people.hold_team(db, call)
    query = select(Membership).where(col(Membership.call_id) == call.id, col(Membership.role) == Role.REVIEWER)
    rows = db.execute(query.where(col(Membership.accepted_at).is_(None), col(Membership.revoked_at).is_(None)))
    told = 0
    written = written_lately(db, call.id, now)
    for membership in list(rows.scalars()):
        if membership.person_id not in written:
            _write_again(db, call, membership, actor, now)
            told += 1
    return told


def ask_expert(db: Session, call: Call, form: ExpertForm, *, actor: Actor, now: datetime) -> Membership:
    """Ask somebody to read one dossier: they are in the team for it alone, and it is theirs to read at once.

    Somebody of the pool is simply given the dossier. Raises NotFound, Forbidden, WrongState, Invalid.
    """
    demand_mine(call, actor)
    dossier = _dossier(db, call, form.dossier, actor, now)
    people.hold_team(db, call)
    person = people.person_for(db, form.email, form.name, language=form.language, now=now)
    if (dossier.id, person.id) in barred_pairs(db, call.id):
        raise Invalid("reviewer_in_conflict", field="email")
    held = people.held_role(db, call.id, person.id, Role.REVIEWER)
    if held is not None and held.revoked_at is None:
        assignments.assign(db, dossier, person.id, actor=actor, now=now)
        return held
    membership = held or Membership(person_id=person.id, call_id=call.id, role=Role.REVIEWER, created_at=now)
    people.begin(membership, actor, now)
    membership.is_expert, membership.capacity = True, 1
    db.add(membership)
    db.flush()
    _give(db, dossier, person.id, actor, now)
    role_letters.expert_asked(db, dossier, membership, person, by=actor.name, note=form.note, now=now)
    after = journal.digest({"dossier": dossier.id, "person": person.id})
    _write(db, "expert.asked", call, person.id, actor, now, after=after)
    return membership


def settle(db: Session, call: Call, nomination_id: UUID, accepted: bool, *, actor: Actor, now: datetime) -> Nomination:
    """Invite whom a reviewer proposed, or not; a second click changes nothing. Raises NotFound."""
    demand_mine(call, actor)
    people.hold_team(db, call)
    query = select(Nomination).where(col(Nomination.id) == nomination_id, col(Nomination.call_id) == call.id)
    found: Nomination | None = db.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
    if found is None:
        raise NotFound
    if found.accepted is not None:
        return found
    if accepted:
        _invite_nominated(db, call, found, actor, now)
    found.accepted, found.decided_at, found.decided_by = accepted, now, actor.id
    db.add(found)
    _write(db, f"nomination.{'accepted' if accepted else 'dismissed'}", call, found.proposed_by, actor, now)
    return found


def one_of(db: Session, call: Call, membership_id: UUID) -> Membership:
    """A role of this call, locked. Raises NotFound."""
    query = select(Membership).where(col(Membership.id) == membership_id, col(Membership.call_id) == call.id)
    locked = query.with_for_update().execution_options(populate_existing=True)
    found: Membership | None = db.execute(locked).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def _held(db: Session, call_id: UUID, person_ids: list[UUID]) -> dict[UUID, bool]:
    """Who of them reviews for the call, or did: whether they do now."""
    query = select(col(Membership.person_id), col(Membership.revoked_at)).where(
        col(Membership.call_id) == call_id,
        col(Membership.role) == Role.REVIEWER,
        col(Membership.person_id).in_(person_ids),
    )
    return {person_id: revoked_at is None for person_id, revoked_at in db.execute(query)}


def _status(email: str, known: Mapping[str, UUID], held: Mapping[UUID, bool]) -> str:
    if email not in known:
        return "new"
    living = held.get(known[email])
    return "known" if living is None else "in_team" if living else "again"


def _invitation(one: Candidate, form: ListForm) -> InvitationForm:
    return InvitationForm(
        role="reviewer",
        name=one.name if len(one.name) > 1 else one.email[:120],
        email=one.email,
        language=one.language or form.language,
        network=one.network,
        organisation=one.organisation,
        region=one.region,
        departement=one.departement,
        themes=one.themes,
        capacity=one.capacity or form.capacity,
        note=form.note,
    )


def _write_again(db: Session, call: Call, membership: Membership, actor: Actor, now: datetime) -> None:
    person = db.get_one(Person, membership.person_id)
    membership.invited_by = actor.id
    db.add(membership)
    role_letters.invited(db, call, membership, person, by=actor.name, note="", now=now)
    _write(db, "reviewer.invited_again", call, person.id, actor, now)


def _dossier(db: Session, call: Call, dossier_id: UUID, actor: Actor, now: datetime) -> Dossier:
    dossier = db.get(Dossier, dossier_id)
    verdict = can("assign", facts_of(db, dossier, actor, now)) if dossier and dossier.call_id == call.id else None
    if dossier is None or verdict is None or verdict.reason == "only_an_organiser":
        raise Invalid("unknown_dossier", field="dossier")
    if not verdict:
        raise WrongState(verdict.reason) if verdict.reason != "only_an_organiser" else Forbidden(verdict.reason)
    return dossier


def _give(db: Session, dossier: Dossier, person_id: UUID, actor: Actor, now: datetime) -> None:
    """The letter that asks says what is given: no other leaves."""
    summaries.hold(db, [dossier.id])
    row = Assignment(dossier_id=dossier.id, reviewer_id=person_id, created_at=now, created_by=actor.id)
    row.origin = "expert"
    db.add(row)
    summaries.refresh(db, [dossier.id])


def _invite_nominated(db: Session, call: Call, found: Nomination, actor: Actor, now: datetime) -> None:
    form = InvitationForm(role="reviewer", name=found.name, email=found.email, language=actor.language)
    try:
        people.invite(db, call, form, actor=actor, now=now)
    except Invalid as error:
        # Somebody else invited them meanwhile: that is what was wanted.
        if error.code != "already_in_team":
            raise


def _write(
    db: Session, action: str, call: Call, person_id: UUID, actor: Actor, now: datetime, *, after: str = ""
) -> None:
    journal.write(db, action, f"person:{person_id}", actor_id=actor.id, call_id=call.id, now=now, after=after)
