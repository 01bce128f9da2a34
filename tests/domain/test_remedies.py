"""What would make an assignment possible: each thing found by trying, and no more of it than it takes."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.domain import remedies
from app.domain.completion import Reading, complete, widened
from app.domain.remedies import MoreCapacity, Newcomers


def call(barred: Any, lacking: Any, capacities: Any, loads: Any = 0) -> Reading:
    shape = np.asarray(barred).shape
    return Reading(
        affinity=np.ones(shape),
        barred=np.asarray(barred, np.bool_),
        given=np.zeros(shape, np.bool_),
        lacking=np.broadcast_to(lacking, shape[0]).astype(np.int64),
        assigned=np.zeros(shape[0], np.int64),
        served=np.zeros(shape[0]),
        loads=np.broadcast_to(loads, shape[1]).astype(np.int64),
        capacities=np.broadcast_to(capacities, shape[1]).astype(np.int64),
    )


def free(dossiers: int, reviewers: int) -> Any:
    return np.zeros((dossiers, reviewers), np.bool_)


def test_what_lacks_little_is_asked_of_one_reviewer() -> None:
    assert remedies.more_capacity(call(free(14, 3), 3, [14, 14, 12])) == MoreCapacity(((2, 2),))


def test_what_lacks_much_is_shared_in_proportion_to_what_each_reads() -> None:
    found = remedies.more_capacity(call(free(12, 4), 3, [10, 10, 5, 2]))

    assert found is not None
    assert sum(more for _, more in found.extra) == 36 - 27
    assert dict(found.extra)[2] < 7


def test_more_capacity_is_no_remedy_where_conflicts_are_the_cause() -> None:
    barred = free(2, 3)
    barred[0, :2] = True

    assert remedies.more_capacity(call(barred, 2, 9)) is None


def test_those_who_read_nothing_at_all_are_asked_for_nothing() -> None:
    assert remedies.more_capacity(call(free(2, 2), 1, [0, 0])) is None


def test_so_many_newcomers_and_not_one_more() -> None:
    barred = free(6, 3)
    barred[0] = True

    assert remedies.newcomers(call(barred, 2, 4), each=5) == Newcomers(2, 5)
    assert remedies.newcomers(call(free(6, 3), 2, 4), each=5) is None


def test_of_those_who_have_not_answered_no_more_than_suffice() -> None:
    assert remedies.who_answers(call(free(4, 4), 2, [4, 2, 1, 3]), [1, 2, 3]) == (1, 3)


def test_of_the_pairs_that_may_be_opened_the_fewest() -> None:
    barred = np.array([[True, True, False], [True, False, False], [False, True, True]])

    found = remedies.opened(call(barred, 2, 3), barred)

    assert found is not None
    assert len(found.pairs) == 2
    assert {row for row, _ in found.pairs} == {0, 2}
    assert remedies.opened(call(free(3, 3), 1, 3), barred) is None


def with_more(one: Reading, count: int) -> Reading:
    return widened(one, np.zeros((one.lacking.size, count)), each=2)


@some.composite
def calls(draw: some.DrawFn) -> Reading:
    dossiers, reviewers = draw(some.integers(1, 5)), draw(some.integers(1, 4))
    chance = np.random.default_rng(draw(some.integers(0, 10_000)))
    loads = chance.integers(0, 3, reviewers)
    return call(
        chance.random((dossiers, reviewers)) < 0.3,
        chance.integers(0, 4, dossiers),
        loads + chance.integers(0, 4, reviewers),
        loads,
    )


@settings(max_examples=150, deadline=None)
@given(calls())
def test_every_remedy_makes_it_possible_and_one_less_does_not(one: Reading) -> None:
    short = remedies.missing(one)
    raised, joined = remedies.more_capacity(one), remedies.newcomers(one, 2)
    widened = remedies.opened(one, one.barred)

    if raised:
        capacities = np.maximum(one.capacities, one.loads)
        for reviewer, extra in raised.extra:
            capacities[reviewer] += extra
        assert remedies.missing(replace(one, capacities=capacities)) == 0
        assert sum(extra for _, extra in raised.extra) == short
    if joined:
        assert remedies.missing(with_more(one, joined.count)) == 0
        assert joined.count == 1 or remedies.missing(with_more(one, joined.count - 1)) > 0
    if widened:
        barred = one.barred.copy()
        barred[tuple(zip(*widened.pairs, strict=True))] = False
        assert remedies.missing(replace(one, barred=barred)) == 0
        assert len(widened.pairs) >= short
    assert (joined is None) == (short == 0)


@settings(max_examples=150, deadline=None)
@given(calls())
def test_what_can_be_given_is_given(one: Reading) -> None:
    found = complete(one)

    assert found.granted.sum() == one.lacking.sum() - remedies.missing(one)
    assert found.pairs.sum(axis=1).tolist() == found.granted.tolist()
    assert not (found.pairs & one.barred).any()
    assert (found.pairs.sum(axis=0) + one.loads <= np.maximum(one.capacities, one.loads)).all()
    assert sum(lack.missing for lack in found.shortages) == remedies.missing(one)
    assert found.worst <= found.bound


@pytest.mark.parametrize("least", [0, 3])
def test_nothing_lacking_is_nothing_given(least: int) -> None:
    found = complete(replace(call(free(3, 2), 0, 2), least=least))

    assert (bool(found.pairs.any()), found.worst, found.bound, found.mean, found.below) == (False, 0.0, 0.0, 0.0, ())
