"""The hearth: when people are reminded of what they have to file, before it can no longer be filed."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType


class Reminder(StrEnum):
    """The reminders, from the earliest to the last."""

    D7 = "d7"
    D2 = "d2"
    H3 = "h3"


BEFORE = MappingProxyType(
    {Reminder.D7: timedelta(days=7), Reminder.D2: timedelta(days=2), Reminder.H3: timedelta(hours=3)}
)
"""How long before the end of filing each is due."""
FARTHEST = max(BEFORE.values())
PATIENCE = MappingProxyType(
    {Reminder.D7: timedelta(days=1), Reminder.D2: timedelta(hours=12), Reminder.H3: timedelta(hours=1)}
)
"""How late each may still leave: after that it would tell of a time that is over."""


CORRECTION = (Reminder.D2, Reminder.H3)
"""Those before a correction is due: often asked for within the week."""


def due(ends: datetime, now: datetime, among: Collection[Reminder] = tuple(Reminder)) -> Reminder | None:
    """The reminder that is due at this instant for what ends then; None between two of them, and once it is over."""
    for kind in reversed([one for one in Reminder if one in among]):
        since = now - (ends - BEFORE[kind])
        if timedelta() <= since <= PATIENCE[kind] and now < ends:
            return kind
    return None
