"""Reads of those who work on a dossier with its owner, and of the invitations that wait for an answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, or_, select
from sqlmodel import Session, col

from app.domain.permissions import Hand
from app.domain.roles import Actor
from app.domain.team import Standing, standing
from app.models import Call, Collaborator, Dossier, Membership, OneUseLink, Person
from app.queries.asking import ask
from app.queries.people import person_by_email, token_hash

INVITATION = "invitation"
"""The purpose of the links that invite to a dossier."""


class TeammateRow(NamedTuple):
    """Somebody invited to a dossier; `person_id` is there once they accepted."""

    id: UUID
    person_id: UUID | None
    name: str
    email: str
    hand: Hand
    standing: Standing
    takes_over: bool
    invited_at: datetime
    answered_at: datetime | None
    version: int

    @property
    def words(self) -> str:
        """What they are called: their name, else their address."""
        return self.name or self.email

    @property
    def works(self) -> bool:
        """Whether they accepted, and are still there."""
        return self.standing is Standing.WORKING


class InvitationRow(NamedTuple):
    """An invitation, for whoever holds its link or owns its address."""

    id: UUID
    dossier_id: UUID
    person_id: UUID | None
    owner_id: UUID
    email: str
    name: str
    hand: Hand
    standing: Standing
    title: str
    bearer: str
    call_id: UUID
    call_title: dict[str, str]
    call_slug: str
    closes_at: datetime
    invited_by: str
    expires_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        """Whether it can be answered; one that was declined can still be accepted."""
        waits = self.standing in (Standing.INVITED, Standing.DECLINED)
        return waits and (self.expires_at is None or now < self.expires_at)


_DOSSIER = bindparam("dossier", type_=Uuid())
_TEAM = (
    select(
        col(Collaborator.id),
        col(Collaborator.person_id),
        func.coalesce(col(Person.name), col(Collaborator.name)),
        col(Collaborator.email),
        col(Collaborator.hand),
        col(Collaborator.takes_over),
        col(Collaborator.version),
        col(Collaborator.invited_at),
        col(Collaborator.accepted_at),
        col(Collaborator.declined_at),
        col(Collaborator.ended_at),
    )
    .join(Dossier, col(Dossier.id) == col(Collaborator.dossier_id))
    .join(Person, col(Person.id) == col(Collaborator.person_id), isouter=True)
    .where(col(Collaborator.dossier_id) == _DOSSIER)
    # The owner has a row here when the dossier was handed over to them.
    .where(or_(col(Collaborator.person_id).is_(None), col(Collaborator.person_id) != col(Dossier.owner_id)))
    .order_by(col(Collaborator.invited_at), col(Collaborator.id))
)


def team_of(db: Session, dossier_id: UUID) -> list[TeammateRow]:
    """Everybody who was ever invited to a dossier, without its owner."""
    return [_teammate(row[:7], row[7:]) for row in ask(db, _TEAM, dossier=dossier_id)]


def standing_of(row: Collaborator) -> Standing:
    """Where an invitation stands."""
    return standing(
        invited_at=row.invited_at, accepted_at=row.accepted_at, declined_at=row.declined_at, ended_at=row.ended_at
    )


def name_of(db: Session, person_id: UUID) -> str:
    """What somebody is called."""
    name: str = db.execute(select(col(Person.name)).where(col(Person.id) == person_id)).scalar_one()
    return name


def invitation_by(db: Session, token: str) -> InvitationRow | None:
    """The invitation behind a link, even when it can no longer be answered."""
    query = select(OneUseLink).where(
        col(OneUseLink.token_hash) == token_hash(token), col(OneUseLink.purpose) == INVITATION
    )
    link: OneUseLink | None = db.execute(query).scalar_one_or_none()
    if link is None:
        return None
    one = col(Collaborator.id) == UUID(link.payload["collaborator"])
    row = db.execute(_invitations().where(one)).one_or_none()
    return _invitation(row, link.expires_at) if row else None


def invitations_for(db: Session, actor: Actor) -> list[InvitationRow]:
    """What waits for an answer of this person, invited at the address of their account."""
    query = _invitations().where(func.lower(col(Collaborator.email)) == actor.email.lower())
    rows = [_invitation(row, None) for row in db.execute(query.order_by(col(Collaborator.invited_at)))]
    return [row for row in rows if row.standing is Standing.INVITED and row.owner_id != actor.id]


def opens_by_link(db: Session, email: str) -> bool:
    """Whether a link sent to this address may open its account: nobody entered it yet, and it holds no role.

    A mail is easily forwarded: an account that is used asks its owner to sign in first.
    """
    person = person_by_email(db, email)
    if person is None:
        return True
    roles = select(col(Membership.id)).where(col(Membership.person_id) == person.id).limit(1)
    return person.confirmed_at is None and not person.is_admin and db.execute(roles).first() is None


def _invitations() -> Any:
    return (
        select(Collaborator, Dossier, Call, col(Person.name))
        .join(Dossier, col(Dossier.id) == col(Collaborator.dossier_id))
        .join(Call, col(Call.id) == col(Dossier.call_id))
        .join(Person, col(Person.id) == col(Collaborator.invited_by))
    )


def _invitation(row: Any, expires_at: datetime | None) -> InvitationRow:
    held, dossier, call, inviter = row
    return InvitationRow(
        id=held.id,
        dossier_id=dossier.id,
        person_id=held.person_id,
        owner_id=dossier.owner_id,
        email=held.email,
        name=held.name,
        hand=Hand(held.hand),
        standing=standing_of(held),
        title=dossier.title,
        bearer=dossier.bearer,
        call_id=call.id,
        call_title=call.title,
        call_slug=call.slug,
        closes_at=call.closes_at,
        invited_by=inviter,
        expires_at=expires_at,
    )


def _teammate(said: Sequence[Any], instants: Sequence[Any]) -> TeammateRow:
    row_id, person_id, name, email, hand, takes_over, version = said
    invited, accepted, declined, ended = instants
    stands = standing(invited_at=invited, accepted_at=accepted, declined_at=declined, ended_at=ended)
    answered = ended or declined or accepted
    return TeammateRow(row_id, person_id, name, email, Hand(hand), stands, takes_over, invited, answered, version)
