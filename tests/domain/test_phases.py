"""Deadlines are instants, compared in one place."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.errors import WrongState
from app.domain.phases import Calendar, Phase, check_filing, filing_ends, is_late, is_open, phase

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
