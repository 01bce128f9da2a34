"""The outbox's hand: a mail is a row, posted in the transaction of the act it tells of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlmodel import Session, col

from app.models import Notice, Person
from app.services.upserts import insert_or_ignore

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 12


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who a mail goes to, in which language."""

    email: str
    language: str
    person_id: UUID | None = None


def to_person(person: Person) -> Addressee:
    """The addressee of a mail to somebody with an account."""
    return Addressee(person.email, person.language, person.id)


def post(
    db: Session,
    kind: str,
    to: Addressee,
    *,
    unique_key: str,
    now: datetime,
    context: Mapping[str, object],
    call_id: UUID | None = None,
    dossier_id: UUID | None = None,
    run_at: datetime | None = None,
) -> None:
    """Post one mail; the same unique key posts nothing twice."""
    notice = Notice(
        unique_key=unique_key,
        kind=kind,
        call_id=call_id,
        dossier_id=dossier_id,
        person_id=to.person_id,
        to_email=to.email,
        language=to.language,
        context=dict(context),
        created_at=now,
        run_at=run_at or now,
    )
    insert_or_ignore(db, notice)


def _due(now: datetime) -> ColumnElement[bool]:
    open_ = and_(col(Notice.sent_at).is_(None), col(Notice.failed_at).is_(None), col(Notice.run_at) <= now)
    return and_(open_, or_(col(Notice.leased_until).is_(None), col(Notice.leased_until) < now))


def is_due(db: Session, now: datetime) -> bool:
    """Whether anything waits to be claimed: a cheap look before taking the write lock."""
    return bool(db.execute(select(exists().where(_due(now)))).scalar())


def claim(db: Session, now: datetime, *, most: int = 20) -> list[Notice]:
    """Lease the mails that are due; another worker takes them up if this one dies."""
    query = select(Notice).where(_due(now)).order_by(col(Notice.run_at)).limit(most).with_for_update(skip_locked=True)
    notices = list(db.execute(query).scalars())
    for notice in notices:
        notice.leased_until = now + LEASE
        notice.attempts += 1
    return notices


def mark_sent(db: Session, notice_id: UUID, now: datetime) -> None:
    """It left. What it carried in confidence (one-use links) is forgotten."""
    db.execute(
        update(Notice).where(col(Notice.id) == notice_id).values(sent_at=now, leased_until=None, context={}, error="")
    )


def mark_failed(db: Session, notice: Notice, error: str, now: datetime) -> None:
    """Try again later, each time twice as late; after twelve attempts (nearly three days), give up and say so."""
    given_up = notice.attempts >= MOST_ATTEMPTS
    later = now + timedelta(seconds=30 * 2**notice.attempts)
    values = {"error": error[:500], "leased_until": None, "run_at": later, "failed_at": now if given_up else None}
    db.execute(update(Notice).where(col(Notice.id) == notice.id).values(**values))
