"""Reads of inviting reviewers: whom they propose, the letters that were written, what an expert may be asked about."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.domain.errors import NotFound
from app.domain.pool import PoolStanding
from app.domain.roles import Actor, Role
from app.models import Dossier, Membership, Nomination, Notice, OneUseLink, Person
from app.queries.people import token_hash
from app.queries.pool import standing_of
from app.queries.visibility import filed, organised_by

LETTERS = ("reviewer_invited", "expert_asked")
REVIEWING = "reviewing"
"""The purpose of the links that answer an invitation to review."""


class NominationRow(NamedTuple):
    """Somebody a reviewer proposes."""

    id: UUID
    name: str
    email: str
    note: str
    proposed_by: str
    created_at: datetime
    accepted: bool | None


class LetterRow(NamedTuple):
    """An invitation that was written, and what became of it."""

    created_at: datetime
    sent_at: datetime | None
    failed_at: datetime | None


class AskableRow(NamedTuple):
    """A dossier for which an expert may be asked."""

    id: UUID
    reference: str
    title: str


def nominations(db: Session, call_id: UUID, *, by: UUID | None = None) -> list[NominationRow]:
    """Who is proposed and waits for an organiser; or everybody whom one reviewer proposed."""
    query = (
        select(
            col(Nomination.id), col(Nomination.name), col(Nomination.email), col(Nomination.note), col(Person.name),
            col(Nomination.created_at), col(Nomination.accepted),
        )
        .join(Person, col(Person.id) == col(Nomination.proposed_by))
        .where(col(Nomination.call_id) == call_id)
        .order_by(col(Nomination.created_at), col(Nomination.id))
    )  # fmt: skip
    which = col(Nomination.accepted).is_(None) if by is None else col(Nomination.proposed_by) == by
    return [NominationRow(*row) for row in db.execute(query.where(which))]


def letters(db: Session, call_id: UUID, person_id: UUID) -> Sequence[LetterRow]:
    """The invitations that were written to somebody, the last first."""
    query = (
        select(col(Notice.created_at), col(Notice.sent_at), col(Notice.failed_at))
        .where(col(Notice.call_id) == call_id, col(Notice.person_id) == person_id, col(Notice.kind).in_(LETTERS))
        .order_by(col(Notice.created_at).desc())
    )
    return [LetterRow(*row) for row in db.execute(query.limit(20))]


def written_lately(db: Session, call_id: UUID, now: datetime) -> set[UUID]:
    """Who was asked to review in the last day: they are not asked again yet."""
    query = select(col(Notice.person_id)).where(
        col(Notice.call_id) == call_id,
        col(Notice.kind).in_(LETTERS),
        col(Notice.created_at) > now - timedelta(days=1),
    )
    return {person_id for person_id in db.execute(query).scalars() if person_id is not None}


def askable_dossiers(db: Session, actor: Actor, call_id: UUID) -> list[AskableRow]:
    """The admitted dossiers that this organiser may see, in order."""
    query = (
        select(col(Dossier.id), col(Dossier.reference), col(Dossier.title))
        .where(organised_by(actor), filed(), col(Dossier.call_id) == call_id, col(Dossier.state) == "admitted")
        .order_by(col(Dossier.number))
    )
    return [AskableRow(row[0], row[1] or "", row[2]) for row in db.execute(query)]


def behind_link(db: Session, token: str, now: datetime) -> Membership:
    """The role that a link of ours invites to. Raises NotFound when it can no longer be answered by it."""
    query = select(OneUseLink).where(col(OneUseLink.token_hash) == token_hash(token))
    query = query.where(col(OneUseLink.purpose) == REVIEWING, col(OneUseLink.expires_at) > now)
    link = db.execute(query).scalar_one_or_none()
    held = db.get(Membership, UUID(link.payload["membership"])) if link else None
    if held is None or held.role != Role.REVIEWER or standing_of(held) is PoolStanding.GONE:
        raise NotFound("dead_link")
    return held


def known_among(db: Session, actor: Actor, dossier_ids: Iterable[UUID]) -> int:
    """How many of these dossiers an organiser may know of."""
    query = select(func.count()).select_from(Dossier).where(col(Dossier.id).in_(list(dossier_ids)))
    return int(db.execute(query.where(organised_by(actor), filed())).scalar_one())
