"""Reads of an applicant's desk: my dossiers, what the call says, what was decided once everybody knows."""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Executable, Uuid, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.domain.members import Family, MemberFacts, RuleCheck, check_composition
from app.domain.roles import Actor
from app.models import Call, Collaborator, Correction, Decision, Dossier, Person, Track
from app.queries import calls
from app.queries.asking import anyone, ask, ids_of
from app.queries.dossiers import MemberRow
from app.queries.plain import as_read, columns_of, parts_of
from app.queries.tracks import rules_of
from app.queries.visibility import Ties, filed_by, owned_by, ties_of


class MineRow(NamedTuple):
    """One of my dossiers, or one that is shared with me (then by whom, and my hand in it).

    `outcome` is empty until the results are public; `due_at` is until when a correction may be made.
    """

    id: UUID
    title: str
    bearer: str
    reference: str | None
    state: str
    families: str
    complete: int
    missing: int
    filed_at: datetime | None
    updated_at: datetime
    created_at: datetime
    extended_to: datetime | None
    call_slug: str
    call_title: dict[str, str]
    closes_at: datetime
    grace_minutes: int
    track_title: dict[str, str]
    outcomes: list[dict[str, object]]
    outcome: str | None
    reopened_at: datetime | None
    shared_by: str
    hand: str
    due_at: datetime | None


class BegunRow(NamedTuple):
    """A draft that was begun, at the door of its call."""

    id: UUID
    title: str
    bearer: str
    track_title: dict[str, str]
    missing: int


class DecisionRow(NamedTuple):
    """A decision that is public."""

    outcome: str
    reason: str
    published_at: datetime


class Held(NamedTuple):
    """A dossier I file, alone or with others, with what every page of it looks at, and what binds me and it."""

    dossier: Dossier
    call: Call
    track: Track
    ties: Ties


_PUBLIC_DECISION = select(col(Decision.outcome), col(Decision.reason), col(Decision.published_at)).where(
    col(Decision.dossier_id) == bindparam("dossier", type_=Uuid()), col(Decision.published_at).is_not(None)
)


_MINE = (
    col(Dossier.id),
    col(Dossier.title),
    col(Dossier.bearer),
    col(Dossier.reference),
    col(Dossier.state),
    col(Dossier.families),
    col(Dossier.complete),
    col(Dossier.missing),
    col(Dossier.filed_at),
    col(Dossier.updated_at),
    col(Dossier.created_at),
    col(Dossier.extended_to),
    col(Call.slug),
    col(Call.title),
    col(Call.closes_at),
    col(Call.grace_minutes),
    col(Track.title),
    col(Track.outcomes),
)
_DUE = (
    select(col(Correction.due_at))
    .where(
        col(Correction.dossier_id) == col(Dossier.id),
        col(Correction.answered_at).is_(None),
        col(Correction.ended_at).is_(None),
    )
    .correlate(Dossier)
    .limit(1)
    .scalar_subquery()
)
"""Until when the correction that was asked of the dossier of the row may be made."""


def held(db: Session, actor: Actor, dossier_id: UUID, *, to_change: bool = False) -> Held | None:
    """The dossier, if this person files it; its row is locked when it is about to change."""
    query = _held(anyone(actor), to_change=to_change)
    given = {"dossier": dossier_id, **ids_of(actor)}
    row = (db.execute(query, given) if to_change else ask(db, query, **given)).one_or_none()
    if row is None:
        return None
    dossier, call, track, *ties = row if to_change else (*(as_read(*part, row) for part in _PARTS), *row[_TIES])
    return Held(dossier, calls.kept(db, call), track, Ties(*ties))


_PARTS = parts_of(Dossier, Call, Track)
_TIES = slice(_PARTS[-1][1].stop, None)


@lru_cache
def _held(somebody: Actor, *, to_change: bool) -> Executable:
    dossier_id = bindparam("dossier", type_=Uuid())
    whole = (Dossier, Call, Track) if to_change else [column for table, _ in _PARTS for column in columns_of(table)]
    query = (
        select(*whole, *ties_of(dossier_id, somebody.id))
        .select_from(Dossier)
        .join(Call, col(Call.id) == col(Dossier.call_id))
        .join(Track, col(Track.id) == col(Dossier.track_id))
        .where(col(Dossier.id) == dossier_id, filed_by(somebody))
    )
    return query.with_for_update(of=Dossier, key_share=True) if to_change else query


def my_dossiers(db: Session, actor: Actor) -> list[MineRow]:
    """My dossiers and those shared with me, the last touched first; a draft that was given up is no longer there."""
    mine = aliased(Collaborator)
    here = and_(
        col(mine.dossier_id) == col(Dossier.id),
        col(mine.person_id) == actor.id,
        col(mine.accepted_at).is_not(None),
        col(mine.ended_at).is_(None),
    )
    known = and_(col(Decision.dossier_id) == col(Dossier.id), col(Decision.published_at).is_not(None))
    query = (
        select(
            *_MINE,
            col(Decision.outcome),
            col(Dossier.reopened_at),
            case((col(Dossier.owner_id) == actor.id, ""), else_=col(Person.name)),
            func.coalesce(col(mine.hand), ""),
            _DUE,
        )
        .join(Person, col(Person.id) == col(Dossier.owner_id))
        .join(mine, here, isouter=True)
        .join(Call, col(Call.id) == col(Dossier.call_id))
        .join(Track, col(Track.id) == col(Dossier.track_id))
        .join(Decision, known, isouter=True)
        .where(filed_by(actor), or_(col(Dossier.state) != "withdrawn", col(Dossier.filed_at).is_not(None)))
        .order_by(col(Dossier.updated_at).desc())
        .limit(200)
    )
    return [MineRow(*row) for row in db.execute(query)]


def drafts_in(db: Session, actor: Actor, call_id: UUID) -> dict[UUID, UUID]:
    """My latest draft of each track of a call: dossiers by track."""
    query = select(col(Dossier.track_id), col(Dossier.id)).where(owned_by(actor), col(Dossier.call_id) == call_id)
    rows = db.execute(query.where(col(Dossier.state) == "draft").order_by(col(Dossier.updated_at)))
    return {track: dossier for track, dossier in rows}  # noqa: C416


def begun_in(db: Session, actor: Actor, call_id: UUID) -> list[BegunRow]:
    """The drafts of a call that this person works on, theirs or shared with them, the last touched first."""
    query = (
        select(col(Dossier.id), col(Dossier.title), col(Dossier.bearer), col(Track.title), col(Dossier.missing))
        .join(Track, col(Track.id) == col(Dossier.track_id))
        .where(filed_by(actor), col(Dossier.call_id) == call_id, col(Dossier.state) == "draft")
        .order_by(col(Dossier.updated_at).desc())
        .limit(20)
    )
    return [BegunRow(*row) for row in db.execute(query)]


def takes_part(db: Session, actor: Actor, call_id: UUID) -> bool:
    """Whether this person has a dossier in this call, filed or not."""
    query = select(col(Dossier.id)).where(owned_by(actor), col(Dossier.call_id) == call_id)
    return db.execute(query.limit(1)).first() is not None


def public_decision(db: Session, dossier_id: UUID) -> DecisionRow | None:
    """What was decided of a dossier, once everybody knows."""
    row = ask(db, _PUBLIC_DECISION, dossier=dossier_id).one_or_none()
    return DecisionRow(*row) if row else None


def composition_of(track: Track, members: list[MemberRow]) -> tuple[RuleCheck, ...]:
    """The rules of a track about groupings, each with what was counted."""
    return check_composition(rules_of(track), [member_facts(row) for row in members])


def member_facts(row: MemberRow) -> MemberFacts:
    """What the rules look at in a member."""
    return MemberFacts(
        row.name,
        Family(row.family),
        row.identifier or None,
        confirmed=row.confirmed_at is not None,
        is_bearer=row.is_bearer,
    )
