"""The mails that reviewers get: what was given to them, and what an organiser reminds them of."""

from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import NotFound
from app.domain.notices import NoticeKind, demand_variables
from app.domain.roles import Actor
from app.domain.texts import text_in
from app.models import Call, Dossier, Notice, Person, Review
from app.queries import assignments as eyes
from app.queries.blind import titles
from app.queries.reading_dues import DueRow, dues_of
from app.queries.visibility import rules_of
from app.services import journal, outbox
from app.services.call_changes import demand_mine

COALESCE = timedelta(minutes=10)


class Reminded(NamedTuple):
    """What came of reminding: letters that leave, people who had one today, people who want none."""

    told: int
    already: int
    unwilling: int


def tell_assigned(
    db: Session, call: Call, given: Mapping[UUID, int], *, due_at: datetime | None, now: datetime
) -> None:
    """One mail for each reviewer who wants one for each thing: what is given within ten minutes is told together."""
    waiting = {notice.person_id: notice for notice in _waiting(db, call.id, list(given), now)}
    people = select(Person).where(col(Person.id).in_(list(given)), col(Person.review_mail) == "each")
    for person in db.execute(people).scalars():
        count = given[person.id]
        if notice := waiting.get(person.id):
            notice.context = {**notice.context, "dossiers": int(str(notice.context["dossiers"])) + count}
            db.add(notice)
            continue
        key = f"reviewer.assigned/{call.id}/{person.id}/{now.isoformat()}"
        more: dict[str, JsonValue] = {"dossiers": count}
        post(db, NoticeKind.REVIEWER_ASSIGNED, call, person, due_at, more, key=key, now=now, run_at=now + COALESCE)


def remind(db: Session, call: Call, *, only: UUID | None = None, actor: Actor, now: datetime) -> Reminded:
    """Write to everybody with reviews still to hand in, or to one of them; once a day at most for each.

    Raises NotFound for somebody who has nothing left to hand in.
    """
    demand_mine(call, actor)
    rows = dues_of(db, call, rules_of(call, now), None if only is None else [only])
    if only is not None and not rows:
        raise NotFound
    day = now.astimezone(ZoneInfo(call.zone)).date()
    wished = eyes.due_at(db, call.id)
    midnight = datetime.combine(day, time(), ZoneInfo(call.zone))
    known = reminded_since(db, call.id, [row.person_id for row in rows], midnight)
    willing, told, already = _willing(db, rows), 0, 0
    for row in rows:
        key = f"review.reminder/{call.id}/{row.person_id}/{day}"
        if row.person_id in known:
            already += 1
        elif (person := willing.get(row.person_id)) is not None:
            more: dict[str, JsonValue] = {"remaining": row.remaining}
            post(db, NoticeKind.REVIEW_REMINDER, call, person, row.due_at or wished, more, key=key, now=now)
            told += 1
    if told:
        after = journal.digest({"told": told, "only": str(only or "")})
        subject = f"call:{call.id}"
        journal.write(db, "reviewers.reminded", subject, actor_id=actor.id, now=now, call_id=call.id, after=after)
    return Reminded(told, already, len(rows) - told - already)


def tell_reopened(db: Session, review: Review, dossier: Dossier, reason: str, *, now: datetime) -> None:
    """One mail to the author of a review that is theirs to take up again, with the reason; whatever mail they want."""
    person, call = db.get_one(Person, review.reviewer_id), db.get_one(Call, dossier.call_id)
    more: dict[str, JsonValue] = {
        "title": titles(db, [dossier.id])[dossier.id],
        "reason": reason,
        "link": f"/reviewer/dossiers/{dossier.id}",
    }
    key, due_at = f"review.reopened/{review.id}/{review.version}", eyes.due_at(db, call.id)
    post(db, NoticeKind.REVIEW_REOPENED, call, person, due_at, more, key=key, now=now, dossier_id=dossier.id)


def post(
    db: Session,
    kind: NoticeKind,
    call: Call,
    person: Person,
    due_at: datetime | None,
    more: Mapping[str, JsonValue],
    *,
    key: str,
    now: datetime,
    run_at: datetime | None = None,
    dossier_id: UUID | None = None,
) -> None:
    """Post a mail about what somebody reads for a call, with exactly what its kind needs."""
    variables: dict[str, JsonValue] = {
        "name": person.name,
        "call": text_in(call.title, person.language),
        "call_link": f"/calls/{call.slug}",
        "link": "/reviewer",
        "stop_reading": str(person.id),
        "due_at": due_at.isoformat() if due_at else "",
        "zone": call.zone,
        **more,
    }
    demand_variables(kind, variables)
    to = outbox.to_person(person)
    about: dict[str, Any] = {"call_id": call.id, "dossier_id": dossier_id}
    outbox.post(db, kind, to, unique_key=key, now=now, context=variables, run_at=run_at, **about)


def reminded_since(db: Session, call_id: UUID, people: Collection[UUID], since: datetime) -> set[UUID]:
    """Which of these people were reminded of this call since then, by whoever it was."""
    query = select(col(Notice.person_id)).where(
        col(Notice.call_id) == call_id,
        col(Notice.kind).in_((NoticeKind.REVIEW_REMINDER, NoticeKind.REVIEW_DUE)),
        col(Notice.person_id).in_(list(people)),
        col(Notice.created_at) >= since,
    )
    return {found for found in db.execute(query).scalars() if found is not None}


def _willing(db: Session, rows: list[DueRow]) -> dict[UUID, Person]:
    """Those of them who want to be written to."""
    query = select(Person).where(col(Person.id).in_([row.person_id for row in rows]), col(Person.review_mail) != "none")
    return {person.id: person for person in db.execute(query).scalars()}


def _waiting(db: Session, call_id: UUID, people: list[UUID], now: datetime) -> list[Notice]:
    query = select(Notice).where(
        col(Notice.kind) == "reviewer_assigned",
        col(Notice.call_id) == call_id,
        col(Notice.person_id).in_(people),
        col(Notice.attempts) == 0,
        col(Notice.run_at) > now,
    )
    return list(db.execute(query.with_for_update()).scalars())
