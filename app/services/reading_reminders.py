"""What reviewers are reminded of without anybody asking: before it is due and after, or in one letter a day."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.notices import NoticeKind
from app.domain.reading_reminders import DIGEST_HOUR, Step, step_at, steps_between
from app.models import Call, Membership, Once, Person
from app.queries.discussions import new_by_person
from app.queries.reading_dues import due_at_this, due_instants, dues_of, given_since, under_way
from app.queries.visibility import rules_of
from app.services import reading_mail
from app.services.upserts import insert_or_ignore

LATEST = timedelta(hours=12)
"""How late in the day the letter of a day may leave."""
QUIET = timedelta(hours=12)
"""Whom an organiser has just reminded is not reminded again."""
FARTHEST = timedelta(days=7)
"""How far back it tells of, after days on which nothing could leave."""


class Lot(NamedTuple):
    """Something to do once: a reminder of what is due at an instant, or the letters of a day (`step` is None)."""

    call_id: UUID
    at: datetime
    step: Step | None

    @property
    def key(self) -> str:
        """Under which it is known to be done."""
        return f"{_PREFIX[self.step is None]}:{self.call_id}:{self.at.isoformat()}:{self.step or ''}"


_PREFIX = {False: "reading-reminders", True: "reading-digest"}


def lots_due(db: Session, now: datetime) -> list[Lot]:
    """What is due now and was not done yet."""
    found = []
    for call in under_way(db, now):
        rules = rules_of(call, now)
        found += [
            Lot(call.id, at, step) for at in due_instants(db, call, rules) if (step := step_at(at, now)) is not None
        ]
    found += [Lot(call_id, at, None) for call_id, at in _mornings(db, now)]
    known = set(db.execute(select(col(Once.key)).where(col(Once.key).in_([lot.key for lot in found]))).scalars())
    return [lot for lot in found if lot.key not in known]


def work_off(db: Session, lot: Lot, now: datetime) -> int:
    """Do it, in one transaction; how many letters were posted. Done twice at once, it is done once."""
    if not insert_or_ignore(db, Once(key=lot.key, created_at=now)):
        return 0
    call = db.get_one(Call, lot.call_id)
    return _digests(db, call, lot.at, now) if lot.step is None else _reminders(db, call, lot.at, lot.step, now)


def _reminders(db: Session, call: Call, due_at: datetime, step: Step, now: datetime) -> int:
    """To those who want to be told of each thing; the others read it in the letter of the day."""
    rows = {row.person_id: row for row in due_at_this(db, call, rules_of(call, now), due_at)}
    people = select(Person).where(col(Person.id).in_(list(rows)), col(Person.review_mail) == "each")
    told, lately = 0, reading_mail.reminded_since(db, call.id, rows, now - QUIET)
    for person in db.execute(people.order_by(col(Person.id))).scalars():
        if person.id in lately:
            continue
        more: dict[str, JsonValue] = {"remaining": rows[person.id].remaining, "is_late": due_at < now}
        key = f"review.due/{call.id}/{person.id}/{due_at.isoformat()}/{step}"
        reading_mail.post(db, NoticeKind.REVIEW_DUE, call, person, due_at, more, key=key, now=now)
        told += 1
    return told


def _mornings(db: Session, now: datetime) -> list[tuple[UUID, datetime]]:
    """The calls for which the letters of the day are due, each with the instant of this morning there."""
    query = (
        select(col(Call.id), col(Call.zone))
        .join(Membership, col(Membership.call_id) == col(Call.id))
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(col(Membership.role) == "reviewer", col(Membership.revoked_at).is_(None))
        .where(col(Person.review_mail) == "daily", col(Call.published_at).is_(None))
    )
    found = []
    for call_id, zone in db.execute(query.distinct().order_by(col(Call.id))):
        morning = now.astimezone(ZoneInfo(zone)).replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
        if timedelta() <= now - morning <= LATEST:
            found.append((call_id, morning.astimezone(UTC)))
    return found


def _digests(db: Session, call: Call, morning: datetime, now: datetime) -> int:
    """One letter to each person who wants one a day, and none when there is nothing new."""
    since = _last(db, call.id, morning)
    readers = (
        select(Person)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(
            col(Membership.call_id) == call.id,
            col(Membership.role) == "reviewer",
            col(Membership.revoked_at).is_(None),
            col(Person.review_mail) == "daily",
        )
    )
    people = list(db.execute(readers.order_by(col(Person.id))).scalars())
    rules, ids = rules_of(call, now), [person.id for person in people]
    given = given_since(db, call.id, since, morning)
    dues = {row.person_id: row for row in dues_of(db, call, rules, ids)} if rules.may_write else {}
    said = new_by_person(db, call.id, ids, since, morning) if rules.may_comment else {}
    told = 0
    for person in people:
        row, (news, threads) = dues.get(person.id), said.get(person.id, (0, 0))
        due_at = row.due_at if row else None
        reached = due_at is not None and bool(steps_between(due_at, since, morning))
        if not (given.get(person.id) or news or reached):
            continue
        more: dict[str, JsonValue] = {
            "given": given.get(person.id, 0),
            "said": news,
            "threads": threads,
            "remaining": row.remaining if row else 0,
            "is_late": due_at is not None and due_at < now,
        }
        key = f"review.digest/{call.id}/{person.id}/{morning.isoformat()}"
        reading_mail.post(db, NoticeKind.REVIEW_DIGEST, call, person, due_at, more, key=key, now=now)
        told += 1
    return told


def _last(db: Session, call_id: UUID, morning: datetime) -> datetime:
    """Up to which morning the letters of a day before told."""
    prefix = f"{_PREFIX[True]}:{call_id}:"
    query = select(col(Once.key)).where(
        col(Once.key).startswith(prefix, autoescape=True), col(Once.key) < Lot(call_id, morning, None).key
    )
    last = db.execute(query.order_by(col(Once.key).desc()).limit(1)).scalar_one_or_none()
    told = datetime.fromisoformat(last.removeprefix(prefix).removesuffix(":")) if last else morning - timedelta(days=1)
    return max(told, morning - FARTHEST)
