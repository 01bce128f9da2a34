"""Reads of how a call is read: its settings, as rules of the domain, and the phases that somebody began by hand."""

from datetime import datetime
from typing import NamedTuple, cast
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.reviewing import Reviewing, parse_reviewing
from app.models import Call, CallChange, Person


class StartRow(NamedTuple):
    """A phase that somebody began by hand, and why."""

    at: datetime
    phase: str
    reason: str
    author: str


def plan_of(call: Call) -> Reviewing:
    """What decides who reads what in this call, and its phases of reviewing."""
    return parse_reviewing(cast("JsonValue", call.reviewing))


def starts(db: Session, call_id: UUID) -> list[StartRow]:
    """The phases that were begun by hand, the last first."""
    columns = (col(CallChange.at), col(CallChange.after), col(CallChange.reason), col(Person.name))
    query = (
        select(*columns)
        .join(Person, col(Person.id) == col(CallChange.author_id))
        .where(col(CallChange.call_id) == call_id, col(CallChange.kind) == "phase")
        .order_by(col(CallChange.at).desc(), col(CallChange.id).desc())
    )
    return [StartRow(at, str(after.get("phase", "")), why, name) for at, after, why, name in db.execute(query)]
