"""Reads of what everyone may know of public calls: their phase, their agenda, their news; nothing of any dossier."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.answers import asks
from app.domain.phases import Phase, phase
from app.models import Call, JournalHead, JournalLine, Moment
from app.queries.calls import calendar_of, public_calls
from app.queries.forms import plan_of


class CallCard(NamedTuple):
    """A public call as lists show it."""

    slug: str
    title: dict[str, str]
    summary: dict[str, str]
    opens_at: datetime
    closes_at: datetime
    zone: str
    published_at: datetime | None
    phase: Phase


class AgendaRow(NamedTuple):
    """A moment of a public call."""

    id: UUID
    call: str
    call_title: dict[str, str]
    kind: str
    title: dict[str, str]
    place: str
    starts_at: datetime
    ends_at: datetime | None
    zone: str
    created_at: datetime


class NewsRow(NamedTuple):
    """What happened to a public call: `opened`, `closed` or `published`."""

    kind: str
    call: str
    call_title: dict[str, str]
    at: datetime
    zone: str


class Act(NamedTuple):
    """A line of a journal without its author, its subject or its digests."""

    sequence: int
    at: datetime
    action: str


class Chain(NamedTuple):
    """The state of a call's journal."""

    lines: int
    root: str
    last: list[Act]


class FormSize(NamedTuple):
    """What answering a form takes."""

    sections: int
    questions: int
    minutes: int


def cards(db: Session, now: datetime) -> list[CallCard]:
    """Every public call: the open ones first, the one that closes soonest before; then the latest."""
    found = [
        CallCard(
            call.slug, call.title, call.summary, call.opens_at, call.closes_at, call.zone, call.published_at,
            phase(calendar_of(call), now),
        )
        for call in public_calls(db)
    ]  # fmt: skip
    open_calls = sorted((card for card in found if card.phase is Phase.OPEN), key=lambda card: card.closes_at)
    return [*open_calls, *(card for card in found if card.phase is not Phase.OPEN)]


def agenda(db: Session) -> list[AgendaRow]:
    """The moments of the public calls, in order."""
    query = (
        select(
            col(Moment.id),
            col(Call.slug),
            col(Call.title),
            col(Moment.kind),
            col(Moment.title),
            col(Moment.place),
            col(Moment.starts_at),
            col(Moment.ends_at),
            col(Call.zone),
            col(Call.created_at),
        )
        .join(Call, col(Call.id) == col(Moment.call_id))
        .where(col(Call.is_public))
        .order_by(col(Moment.starts_at), col(Moment.id))
    )
    return [AgendaRow(*row) for row in db.execute(query)]


def news(db: Session, now: datetime) -> list[NewsRow]:
    """What happened up to now to public calls, the latest first."""
    rows = [
        NewsRow(kind, call.slug, call.title, at, call.zone)
        for call in public_calls(db)
        for kind, at in (("opened", call.opens_at), ("closed", call.closes_at), ("published", call.published_at))
        if at is not None and at <= now
    ]
    return sorted(rows, key=lambda row: row.at, reverse=True)


def chain(db: Session, call_id: UUID, *, most: int = 60) -> Chain:
    """The journal of a call: its length, its root, and the instants of its last acts."""
    head = db.get(JournalHead, str(call_id))
    query = (
        select(col(JournalLine.sequence), col(JournalLine.at), col(JournalLine.action))
        .where(col(JournalLine.chain) == str(call_id))
        .order_by(col(JournalLine.sequence).desc())
        .limit(most)
    )
    last = [Act(*row) for row in db.execute(query)]
    return Chain(head.sequence if head else 0, head.hash if head else "", last)


def form_sizes(db: Session, version_ids: Iterable[UUID]) -> dict[UUID, FormSize]:
    """What each version of a form takes."""
    plans = {version: plan_of(db, version) for version in version_ids}
    return {
        version: FormSize(
            len(plan.sections), sum(map(asks, plan.questions)), sum(section.minutes for section in plan.sections)
        )
        for version, plan in plans.items()
    }
