"""The mails that reviewers get: what was given to them, and what is still due."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.roles import Actor
from app.models import Call, Notice, Person
from app.queries import assignments as eyes
from app.queries.reviews import late_readers
from app.services import journal, outbox
from app.services.call_changes import demand_mine

COALESCE = timedelta(minutes=10)


def tell_assigned(
    db: Session, call: Call, given: Mapping[UUID, int], *, due_at: datetime | None, now: datetime
) -> None:
    """One mail for each reviewer: what is given within ten minutes is told together."""
    waiting = {notice.person_id: notice for notice in _waiting(db, call.id, list(given), now)}
    for person in db.execute(select(Person).where(col(Person.id).in_(list(given)))).scalars():
        count = given[person.id]
        if notice := waiting.get(person.id):
            notice.context = {**notice.context, "dossiers": int(str(notice.context["dossiers"])) + count}
            db.add(notice)
            continue
        context = _context(call, person, due_at) | {"dossiers": count}
        key = f"reviewer.assigned/{call.id}/{person.id}/{now.isoformat()}"
        to, soon = outbox.to_person(person), now + COALESCE
        outbox.post(db, "reviewer_assigned", to, unique_key=key, now=now, context=context, call_id=call.id, run_at=soon)


def remind(db: Session, call: Call, *, actor: Actor, now: datetime) -> int:
    """Write to everybody with reviews still to hand in, once a day at most; how many mails left this time."""
    demand_mine(call, actor)
    day = now.astimezone(ZoneInfo(call.zone)).date()
    due_at = eyes.due_at(db, call.id)
    told = 0
    for person, remaining in late_readers(db, call.id):
        context = _context(call, person, due_at) | {"remaining": remaining}
        key = f"review.reminder/{call.id}/{person.id}/{day}"
        if db.execute(select(col(Notice.id)).where(col(Notice.unique_key) == key)).first() is None:
            to = outbox.to_person(person)
            outbox.post(db, "review_reminder", to, unique_key=key, now=now, context=context, call_id=call.id)
            told += 1
    if told:
        subject = f"call:{call.id}"
        journal.write(db, "reviewers.reminded", subject, actor_id=actor.id, now=now, call_id=call.id)
    return told


def _waiting(db: Session, call_id: UUID, people: list[UUID], now: datetime) -> list[Notice]:
    query = select(Notice).where(
        col(Notice.kind) == "reviewer_assigned",
        col(Notice.call_id) == call_id,
        col(Notice.person_id).in_(people),
        col(Notice.attempts) == 0,
        col(Notice.run_at) > now,
    )
    return list(db.execute(query.with_for_update()).scalars())


def _context(call: Call, person: Person, due_at: datetime | None) -> dict[str, object]:
    return {
        "name": person.name,
        "call": call.title.get(person.language) or call.title.get("fr", ""),
        "call_link": f"/calls/{call.slug}",
        "link": "/reviewer",
        "due_at": due_at.isoformat() if due_at else "",
    }
