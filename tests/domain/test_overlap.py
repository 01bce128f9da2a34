"""Whether dossiers can be compared, and the repair where they cannot."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.domain.flows import Bools
from app.domain.overlap import joined, link


def two_rings() -> Bools:
    """Two groups of three dossiers and three reviewers; within each, all are linked."""
    ring = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]], np.bool_)
    return np.kron(np.eye(2, dtype=np.bool_), ring).astype(np.bool_)


def nothing(pairs: Bools) -> Bools:
    return np.zeros_like(pairs)


def test_groups_are_what_common_reviewers_link() -> None:
    pairs = two_rings()
    pairs[5] = False

    found = joined(pairs)

    assert found.rows.tolist() == [0, 0, 0, 1, 1, 2]
    assert found.columns.tolist() == [0, 0, 0, 1, 1, 1]


def test_two_groups_are_linked_by_the_cheapest_swap_and_loads_stay() -> None:
    pairs, affinity = two_rings(), np.full((6, 6), 0.5)
    affinity[1, 4], affinity[3, 2] = 0.4, 0.45

    found = link(pairs, nothing(pairs), nothing(pairs), affinity, floor=0.0)

    assert (found.before, found.after) == (2, 1)
    assert found.new.sum(axis=0).tolist() == pairs.sum(axis=0).tolist()
    assert found.new.sum(axis=1).tolist() == pairs.sum(axis=1).tolist()
    assert float(affinity[found.new].sum()) == pytest.approx(float(affinity[pairs].sum()))


def test_what_is_given_stays_even_where_groups_remain() -> None:
    pairs = two_rings()

    found = link(nothing(pairs), pairs, nothing(pairs), np.ones((6, 6)), floor=0.0)

    assert (found.before, found.after, bool(found.new.any())) == (2, 2, False)


def test_the_worst_off_pays_nothing_for_it() -> None:
    pairs = two_rings()
    affinity = np.where(pairs, 1.0, 0.5)

    assert link(pairs, nothing(pairs), nothing(pairs), affinity, floor=2.0).after == 2
    assert link(pairs, nothing(pairs), nothing(pairs), affinity, floor=1.5).after == 1


@settings(max_examples=80, deadline=None)
@given(some.integers(0, 10_000))
def test_a_repair_keeps_every_promise(seed: int) -> None:
    chance = np.random.default_rng(seed)
    pairs, affinity = two_rings(), chance.random((6, 6))
    barred = (chance.random((6, 6)) < 0.3) & ~pairs
    held = pairs & (chance.random((6, 6)) < 0.2)
    new = pairs & ~held
    floor = float(np.where(new, affinity, 0.0).sum(axis=1).min())

    found = link(new, held, barred, affinity, floor=floor)

    assert not (found.new & (barred | held)).any()
    assert found.new.sum(axis=0).tolist() == new.sum(axis=0).tolist()
    assert found.new.sum(axis=1).tolist() == new.sum(axis=1).tolist()
    assert float(np.where(found.new, affinity, 0.0).sum(axis=1).min()) >= floor - 1e-12
    assert found.after <= found.before
