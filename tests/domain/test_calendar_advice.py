"""What a calendar forgets or puts in a strange order is said; nothing of it is refused."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from app.domain.calendar_advice import Advice, AdviceCode, advice
from app.domain.phases import Calendar, MomentKind

OPENS = datetime(2011, 10, 3, 7, tzinfo=UTC)
CLOSES = datetime(2011, 10, 31, 22, 59, tzinfo=UTC)
CALENDAR = Calendar(OPENS, CLOSES)


class Moment(NamedTuple):
    kind: str
    starts_at: datetime
    ends_at: datetime | None = None


def _plan(**days: int) -> list[Moment]:
    """Moments so many days after the deadline."""
    return [Moment(kind, CLOSES + timedelta(days=after)) for kind, after in days.items()]


WHOLE = {"questions": -40, "screening": 5, "review": 20, "jury": 60, "publication": 75, "meeting": 110}


def _said(calendar: Calendar, moments: list[Moment]) -> list[Advice]:
    return list(advice(calendar, moments, "Europe/Paris"))


def test_a_whole_calendar_in_order_needs_no_advice() -> None:
    assert _said(CALENDAR, _plan(**WHOLE)) == []


def test_what_nobody_dated_is_said() -> None:
    assert [one.kind for one in _said(CALENDAR, [])] == [
        MomentKind.SCREENING, MomentKind.REVIEW, MomentKind.JURY, MomentKind.PUBLICATION,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"review": -3}, Advice(AdviceCode.BEFORE, MomentKind.REVIEW, MomentKind.SCREENING)),
        ({"screening": -3}, Advice(AdviceCode.BEFORE, MomentKind.SCREENING, MomentKind.DEADLINE)),
        ({"jury": 10}, Advice(AdviceCode.BEFORE, MomentKind.JURY, MomentKind.REVIEW)),
        ({"publication": 50}, Advice(AdviceCode.BEFORE, MomentKind.PUBLICATION, MomentKind.JURY)),
        ({"questions": 1}, Advice(AdviceCode.TOO_LATE, MomentKind.QUESTIONS, MomentKind.DEADLINE)),
    ],
)
def test_a_step_out_of_order_is_said_with_the_one_it_should_follow(change: dict[str, int], expected: Advice) -> None:
    assert expected in _said(CALENDAR, _plan(**{**WHOLE, **change}))


def test_a_second_round_of_reviews_comes_before_the_jury_too() -> None:
    rounds = [*_plan(**WHOLE), Moment("review", CLOSES + timedelta(days=65))]

    assert _said(CALENDAR, rounds) == [Advice(AdviceCode.BEFORE, MomentKind.JURY, MomentKind.REVIEW)]


def test_a_long_silence_is_counted_from_the_end_of_what_went_before() -> None:
    long = Moment("review", CLOSES + timedelta(days=20), CLOSES + timedelta(days=40))
    others = _plan(screening=5, jury=90, publication=95)

    assert _said(CALENDAR, [*others, long]) == [
        Advice(AdviceCode.LONG_WAIT, MomentKind.JURY, MomentKind.REVIEW, days=50)
    ]


@pytest.mark.parametrize(
    ("closes_at", "code"),
    [
        (datetime(2011, 10, 30, 20, tzinfo=UTC), AdviceCode.WEEKEND),
        (datetime(2011, 10, 31, 23, tzinfo=UTC), AdviceCode.MIDNIGHT),
        (datetime(2011, 10, 10, 20, tzinfo=UTC), AdviceCode.SHORT_OPENING),
    ],
)
def test_a_deadline_that_surprises_is_said(closes_at: datetime, code: AdviceCode) -> None:
    moments = [moment._replace(starts_at=moment.starts_at + (closes_at - CLOSES)) for moment in _plan(**WHOLE)]

    assert [one.code for one in _said(Calendar(OPENS, closes_at), moments)] == [code]
