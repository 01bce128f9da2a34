"""Reads of the journal: its chains, their lines, and whether they hold."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.journal import Break, Line, first_break
from app.models import JournalHead, JournalLine


class Chain(NamedTuple):
    """One chain: a call's id or `house`, its length, the hash of its last line."""

    name: str
    lines: int
    root: str


def chains(db: Session) -> list[Chain]:
    """Every chain."""
    query = select(JournalHead.chain, JournalHead.sequence, JournalHead.hash).order_by(col(JournalHead.chain))
    return [Chain(*row) for row in db.execute(query)]


def verify_chain(db: Session, chain: str) -> Break | None:
    """The first fault of a chain; a chain shorter than its head says misses its last lines."""
    head = db.get_one(JournalHead, chain)
    fault = first_break(_lines(db, chain))
    if fault is not None:
        return fault
    last = db.execute(
        select(JournalLine.sequence, JournalLine.hash)
        .where(col(JournalLine.chain) == chain)
        .order_by(col(JournalLine.sequence).desc())
        .limit(1)
    ).one_or_none()
    count, root = (last[0], last[1]) if last else (0, head.hash)
    if count != head.sequence:
        return Break(chain, count + 1, "missing")
    return None if root == head.hash else Break(chain, count, "altered")


def _lines(db: Session, chain: str) -> Iterator[tuple[Line, str]]:
    query = select(JournalLine).where(col(JournalLine.chain) == chain).order_by(col(JournalLine.sequence))
    for row in db.execute(query.execution_options(yield_per=500)).scalars():
        line = Line(
            chain=row.chain,
            sequence=row.sequence,
            at=row.at.isoformat(timespec="microseconds"),
            actor=str(row.actor_id or ""),
            action=row.action,
            subject=row.subject,
            before=row.before,
            after=row.after,
            previous=row.previous,
        )
        yield line, row.hash
