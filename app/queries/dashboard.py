"""The organisers' dashboard: what came in day by day, who can read it, what went wrong with mail."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, and_, case, func, literal_column, or_, select, type_coerce
from sqlmodel import Session, col

from app.domain.roles import Actor
from app.models import Assignment, Call, Dossier, Membership, Network, Notice, ScoreSummary
from app.queries.demand import wanted
from app.queries.visibility import filed, organised_by


class Day(NamedTuple):
    """How many dossiers came in on a day, and since the opening."""

    day: date
    received: int
    so_far: int


class Readers(NamedTuple):
    """What the reviewers of a network can read, and what they were given."""

    network: str
    people: int
    capacity: int
    given: int


class Readings(NamedTuple):
    """Readings of the admitted dossiers: asked for, given to somebody, handed in."""

    needed: int
    given: int
    done: int


class Standing(NamedTuple):
    """One call on the organiser's home: how many filed, how many drafts, how many to examine."""

    filed: int
    drafts: int
    to_screen: int


def received_by_day(db: Session, actor: Actor, call: Call, now: datetime) -> list[Day]:
    """Every day from the opening to today or the last filing, in the zone of the call.

    No SQL knows every zone on both databases: instants are counted by ten minutes, then put in their day here.
    """
    zone = ZoneInfo(call.zone)
    where = and_(col(Dossier.call_id) == call.id, organised_by(actor), filed())
    found: Counter[date] = Counter()
    ten_minutes = _ten_minutes(db)
    for text, number in db.execute(select(ten_minutes, func.count()).where(where).group_by(ten_minutes)):
        found[datetime.fromisoformat(f"{text}0+00:00").astimezone(zone).date()] += number
    first = min([call.opens_at.astimezone(zone).date(), *found])
    last = max([min(now, call.closes_at).astimezone(zone).date(), first, *found])
    return list(_running(found, first, last))


def _ten_minutes(db: Session) -> ColumnElement[str]:
    """The instant of filing in UTC down to the tens of minutes, as text: `2011-10-31 22:5`."""
    if db.get_bind().dialect.name == "sqlite":
        return func.substr(type_coerce(col(Dossier.filed_at), String()), 1, 15)
    in_utc = func.timezone(literal_column("'UTC'"), col(Dossier.filed_at))
    return func.substr(func.to_char(in_utc, literal_column("'YYYY-MM-DD HH24:MI'")), 1, 15)


def _running(found: Counter[date], first: date, last: date) -> Iterable[Day]:
    so_far = 0
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        so_far += found[day]
        yield Day(day, found[day], so_far)


def readers(db: Session, actor: Actor, call_id: UUID) -> list[Readers]:
    """Reviewers, capacity and readings given of what this organiser may see, network by network."""
    given = (
        select(col(Assignment.reviewer_id), func.count().label("given"))
        .join(Dossier, col(Dossier.id) == col(Assignment.dossier_id))
        .where(col(Dossier.call_id) == call_id, col(Assignment.state) == "active", organised_by(actor))
        .group_by(col(Assignment.reviewer_id))
        .subquery()
    )
    query = (
        select(
            col(Network.name),
            func.count(),
            func.sum(col(Membership.capacity)),
            func.coalesce(func.sum(given.c.given), 0),
        )
        .select_from(Membership)
        .join(Network, col(Network.id) == col(Membership.network_id), isouter=True)
        .join(given, given.c.reviewer_id == col(Membership.person_id), isouter=True)
        .where(col(Membership.call_id) == call_id, col(Membership.role) == "reviewer")
        .where(col(Membership.revoked_at).is_(None))
        .group_by(col(Network.name))
    )
    rows = [Readers(str(row[0] or ""), int(row[1]), int(row[2]), int(row[3])) for row in db.execute(query)]
    return sorted(rows)


def readings(db: Session, actor: Actor, call: Call) -> Readings:
    """How far the reading of the admitted dossiers is; what is given beyond the need does not hide what lacks."""
    most = wanted()
    given, done = col(ScoreSummary.assigned), col(ScoreSummary.submitted)
    query = (
        select(
            func.coalesce(func.sum(most), 0),
            func.coalesce(func.sum(case((given > most, most), else_=given)), 0),
            func.coalesce(func.sum(case((done > most, most), else_=done)), 0),
        )
        .select_from(Dossier)
        .join(ScoreSummary, col(ScoreSummary.dossier_id) == col(Dossier.id), isouter=True)
        .where(col(Dossier.call_id) == call.id, organised_by(actor), col(Dossier.state) == "admitted")
    )
    row = db.execute(query).one()
    return Readings(int(row[0]), int(row[1]), int(row[2]))


def lost_mail(db: Session, actor: Actor, call_id: UUID) -> int:
    """How many mails of this call were given up, but for those about dossiers this organiser must not know of."""
    known = select(col(Dossier.id)).where(col(Dossier.call_id) == call_id, organised_by(actor))
    query = (
        select(func.count())
        .select_from(Notice)
        .where(col(Notice.call_id) == call_id, col(Notice.failed_at).is_not(None))
        .where(or_(col(Notice.dossier_id).is_(None), col(Notice.dossier_id).in_(known)))
    )
    return int(db.execute(query).scalar_one())


def weak_drafts(db: Session, actor: Actor, call_id: UUID, below: int = 50) -> int:
    """How many drafts are less than half full."""
    where = and_(col(Dossier.call_id) == call_id, organised_by(actor), col(Dossier.state) == "draft")
    query = select(func.count()).select_from(Dossier).where(where, col(Dossier.complete) < below)
    return int(db.execute(query).scalar_one())


def standings(db: Session, actor: Actor) -> dict[UUID, Standing]:
    """Where each call of this organiser stands, in one query."""
    query = (
        select(col(Dossier.call_id), col(Dossier.state), func.count(), func.count(col(Dossier.filed_at)))
        .where(organised_by(actor))
        .group_by(col(Dossier.call_id), col(Dossier.state))
    )
    found: dict[UUID, Standing] = {}
    for call_id, state, number, was_filed in db.execute(query):
        now = found.get(call_id, Standing(0, 0, 0))
        waits = number if state in ("filed", "to_correct") else 0
        drafts = number if state == "draft" else 0
        in_hand = was_filed if state != "draft" else 0
        found[call_id] = Standing(now.filed + in_hand, now.drafts + drafts, now.to_screen + waits)
    return found
