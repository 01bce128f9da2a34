"""An hour on a calendar is one instant, or it is refused, or asked about."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.instants import HourTwice, NoSuchHour, instant_in, moved, near_instant_in, readings

PARIS = "Europe/Paris"


def _local(text: str) -> datetime:
    """An hour as a calendar shows it, without an offset."""
    return datetime.fromisoformat(text)


def test_an_hour_of_an_ordinary_day_is_one_instant() -> None:
    assert instant_in(_local("2012-04-30T23:59"), PARIS) == datetime(2012, 4, 30, 21, 59, tzinfo=UTC)


def test_what_has_an_offset_is_taken_as_it_is() -> None:
    at = datetime(2012, 3, 25, 2, 30, tzinfo=UTC)

    assert instant_in(at, PARIS) is at


def test_an_hour_the_clocks_jump_over_is_refused_with_the_one_they_then_show() -> None:
    with pytest.raises(NoSuchHour) as refused:
        instant_in(_local("2012-03-25T02:30"), PARIS)

    assert refused.value.instead == _local("2012-03-25T03:30")


def test_an_hour_the_clocks_show_twice_is_asked_about() -> None:
    with pytest.raises(HourTwice) as asked:
        instant_in(_local("2011-10-30T02:30"), PARIS)

    assert (asked.value.first, asked.value.second) == (
        datetime(2011, 10, 30, 0, 30, tzinfo=UTC),
        datetime(2011, 10, 30, 1, 30, tzinfo=UTC),
    )


def test_a_calendar_that_moves_keeps_its_hours_across_a_change_of_the_clocks() -> None:
    opening, deadline = datetime(2011, 10, 1, 7, tzinfo=UTC), datetime(2011, 10, 31, 22, 59, tzinfo=UTC)

    later = moved(deadline, PARIS, opening, datetime(2012, 3, 1, 8, tzinfo=UTC))

    assert later == datetime(2012, 3, 31, 21, 59, tzinfo=UTC)


@given(st.datetimes(_local("2000-01-01"), _local("2030-01-01")), st.sampled_from([PARIS, "Pacific/Noumea", "UTC"]))
def test_an_hour_is_refused_only_where_the_zone_changes_its_clocks(at: datetime, zone: str) -> None:
    first, second = readings(at, zone)

    try:
        assert instant_in(at, zone) == first == second == near_instant_in(at, zone)
    except (NoSuchHour, HourTwice):
        assert timedelta() < abs(first - second) <= timedelta(hours=1)
