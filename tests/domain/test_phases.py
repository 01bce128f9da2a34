"""Deadlines are instants, compared in one place."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from app.domain.errors import Invalid, WrongState
from app.domain.phases import (
    Calendar,
    Phase,
    check_filing,
    filing_ends,
    is_late,
    is_open,
    moved_by_hand,
    open_moves,
    phase,
    work_under_way,
)

OPENS = datetime(2011, 10, 1, 7, tzinfo=UTC)
CLOSES = datetime(2011, 10, 31, 22, 59, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)
CALENDAR = Calendar(OPENS, CLOSES, grace=timedelta(minutes=15))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OPENS - SECOND, Phase.ANNOUNCED),
        (OPENS, Phase.OPEN),
        (CLOSES - SECOND, Phase.OPEN),
        (CLOSES, Phase.CLOSED),
        (CLOSES + timedelta(days=99), Phase.CLOSED),
    ],
)
def test_a_call_opens_and_closes_by_itself_at_its_very_instants(now: datetime, expected: Phase) -> None:
    assert phase(CALENDAR, now) is expected
    assert is_open(CALENDAR, now) is (expected is Phase.OPEN)


def test_a_call_is_published_from_the_instant_of_its_publication() -> None:
    published = Calendar(OPENS, CLOSES, published_at=CLOSES + timedelta(days=90))

    assert phase(published, CLOSES + timedelta(days=90)) is Phase.PUBLISHED
    assert phase(published, CLOSES + timedelta(days=89)) is Phase.CLOSED


def test_a_draft_started_in_time_has_the_grace_and_no_second_more() -> None:
    ends = CLOSES + timedelta(minutes=15)

    check_filing(CALENDAR, ends - SECOND, started_at=OPENS)
    with pytest.raises(WrongState, match="call_closed"):
        check_filing(CALENDAR, ends, started_at=OPENS)


def test_nothing_is_started_after_the_deadline_even_in_the_grace() -> None:
    with pytest.raises(WrongState, match="call_closed"):
        check_filing(CALENDAR, CLOSES)


def test_nothing_is_started_before_the_opening() -> None:
    with pytest.raises(WrongState, match="call_not_open_yet"):
        check_filing(CALENDAR, OPENS - SECOND)


def test_an_extension_gives_more_time_and_never_less() -> None:
    later, earlier = CLOSES + timedelta(days=2), OPENS

    assert filing_ends(CALENDAR, started_at=OPENS, extended_to=later) == later
    assert filing_ends(CALENDAR, started_at=OPENS, extended_to=earlier) == CLOSES + timedelta(minutes=15)


def test_a_filing_in_the_grace_is_marked_late() -> None:
    assert is_late(CALENDAR, CLOSES - SECOND) is False
    assert is_late(CALENDAR, CLOSES) is True


class Planned(NamedTuple):
    kind: str
    starts_at: datetime
    ends_at: datetime | None = None


WORK = [
    Planned("review", CLOSES + timedelta(days=30)),
    Planned("screening", CLOSES + timedelta(days=2), CLOSES + timedelta(days=10)),
    Planned("review", CLOSES + timedelta(days=20), CLOSES + timedelta(days=25)),
    Planned("jury", CLOSES + timedelta(days=40), CLOSES + timedelta(days=41)),
]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, None),
        (1, None),
        (2, WORK[1]),
        (10, None),
        (22, WORK[2]),
        (26, None),
        (31, WORK[0]),
        (40, WORK[3]),
        (42, None),
    ],
)
def test_what_is_under_way_after_the_deadline_follows_the_calendar(days: int, expected: Planned | None) -> None:
    assert work_under_way(CALENDAR, WORK, CLOSES + timedelta(days=days)) == expected


def test_nothing_of_the_work_is_under_way_while_one_can_file_or_once_it_is_published() -> None:
    early = [Planned("review", OPENS)]
    published = Calendar(OPENS, CLOSES, published_at=CLOSES + timedelta(days=40))

    assert work_under_way(CALENDAR, early, CLOSES - SECOND) is None
    assert work_under_way(published, WORK, CLOSES + timedelta(days=40)) is None


@pytest.mark.parametrize(
    ("now", "moves"), [(OPENS - SECOND, ("open",)), (OPENS, ("close", "extend")), (CLOSES, ("extend",))]
)
def test_a_call_is_moved_by_hand_as_its_phase_allows(now: datetime, moves: tuple[str, ...]) -> None:
    assert open_moves(CALENDAR, now) == moves


def test_moving_a_phase_by_hand_moves_the_instant_that_decides() -> None:
    early, middle, later = OPENS - timedelta(days=2), OPENS + timedelta(days=5), CLOSES + timedelta(days=5)

    assert moved_by_hand(CALENDAR, "open", now=early).opens_at == early
    assert moved_by_hand(CALENDAR, "close", now=middle).closes_at == middle
    assert moved_by_hand(CALENDAR, "extend", now=middle, until=later).closes_at == later
    assert is_open(moved_by_hand(CALENDAR, "extend", now=CLOSES + SECOND, until=later), CLOSES + SECOND)


@pytest.mark.parametrize("until", [None, CLOSES, CLOSES - SECOND])
def test_an_extension_ends_later_than_the_deadline(until: datetime | None) -> None:
    with pytest.raises(Invalid, match="not_later"):
        moved_by_hand(CALENDAR, "extend", now=OPENS, until=until)


def test_a_published_call_no_longer_moves() -> None:
    published = Calendar(OPENS, CLOSES, published_at=CLOSES)

    with pytest.raises(WrongState, match="wrong_phase"):
        moved_by_hand(published, "extend", now=CLOSES, until=CLOSES + SECOND)
