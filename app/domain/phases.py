"""The moments of a call: every deadline is an instant, compared in this file alone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal, Protocol, TypeVar

from app.domain.errors import Invalid, WrongState


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


Move = Literal["open", "close", "extend"]


class Dated(Protocol):
    """What of a moment tells whether it is under way."""

    @property
    def kind(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime | None: ...


D = TypeVar("D", bound=Dated)
WORK = (MomentKind.SCREENING, MomentKind.REVIEW, MomentKind.JURY)
"""What organisers and readers do between the deadline and the publication."""


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


def filing_ends(
    calendar: Calendar, *, started_at: datetime | None = None, extended_to: datetime | None = None
) -> datetime:
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


def in_grace(calendar: Calendar, now: datetime) -> bool:
    """Whether drafts started before the deadline can still be filed, and no new one started."""
    return phase(calendar, now) is Phase.CLOSED and now < calendar.closes_at + calendar.grace


def work_under_way(calendar: Calendar, moments: Iterable[D], now: datetime) -> D | None:
    """The screening, the round of reviews or the jury that a closed call is in: the last to have begun and not ended.

    A moment without an end lasts until the next one of them begins.
    """
    if phase(calendar, now) is not Phase.CLOSED:
        return None
    begun = sorted((one for one in moments if one.kind in WORK and one.starts_at <= now), key=lambda one: one.starts_at)
    going = [one for one in begun if (one.ends_at is None and one is begun[-1]) or (one.ends_at and now < one.ends_at)]
    return going[-1] if going else None


def open_moves(calendar: Calendar, now: datetime) -> tuple[Move, ...]:
    """The ways to move this call by hand at this instant."""
    moves: dict[Phase, tuple[Move, ...]] = {
        Phase.ANNOUNCED: ("open",),
        Phase.OPEN: ("close", "extend"),
        Phase.CLOSED: ("extend",),
        Phase.PUBLISHED: (),
    }
    return moves[phase(calendar, now)]


def moved_by_hand(calendar: Calendar, move: Move, *, now: datetime, until: datetime | None = None) -> Calendar:
    """The calendar once it is opened or closed now, or takes dossiers until another instant.

    Raises WrongState when this move is not open, Invalid (`until`) when nobody could file until then.
    """
    if move not in open_moves(calendar, now):
        raise WrongState("wrong_phase", move=move)
    if move == "open":
        return replace(calendar, opens_at=now)
    if move == "close":
        if not calendar.opens_at < now:
            raise WrongState("just_opened")
        return replace(calendar, closes_at=now)
    if until is None or not max(now, calendar.closes_at) < until:
        raise Invalid("not_later", field="until", closes_at=max(now, calendar.closes_at))
    return replace(calendar, closes_at=until)
