"""The hearth: what a calendar forgets, and what stands in it in a strange order; advice, never a refusal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.domain.phases import Calendar, Dated, MomentKind

LONG_WAIT = timedelta(days=45)
SHORT_OPENING = timedelta(days=14)
_SATURDAY = 5
AWAITED = (MomentKind.SCREENING, MomentKind.REVIEW, MomentKind.JURY, MomentKind.PUBLICATION)
"""What people ask for when a calendar says nothing of it."""
# Each of these comes before the next ones; several rounds of reviews may follow each other.
_ORDER = (
    MomentKind.DEADLINE, MomentKind.SCREENING, MomentKind.REVIEW, MomentKind.JURY, MomentKind.PUBLICATION,
    MomentKind.MEETING,
)  # fmt: skip


class AdviceCode(StrEnum):
    """What may be worth a second look."""

    MISSING = "missing"
    BEFORE = "before"
    TOO_LATE = "too_late"
    LONG_WAIT = "long_wait"
    SHORT_OPENING = "short_opening"
    WEEKEND = "weekend"
    MIDNIGHT = "midnight"


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to look at again: `kind` is the moment it is about, `other` the one it is compared with."""

    code: AdviceCode
    kind: MomentKind
    other: MomentKind | None = None
    days: int = 0


def advice(calendar: Calendar, moments: Iterable[Dated], zone: str) -> tuple[Advice, ...]:
    """Everything worth a second look, most important first."""
    known = [moment for moment in moments if moment.kind not in (MomentKind.OPENING, MomentKind.DEADLINE)]
    return (
        *_out_of_order(calendar, known),
        *_after_the_deadline(calendar, known),
        *_forgotten(known),
        *_waits(calendar, known),
        *_deadline(calendar, zone),
    )


def _out_of_order(calendar: Calendar, moments: Sequence[Dated]) -> Iterable[Advice]:
    """A step that begins before the last beginning of one it should follow."""
    begun = {MomentKind.DEADLINE: calendar.closes_at}
    for kind in _ORDER[1:]:
        starts = [moment.starts_at for moment in moments if moment.kind == kind]
        if not starts:
            continue
        for earlier in reversed(_ORDER[: _ORDER.index(kind)]):
            if earlier in begun and min(starts) < begun[earlier]:
                yield Advice(AdviceCode.BEFORE, kind, earlier)
                break
        begun[kind] = max(starts)


def _after_the_deadline(calendar: Calendar, moments: Sequence[Dated]) -> Iterable[Advice]:
    """What helps to answer comes while one can still answer."""
    for kind in (MomentKind.QUESTIONS, MomentKind.INFORMATION):
        if any(moment.kind == kind and moment.starts_at >= calendar.closes_at for moment in moments):
            yield Advice(AdviceCode.TOO_LATE, kind, MomentKind.DEADLINE)


def _forgotten(moments: Sequence[Dated]) -> Iterable[Advice]:
    kinds = {moment.kind for moment in moments}
    return (Advice(AdviceCode.MISSING, kind) for kind in AWAITED if kind not in kinds)


def _waits(calendar: Calendar, moments: Sequence[Dated]) -> Iterable[Advice]:
    """Long stretches after the deadline of which the calendar says nothing."""
    ends, last = calendar.closes_at, MomentKind.DEADLINE
    for moment in sorted(moments, key=lambda one: one.starts_at):
        if moment.starts_at < calendar.closes_at:
            continue
        if moment.starts_at - ends >= LONG_WAIT:
            yield Advice(AdviceCode.LONG_WAIT, MomentKind(moment.kind), last, (moment.starts_at - ends).days)
        ends, last = max(ends, moment.ends_at or moment.starts_at), MomentKind(moment.kind)


def _deadline(calendar: Calendar, zone: str) -> Iterable[Advice]:
    there = calendar.closes_at.astimezone(ZoneInfo(zone))
    if calendar.closes_at - calendar.opens_at < SHORT_OPENING:
        yield Advice(AdviceCode.SHORT_OPENING, MomentKind.DEADLINE, days=(calendar.closes_at - calendar.opens_at).days)
    if there.weekday() >= _SATURDAY:
        yield Advice(AdviceCode.WEEKEND, MomentKind.DEADLINE)
    if (there.hour, there.minute) == (0, 0):
        yield Advice(AdviceCode.MIDNIGHT, MomentKind.DEADLINE)
