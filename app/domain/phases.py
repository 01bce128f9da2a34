"""The moments of a call: every deadline is an instant, compared in this file alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.errors import WrongState


class MomentKind(StrEnum):
    QUESTIONS = "questions"
    OPENING = "opening"
    INFORMATION = "information"
    DEADLINE = "deadline"
    SCREENING = "screening"
    REVIEW = "review"
    JURY = "jury"
    PUBLICATION = "publication"
    MEETING = "meeting"


class Phase(StrEnum):
    """Where a call stands, derived from its calendar and from what was published."""

    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The instants that decide; `grace` is given to drafts started before the deadline."""

    opens_at: datetime
    closes_at: datetime
    grace: timedelta = timedelta()
    published_at: datetime | None = None


def phase(calendar: Calendar, now: datetime) -> Phase:
    """Where the call stands at this instant."""
    if calendar.published_at is not None and calendar.published_at <= now:
        return Phase.PUBLISHED
    if now < calendar.opens_at:
        return Phase.ANNOUNCED
    return Phase.OPEN if now < calendar.closes_at else Phase.CLOSED


def filing_ends(calendar: Calendar, *, started_at: datetime | None = None, extended_to: datetime | None = None) -> datetime:
    """The instant from which this dossier can no longer be filed: deadline, grace for a draft, or its own extension."""
    ends = calendar.closes_at
    if started_at is not None and started_at < calendar.closes_at:
        ends += calendar.grace
    return max(ends, extended_to) if extended_to is not None else ends


def check_filing(
    calendar: Calendar, now: datetime, *, started_at: datetime | None = None, extended_to: datetime | None = None
) -> None:
    """Raise WrongState when a dossier can't be started, changed or filed at this instant."""
    if now < calendar.opens_at:
        raise WrongState("call_not_open_yet", opens_at=calendar.opens_at)
    ends = filing_ends(calendar, started_at=started_at, extended_to=extended_to)
    if not now < ends:
        raise WrongState("call_closed", closed_at=ends)


def is_open(calendar: Calendar, now: datetime) -> bool:
    """Whether a new dossier can be started."""
    return phase(calendar, now) is Phase.OPEN


def is_late(calendar: Calendar, filed_at: datetime) -> bool:
    """Whether a filing came after the announced deadline (in the grace, or by an extension)."""
    return not filed_at < calendar.closes_at
