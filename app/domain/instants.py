"""The hearth: what an hour written on a calendar means in a zone; twice a year it means nothing, or two things."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


class NoSuchHour(ValueError):
    """The clocks jump over it that day; `instead` is what they then show."""

    def __init__(self, instead: datetime) -> None:
        super().__init__(f"the clocks jump over it, to {instead:%H:%M}")
        self.instead = instead


class HourTwice(ValueError):
    """The clocks show it twice that day: `first` and `second` are the two instants."""

    def __init__(self, first: datetime, second: datetime) -> None:
        super().__init__(f"the clocks show it twice: {first.isoformat()} or {second.isoformat()}")
        self.first, self.second = first, second


def instant_in(at: datetime, zone: str) -> datetime:
    """The instant meant: what has no offset was written in this zone. Raises NoSuchHour or HourTwice."""
    if at.tzinfo is not None:
        return at
    first, second = readings(at, zone)
    if _local(first, zone) != at.replace(fold=0):
        raise NoSuchHour(_local(first, zone))
    if first != second:
        raise HourTwice(first, second)
    return first


def near_instant_in(at: datetime, zone: str) -> datetime:
    """The same, but an hour that does not exist is the one the clocks then show, and of two the first."""
    return readings(at, zone)[0] if at.tzinfo is None else at


def readings(at: datetime, zone: str) -> tuple[datetime, datetime]:
    """The two ways to read a local hour, before and after a change of the clocks; the same on every other day."""
    # In UTC: two instants of one zone are compared by what its clocks show, and are then equal.
    first, second = (at.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1))
    return first, second


def moved(at: datetime, zone: str, before: datetime, after: datetime) -> datetime:
    """What follows an instant that moves from `before` to `after`: as many days away, at the hour the clocks show."""
    shift = _local(after, zone) - _local(before, zone)
    return near_instant_in(_local(at, zone) + shift, zone)


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
