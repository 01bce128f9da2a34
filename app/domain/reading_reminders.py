"""The hearth: when reviewers are reminded of what they have not handed in: before it is due, and after."""

from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType


class Step(StrEnum):
    """The reminders, from the earliest to the last."""

    D7 = "d7"
    D2 = "d2"
    LATE1 = "late1"
    LATE5 = "late5"


AT = MappingProxyType(
    {
        Step.D7: timedelta(days=-7),
        Step.D2: timedelta(days=-2),
        Step.LATE1: timedelta(days=1),
        Step.LATE5: timedelta(days=5),
    }
)
"""When each leaves, from the instant at which reviews are due. After the last one it is for people to speak."""
PATIENCE = timedelta(days=1)
"""How late one may still leave: a worker that slept does not tell of a time that is over."""
DIGEST_HOUR = 7
"""At which hour of the day, where the call is, those who want one letter a day get it."""


def step_at(due_at: datetime, now: datetime) -> Step | None:
    """The reminder whose time has come for what is due then; None between two of them."""
    for step in reversed(Step):
        if timedelta() <= now - (due_at + AT[step]) <= PATIENCE:
            return step
    return None


def steps_between(due_at: datetime, since: datetime, until: datetime) -> list[Step]:
    """The reminders whose time came after `since`, up to `until`."""
    return [step for step in Step if since < due_at + AT[step] <= until]
