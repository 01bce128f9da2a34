"""Who reads what."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.domain.assignment import Assignment, Infeasible, assign, assign_balanced
from app.domain.flows import Bools, Floats, Ints

CLOSE = 1e-7


@dataclass(frozen=True)
class Case:
    affinity: Floats
    demand: Ints
    least: Ints
    most: Ints
    forbidden: Bools

    def arguments(self) -> dict[str, Any]:
        return {
            "reviews_per_dossier": self.demand,
            "min_load": self.least,
            "max_load": self.most,
            "forbidden": self.forbidden,
        }

    def every_assignment(self) -> Iterator[Bools]:
        reviewers = range(self.affinity.shape[1])
        for choice in product(*(combinations(reviewers, int(count)) for count in self.demand)):
            pairs = np.zeros(self.affinity.shape, np.bool_)
            for dossier, chosen in enumerate(choice):
                pairs[dossier, list(chosen)] = True
            loads = pairs.sum(axis=0)
            if not (pairs & self.forbidden).any() and (self.least <= loads).all() and (loads <= self.most).all():
                yield pairs

    def worst_of(self, pairs: Bools) -> float:
        return min(float(self.affinity[row][pairs[row]].sum()) for row in np.flatnonzero(self.demand))


@some.composite
def cases(draw: some.DrawFn, demands: tuple[int, ...] = (0, 1, 2)) -> Case:
    dossiers, reviewers = draw(some.integers(1, 4)), draw(some.integers(2, 4))

    def grid(cell: some.SearchStrategy[Any]) -> list[list[Any]]:
        return [[draw(cell) for _ in range(reviewers)] for _ in range(dossiers)]

    most = np.array([draw(some.integers(0, 4)) for _ in range(reviewers)])
    return Case(
        affinity=np.array(grid(some.integers(0, 20))) / 20,
        demand=np.array([draw(some.sampled_from(demands)) for _ in range(dossiers)]),
        least=np.minimum(most, np.array([draw(some.sampled_from((0, 0, 0, 1))) for _ in range(reviewers)])),
        most=most,
        forbidden=np.array(grid(some.sampled_from((False, False, False, True)))),
    )


@settings(max_examples=150)
@given(cases(), some.sampled_from(["fair", "total"]))
def test_an_assignment_keeps_every_promise_or_there_is_none(case: Case, objective: Any) -> None:
    possible = list(case.every_assignment())

    try:
        found = assign(case.affinity, objective=objective, **case.arguments())
    except Infeasible:
        assert possible == []
        return

    assert not (found.pairs & case.forbidden).any()
    assert found.pairs.sum(axis=1).tolist() == case.demand.tolist()
    assert found.loads.tolist() == found.pairs.sum(axis=0).tolist()
    assert (case.least <= found.loads).all()
    assert (found.loads <= case.most).all()
    assert found.total == pytest.approx(float(case.affinity[found.pairs].sum()))
    assert found.worst <= found.bound


@settings(max_examples=150)
@given(cases())
def test_the_total_is_the_greatest_there_is(case: Case) -> None:
    totals = [float(case.affinity[pairs].sum()) for pairs in case.every_assignment()]

    if totals:
        assert assign(case.affinity, objective="total", **case.arguments()).total == pytest.approx(
            max(totals), abs=CLOSE
        )


@settings(max_examples=150)
@given(cases(demands=(1, 2)))
def test_the_bound_holds_and_fairness_never_serves_the_worst_off_less(case: Case) -> None:
    worsts = [case.worst_of(pairs) for pairs in case.every_assignment()]

    if worsts:
        fair, total = (
            assign(case.affinity, objective=objective, **case.arguments()) for objective in ("fair", "total")
        )
        assert max(worsts) <= fair.bound + CLOSE
        assert total.worst - CLOSE <= fair.worst <= max(worsts) + CLOSE
        assert fair.total <= total.total + CLOSE


@settings(max_examples=150)
@given(cases(demands=(1,)))
def test_with_one_review_each_fairness_is_exact_then_the_total(case: Case) -> None:
    outcomes = [(case.worst_of(pairs), float(case.affinity[pairs].sum())) for pairs in case.every_assignment()]

    if outcomes:
        fair = assign(case.affinity, **case.arguments())
        worst, total = max(outcomes)
        assert (fair.worst, fair.bound, fair.total) == pytest.approx((worst, worst, total), abs=CLOSE)


@settings(max_examples=100, deadline=None)
@given(cases(demands=(0, 1, 2, 3)).filter(lambda case: bool(case.demand.any())))
def test_in_a_small_call_the_worst_off_is_served_as_well_as_can_be_and_it_is_proven(case: Case) -> None:
    outcomes = [(case.worst_of(pairs), float(case.affinity[pairs].sum())) for pairs in case.every_assignment()]

    if outcomes:
        fair = assign(case.affinity, **case.arguments())
        assert (fair.worst, fair.bound) == pytest.approx((max(outcomes)[0],) * 2, abs=CLOSE)


def tight(seed: int) -> tuple[Floats, dict[str, Any]]:
    """A small call whose loads are forced, of a kind that flows alone do not solve."""
    chance = np.random.default_rng(seed)
    dossiers, reviewers = int(chance.integers(5, 30)), int(chance.integers(4, 12))
    demand = chance.integers(1, 4, dossiers) if seed % 2 else np.full(dossiers, 2 + seed % 3 // 2)
    kinds = (
        lambda: chance.random((dossiers, reviewers)),
        lambda: chance.random((dossiers, reviewers)) ** 4,
        lambda: chance.integers(0, 5, (dossiers, reviewers)) / 4,
        lambda: np.outer(chance.random(dossiers), chance.random(reviewers)),
    )
    affinity, forbidden = kinds[seed % 4](), chance.random((dossiers, reviewers)) < 0.15
    load = int(np.ceil(demand.sum() / reviewers))
    limits = {"reviews_per_dossier": demand, "max_load": load, "min_load": max(load - 1, 0), "forbidden": forbidden}
    return affinity, limits


@pytest.mark.parametrize("seed", [37, 77, 79, 107, 108, 160, 186, 251, 255, 264, 272, 283, 327, 340])
def test_where_loads_are_forced_tight_the_bound_is_still_reached(seed: int) -> None:
    affinity, limits = tight(seed)

    found = assign(affinity, **limits)

    assert found.worst == pytest.approx(found.bound, abs=CLOSE)
    assert found.pairs.sum(axis=1).tolist() == limits["reviews_per_dossier"].tolist()
    assert set(found.loads.tolist()) <= {limits["min_load"], limits["max_load"]}


def test_the_worst_off_comes_before_the_total() -> None:
    affinity = [[1.0, 0.3], [0.5, 0.1]]

    total, fair = (
        assign(affinity, reviews_per_dossier=1, max_load=1, objective=objective) for objective in ("total", "fair")
    )

    assert (total.pairs.tolist(), total.worst, total.total) == ([[True, False], [False, True]], 0.1, 1.1)
    assert (fair.pairs.tolist(), fair.worst, fair.total) == ([[False, True], [True, False]], 0.3, 0.8)
    assert [total.bound, fair.bound] == pytest.approx([0.3, 0.3])


def dense(seed: int, dossiers: int, reviewers: int) -> tuple[Floats, Bools]:
    chance = np.random.default_rng(seed)
    return chance.random((dossiers, reviewers)) ** 4, chance.random((dossiers, reviewers)) < 0.1


@pytest.mark.parametrize("seed", range(3))
def test_a_whole_call_is_served_close_to_the_bound(seed: int) -> None:
    affinity, forbidden = dense(seed, 150, 24)

    found = assign(affinity, reviews_per_dossier=3, max_load=20, min_load=15, forbidden=forbidden)

    assert found.worst >= 0.95 * found.bound
    assert (found.pairs.sum(axis=1) == 3).all()
    assert set(found.loads.tolist()) <= set(range(15, 21))


def test_the_same_input_gives_the_same_assignment() -> None:
    affinity, forbidden = dense(5, 60, 12)

    first, again = (assign(affinity, reviews_per_dossier=3, max_load=16, forbidden=forbidden) for _ in range(2))

    assert first.pairs.tolist() == again.pairs.tolist()


def test_the_scale_of_affinities_does_not_matter() -> None:
    affinity, forbidden = dense(6, 40, 10)

    small, large = (
        assign(affinity * scale, reviews_per_dossier=3, max_load=13, forbidden=forbidden) for scale in (1e-6, 1e6)
    )

    assert small.worst * 1e12 == pytest.approx(large.worst)


def refused(affinity: Floats, **arguments: Any) -> Infeasible:
    with pytest.raises(Infeasible) as refusal:
        assign(affinity, **arguments)
    return refusal.value


def test_it_names_the_dossiers_that_too_few_may_read() -> None:
    forbidden = np.zeros((4, 3), np.bool_)
    forbidden[[1, 2], 0] = forbidden[[1, 2], 1] = True

    lack = refused(np.ones((4, 3)), reviews_per_dossier=1, max_load=[5, 5, 1], forbidden=forbidden)

    assert (lack.cause, lack.dossiers, lack.reviewers, lack.missing) == ("capacity", (1, 2), (2,), 1)


def test_it_says_how_many_reviews_the_whole_panel_lacks() -> None:
    lack = refused(np.ones((6, 4)), reviews_per_dossier=3, max_load=4)

    assert (lack.cause, lack.dossiers, lack.reviewers, lack.missing) == (
        "capacity",
        tuple(range(6)),
        tuple(range(4)),
        2,
    )


def test_one_reviewer_never_counts_twice_for_a_dossier() -> None:
    lack = refused(np.ones((2, 2)), reviews_per_dossier=[3, 1], max_load=9)

    assert (lack.cause, lack.dossiers, lack.reviewers, lack.missing) == ("capacity", (0,), (0, 1), 1)


def test_it_names_the_reviewers_who_cannot_be_given_their_least() -> None:
    forbidden = np.array([[False, True, False], [False, True, False], [False, False, False]])

    lack = refused(np.ones((3, 3)), reviews_per_dossier=1, max_load=3, min_load=[0, 2, 0], forbidden=forbidden)

    assert (lack.cause, lack.dossiers, lack.reviewers, lack.missing) == ("min_load", (2,), (1,), 1)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"affinity": [1.0, 2.0]}, "not of 1 dimensions"),
        ({"affinity": [[float("nan"), 0], [0, 0]]}, "finite"),
        ({"reviews_per_dossier": [1, 1, 1]}, "one whole number or 2"),
        ({"reviews_per_dossier": -1}, "whole numbers, 0 or more"),
        ({"max_load": 1.5}, "whole numbers, 0 or more"),
        ({"min_load": 3}, "min_load is above max_load"),
        ({"forbidden": [[False, True]]}, "bool array of shape"),
        ({"forbidden": [[0, 1], [0, 0]]}, "bool array of shape"),
        ({"objective": "luck"}, "'fair' or 'total'"),
    ],
)
def test_arrays_that_do_not_fit_are_refused_with_the_reason(change: dict[str, Any], reason: str) -> None:
    arguments: dict[str, Any] = {"affinity": [[1, 0], [0, 1]], "reviews_per_dossier": 1, "max_load": 2, **change}

    with pytest.raises(ValueError, match=reason):
        assign(arguments.pop("affinity"), **arguments)


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (2, 3)])
def test_nothing_asked_is_nothing_assigned(shape: tuple[int, int]) -> None:
    found = assign(np.zeros(shape), reviews_per_dossier=0, max_load=3)

    assert (found.pairs.tolist(), found.total, found.worst, found.bound, found.loads.tolist()) == (
        np.zeros(shape, np.bool_).tolist(),
        0.0,
        0.0,
        0.0,
        [0] * shape[1],
    )


def test_loads_are_even_when_nothing_forbids_it() -> None:
    affinity, _ = dense(1, 50, 8)
    affinity[:, 0] = 1.0

    found = assign_balanced(affinity, reviews_per_dossier=3, max_load=40)

    assert sorted(found.loads.tolist()) == [18, 18, 19, 19, 19, 19, 19, 19]


def test_a_smaller_capacity_is_filled_and_the_rest_shared() -> None:
    found = assign_balanced(np.ones((12, 4)), reviews_per_dossier=2, max_load=[2, 20, 20, 20])

    assert (int(found.loads[0]), sorted(found.loads[1:].tolist())) == (2, [7, 7, 8])


def test_conflicts_unbalance_loads_no_more_than_they_must() -> None:
    forbidden = np.zeros((6, 3), np.bool_)
    forbidden[:4, 0] = True

    found = assign_balanced(np.ones((6, 3)), reviews_per_dossier=2, max_load=6, forbidden=forbidden)

    assert sorted(found.loads.tolist()) == [2, 5, 5]
    assert not (found.pairs & forbidden).any()


def test_balance_gives_up_only_when_capacities_do() -> None:
    with pytest.raises(Infeasible) as lack:
        assign_balanced(np.ones((6, 3)), reviews_per_dossier=2, max_load=3)

    assert lack.value.missing == 3


def test_an_assignment_reports_what_it_gives() -> None:
    found: Assignment = assign([[0.5, 0.25, 0.0]], reviews_per_dossier=2, max_load=1)

    assert (found.dossier_scores.tolist(), found.total, found.worst, found.bound, found.loads.tolist()) == (
        [0.75],
        0.75,
        0.75,
        0.75,
        [1, 1, 0],
    )
