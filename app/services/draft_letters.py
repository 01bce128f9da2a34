"""Letters to those who have a draft: the instant that ends the filing moved."""

from datetime import datetime

from sqlmodel import Session

from app.domain.texts import text_in
from app.models import Call
from app.queries.calendars import draft_owners
from app.services import outbox


def deadline_moved(db: Session, call: Call, was: datetime, reason: str, *, now: datetime) -> int:
    """Write to everyone who has a draft; how many letters left."""
    owners = draft_owners(db, call.id)
    for person in owners:
        context = {
            "name": person.name,
            "call": text_in(call.title, person.language),
            "call_link": f"/calls/{call.slug}",
            "was": was.isoformat(),
            "closes_at": call.closes_at.isoformat(),
            "zone": call.zone,
            "reason": reason,
        }
        key = f"call.deadline_moved/{call.id}/{person.id}/{now.isoformat()}"
        outbox.post(
            db, "deadline_moved", outbox.to_person(person), unique_key=key, now=now, context=context, call_id=call.id
        )
    return len(owners)
