"""Reads about the queues: what waits for the worker, what it gave up."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.models import Job, Notice


class Queue(NamedTuple):
    """One queue: rows that wait, rows given up."""

    name: str
    waiting: int
    failed: int


def states(db: Session) -> list[Queue]:
    """The outbox and the jobs."""
    failed_mail, failed_jobs = col(Notice.failed_at).is_not(None), col(Job.failed_at).is_not(None)
    mail = select(func.count()).select_from(Notice)
    work = select(func.count()).select_from(Job)
    count = [
        mail.where(col(Notice.sent_at).is_(None), ~failed_mail),
        mail.where(failed_mail),
        work.where(col(Job.done_at).is_(None), ~failed_jobs),
        work.where(failed_jobs),
    ]
    row = db.execute(select(*(query.scalar_subquery() for query in count))).one()
    return [Queue("mail", row[0], row[1]), Queue("jobs", row[2], row[3])]
