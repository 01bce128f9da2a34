"""How a dossier is marked."""

import statistics
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from app.domain.rubric import (
    Criterion,
    Rubric,
    Scores,
    ScoreSummary,
    missing_criteria,
    scores_off_scale,
    summary,
    weighted_mean,
)

RUBRIC = Rubric(5, (Criterion("strategy", 20), Criterion("anchoring", 10), Criterion("bonus", 10, optional=True)))


@pytest.mark.parametrize(
    ("scores", "mean", "missing"),
    [
        ({"strategy": 5, "anchoring": 2}, 4.0, ()),
        ({"strategy": 5, "anchoring": 2, "bonus": None}, 4.0, ()),
        ({"strategy": 5, "anchoring": 2, "bonus": 0}, 3.0, ()),
        ({"strategy": 0, "anchoring": 0}, 0.0, ()),
        ({"anchoring": 2, "bonus": 5}, None, ("strategy",)),
        ({}, None, ("strategy", "anchoring")),
    ],
)
def test_a_mark_is_the_weighted_mean_of_what_was_judged(
    scores: Scores, mean: float | None, missing: tuple[str, ...]
) -> None:
    assert (weighted_mean(RUBRIC, scores), missing_criteria(RUBRIC, scores)) == (mean, missing)


def test_a_rubric_of_options_left_blank_gives_no_mark() -> None:
    assert weighted_mean(Rubric(5, (Criterion("bonus", 1, optional=True),)), {}) is None


@pytest.mark.parametrize("scores", [{"strategy": 6}, {"strategy": -1}, {"charm": 3}])
def test_a_score_off_the_scale_is_refused(scores: Scores) -> None:
    assert scores_off_scale(RUBRIC, scores) == tuple(scores)
    with pytest.raises(ValueError, match="not on the scale of 0 to 5"):
        weighted_mean(RUBRIC, scores)


@pytest.mark.parametrize(
    ("scale_max", "criteria"), [(0, ()), (5, (("a", 1), ("a", 2))), (5, (("a", 0),))], ids=["scale", "twice", "weight"]
)
def test_a_rubric_without_sense_is_refused(scale_max: int, criteria: tuple[tuple[str, int], ...]) -> None:
    with pytest.raises(ValueError):
        Rubric(scale_max, tuple(Criterion(key, weight) for key, weight in criteria))


MARKED = some.lists(some.tuples(some.integers(1, 100), some.booleans(), some.integers(0, 20)), min_size=1, max_size=12)


@given(MARKED)
def test_a_mark_is_exact_and_stays_on_the_scale(marked: list[tuple[int, bool, int]]) -> None:
    rubric = Rubric(20, tuple(Criterion(str(index), weight) for index, (weight, _, _) in enumerate(marked)))
    mean = weighted_mean(rubric, {str(index): mark for index, (_, _, mark) in enumerate(marked)})
    exact = Fraction(sum(weight * mark for weight, _, mark in marked), sum(weight for weight, _, _ in marked))

    assert mean == float(exact)
    assert 0 <= mean <= 20


@given(MARKED, some.integers(1, 100))
def test_a_blank_option_never_lowers_a_mark(marked: list[tuple[int, bool, int]], weight: int) -> None:
    criteria = tuple(Criterion(str(index), weight, optional) for index, (weight, optional, _) in enumerate(marked))
    scores = {str(index): mark for index, (_, _, mark) in enumerate(marked)}

    with_option = Rubric(20, (*criteria, Criterion("option", weight, optional=True)))

    assert weighted_mean(with_option, {**scores, "option": None}) == weighted_mean(Rubric(20, criteria), scores)


@given(MARKED)
def test_the_order_of_criteria_does_not_matter(marked: list[tuple[int, bool, int]]) -> None:
    criteria = tuple(Criterion(str(index), weight) for index, (weight, _, _) in enumerate(marked))
    scores = {str(index): mark for index, (_, _, mark) in enumerate(marked)}

    assert weighted_mean(Rubric(20, criteria[::-1]), scores) == weighted_mean(Rubric(20, criteria), scores)


def test_several_marks_have_a_mean_and_a_spread() -> None:
    assert summary([2.0, 4.0, 3.0]) == ScoreSummary(count=3, mean=3.0, spread=1.0, lowest=2.0, highest=4.0)


def test_one_mark_has_no_spread_and_none_has_nothing() -> None:
    assert summary([2.5]) == ScoreSummary(1, 2.5, None, 2.5, 2.5)
    assert summary([]) == ScoreSummary(0, None, None, None, None)


@given(some.lists(some.floats(0, 20), min_size=2, max_size=30))
def test_the_spread_is_the_sample_standard_deviation(marks: list[float]) -> None:
    found = summary(marks)
    assume(found.mean is not None and found.spread is not None)

    assert found.spread == pytest.approx(statistics.stdev(marks), abs=1e-9)
    assert min(marks) <= found.mean <= max(marks)  # type: ignore[operator]


@given(some.floats(0, 20), some.integers(2, 9))
def test_equal_marks_have_no_spread(mark: float, times: int) -> None:
    assert summary([mark] * times) == ScoreSummary(times, mark, 0.0, mark, mark)
