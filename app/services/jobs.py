"""Long work as rows: enqueued with the act that asks for it, done by the worker."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlmodel import Session, col

from app.models import Job
from app.services.upserts import insert_or_ignore

LEASE = timedelta(minutes=10)
MOST_ATTEMPTS = 5


def enqueue(
    db: Session,
    kind: str,
    payload: Mapping[str, object],
    *,
    unique_key: str,
    now: datetime,
    created_by: UUID | None = None,
    call_id: UUID | None = None,
) -> Job:
    """Ask for one piece of work; the same unique key gives back the one already asked for."""
    job = Job(
        unique_key=unique_key,
        kind=kind,
        payload=dict(payload),
        created_by=created_by,
        call_id=call_id,
        created_at=now,
        run_at=now,
    )
    if insert_or_ignore(db, job):
        return job
    asked: Job = db.execute(select(Job).where(col(Job.unique_key) == unique_key)).scalar_one()
    return asked


def _due(now: datetime) -> ColumnElement[bool]:
    open_ = and_(col(Job.done_at).is_(None), col(Job.failed_at).is_(None), col(Job.run_at) <= now)
    return and_(open_, or_(col(Job.leased_until).is_(None), col(Job.leased_until) < now))


def is_due(db: Session, now: datetime) -> bool:
    """Whether anything waits to be claimed: a cheap look before taking the write lock."""
    return bool(db.execute(select(exists().where(_due(now)))).scalar())


def claim(db: Session, now: datetime) -> Job | None:
    """Lease the next job that is due, or None."""
    query = select(Job).where(_due(now)).order_by(col(Job.run_at)).limit(1).with_for_update(skip_locked=True)
    job = db.execute(query).scalar_one_or_none()
    if job is not None:
        job.leased_until = now + LEASE
        job.attempts += 1
    return job


def report(db: Session, job_id: UUID, done: int, total: int, now: datetime) -> None:
    """Say how far the work is, and keep the lease."""
    values = {"progress": done, "total": total, "leased_until": now + LEASE}
    db.execute(update(Job).where(col(Job.id) == job_id).values(**values))


def keep(db: Session, job_id: UUID, done: int, total: int, result: Mapping[str, object], now: datetime) -> None:
    """Say how far the work is and what came of it so far, in the transaction of the work itself: a job taken up again
    goes on from there."""
    values = {"progress": done, "total": total, "result": dict(result), "leased_until": now + LEASE}
    db.execute(update(Job).where(col(Job.id) == job_id).values(**values))


def finish(db: Session, job_id: UUID, result: Mapping[str, object], now: datetime) -> None:
    """The work is done; its result is kept."""
    values = {"done_at": now, "leased_until": None, "result": dict(result), "error": ""}
    db.execute(update(Job).where(col(Job.id) == job_id).values(**values))


def fail(db: Session, job: Job, error: str, now: datetime) -> None:
    """Try again later, each time twice as late; after five attempts, give up and say so."""
    given_up = job.attempts >= MOST_ATTEMPTS
    later = now + timedelta(seconds=30 * 2**job.attempts)
    values = {"error": error[:500], "leased_until": None, "run_at": later, "failed_at": now if given_up else None}
    db.execute(update(Job).where(col(Job.id) == job.id).values(**values))
