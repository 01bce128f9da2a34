"""Organisations that take part in several dossiers of a call, for its organisers: what was filed, and nothing else."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlmodel import Session, col

from app.domain.identifiers import format_identifier
from app.domain.members import organisation_of
from app.domain.roles import Actor
from app.models import Dossier, Member
from app.queries.as_filed import filed_members
from app.queries.dossiers import MemberRow
from app.queries.visibility import filed, organised_by

MOST = 200


class Place(NamedTuple):
    """A dossier where an organisation takes part, and what it does there."""

    dossier_id: UUID
    reference: str
    title: str
    state: str
    name: str
    identifier: str
    role: str
    is_bearer: bool


class Shared(NamedTuple):
    """An organisation and the dossiers it takes part in."""

    number: str
    name: str
    places: tuple[Place, ...]


def elsewhere(db: Session, actor: Actor, dossier: Dossier, members: Iterable[MemberRow]) -> list[Shared]:
    """The members of this dossier that take part in others of its call, with those others."""
    here = {organisation_of(one.identifier): one.name for one in members if one.identifier}
    if not here:
        return []
    others = and_(col(Dossier.id) != dossier.id, _in(actor, dossier.call_id))
    found = _grouped(_places(db, others, here))
    return [Shared(_shown(key), name, tuple(found[key])) for key, name in here.items() if key in found]


def shared(db: Session, actor: Actor, call_id: UUID) -> list[Shared]:
    """The organisations that take part in several dossiers of a call, those in most of them first."""
    within = _in(actor, call_id)
    several = (
        select(_KEY)
        .join(Dossier, col(Dossier.id) == col(Member.dossier_id))
        .where(within, col(Dossier.reopened_at).is_(None), col(Member.identifier) != "")
        .group_by(_KEY)
    )
    reopened = _reopened(db, within)
    again = {organisation_of(place.identifier) for place in reopened}
    query = several if again else several.having(func.count(func.distinct(col(Member.dossier_id))) > 1)
    keys = {row[0] for row in db.execute(query)} | again
    found = _grouped(_places(db, within, keys, reopened))
    rows = [Shared(_shown(key), places[0].name, tuple(places)) for key, places in found.items() if _many(places)]
    return sorted(rows, key=lambda row: (-len(row.places), row.name))[:MOST]


_NUMBER = col(Member.identifier)
_KEY = case((func.length(_NUMBER).in_((9, 14)), func.substr(_NUMBER, 1, 9)), else_=_NUMBER)
"""What two numbers of one organisation share: `domain.members.organisation_of`, in SQL."""


def _in(actor: Actor, call_id: UUID) -> ColumnElement[bool]:
    return and_(col(Dossier.call_id) == call_id, organised_by(actor), filed())


def _places(
    db: Session, within: ColumnElement[bool], keys: Iterable[str], reopened: list[Place] | None = None
) -> list[Place]:
    """Where these organisations take part; a dossier being changed counts as it was filed."""
    wanted = set(keys)
    columns = (*_DOSSIER, col(Member.name), _NUMBER, col(Member.role), col(Member.is_bearer))
    query = select(*columns).join(Dossier, col(Dossier.id) == col(Member.dossier_id))
    found: list[Place] = []
    for start in range(0, len(wanted), MOST):
        some = query.where(within, col(Dossier.reopened_at).is_(None), _KEY.in_(sorted(wanted)[start : start + MOST]))
        found += [Place(*row) for row in db.execute(some.order_by(col(Dossier.number), col(Member.position)))]
    found += reopened if reopened is not None else _reopened(db, within)
    return [place for place in found if organisation_of(place.identifier) in wanted]


_DOSSIER = (col(Dossier.id), col(Dossier.reference), col(Dossier.title), col(Dossier.state))


def _reopened(db: Session, within: ColumnElement[bool]) -> list[Place]:
    rows = db.execute(select(*_DOSSIER).where(within, col(Dossier.reopened_at).is_not(None))).all()
    return [
        Place(row[0], row[1], row[2], row[3], one.name, one.identifier, one.role, one.is_bearer)
        for row in rows
        for one in filed_members(db, row[0])
        if one.identifier
    ]


def _grouped(places: Iterable[Place]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in places:
        found.setdefault(organisation_of(place.identifier), []).append(place)
    return found


def _many(places: list[Place]) -> bool:
    return len({place.dossier_id for place in places}) > 1


def _shown(key: str) -> str:
    return format_identifier(key)
