"""A network looked at a few pairs at a time gives what it gives with all of them."""

from collections.abc import Callable
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.domain.assignment import assign
from app.domain.flows import Floats, Network, heaviest, most_even, shortage, whole


@some.composite
def networks(draw: some.DrawFn) -> tuple[Network, Floats]:
    chance = np.random.default_rng(draw(some.integers(0, 100_000)))
    dossiers, reviewers = int(chance.integers(5, 70)), int(chance.integers(10, 60))
    kinds: tuple[Callable[[], Floats], ...] = (
        lambda: chance.random((dossiers, reviewers)),
        lambda: chance.random((dossiers, reviewers)) ** 4,
        lambda: chance.integers(0, 5, (dossiers, reviewers)) / 4,
        lambda: np.outer(chance.random(dossiers), chance.random(reviewers)),
    )
    demand = chance.integers(0, 4, dossiers)
    load = int(np.ceil(demand.sum() / reviewers)) + draw(some.integers(0, 1))
    barred = chance.random((dossiers, reviewers)) < draw(some.sampled_from([0.05, 0.3, 0.8]))
    loads = np.full(reviewers, load, np.int64)
    return Network(demand, np.maximum(loads - 1, 0), loads, ~barred), draw(some.sampled_from(kinds))()


@settings(max_examples=120, deadline=None)
@given(networks())
def test_the_greatest_total_is_the_same_bit_by_bit(given: tuple[Network, Floats]) -> None:
    network, weights = given

    found, by_bits = heaviest(network, weights), heaviest(network, weights, at_once=0)

    assert (found is None) == (by_bits is None)
    if found is not None and by_bits is not None:
        assert int(whole(weights)[found].sum()) == int(whole(weights)[by_bits].sum())
        assert by_bits.sum(axis=1).tolist() == network.demand.tolist()
        assert not (by_bits & ~network.allowed).any()


@settings(max_examples=120, deadline=None)
@given(networks())
def test_a_shortage_is_the_same_bit_by_bit(given: tuple[Network, Floats]) -> None:
    network, _ = given

    found, by_bits = (shortage(network.demand, network.least, network.allowed, at_once=size) for size in (10**6, 0))

    assert (found is None) == (by_bits is None)
    if found is not None and by_bits is not None:
        assert (found.missing, found.rows.tolist()) == (by_bits.missing, by_bits.rows.tolist())
        assert found.columns.tolist() == by_bits.columns.tolist()


def test_what_there_is_is_shared_out_so_that_none_has_two_while_another_has_none() -> None:
    demand, already = np.array([3, 3, 1, 2]), np.array([0, 2, 0, 1])

    given = most_even(demand, already, np.array([2, 2]), np.ones((4, 2), np.bool_))

    assert (given + already).tolist() == [2, 2, 1, 2]


@pytest.mark.parametrize(("dossiers", "reviewers", "seconds"), [(150, 60, 0.5), (1_500, 300, 10.0)])
def test_a_call_is_assigned_in_the_time_it_takes_to_wait_for_it(dossiers: int, reviewers: int, seconds: float) -> None:
    chance = np.random.default_rng(2011)
    affinity, forbidden = chance.random((dossiers, reviewers)) ** 4, chance.random((dossiers, reviewers)) < 0.1
    load = -(-dossiers * 3 // reviewers)
    start = process_time()

    found = assign(affinity, reviews_per_dossier=3, max_load=load, min_load=load - 1, forbidden=forbidden)

    assert process_time() - start < seconds
    assert found.worst == pytest.approx(found.bound, abs=1e-7)
