"""The hearth: who reads what. The first of the three algorithms that programs outside rely on."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from app.domain.fairness import fairest, scores_of
from app.domain.flows import Bools, Floats, Ints, Network, heaviest, shortage

Objective = Literal["fair", "total"]


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """Who reads what, and how well every dossier is served.

    pairs: bool, dossiers x reviewers. dossier_scores: sum of the affinities of each dossier's reviewers. total: their
    sum. worst: the lowest of them, and bound: what no assignment can beat for it (both over the dossiers that ask for a
    review; 0 when none does). loads: number of dossiers of each reviewer.
    """

    pairs: Bools
    dossier_scores: Floats
    total: float
    worst: float
    bound: float
    loads: Ints


class Infeasible(Exception):
    """No assignment exists: `dossiers` and `reviewers` (indices) are in cause, and `missing` reviews lack.

    cause "capacity": the dossiers may be read by these reviewers alone, who cannot give enough reviews.
    cause "min_load": the reviewers may read these dossiers alone, which do not ask for enough reviews.
    """

    code = "assignment_infeasible"

    def __init__(
        self,
        cause: Literal["capacity", "min_load"],
        dossiers: tuple[int, ...],
        reviewers: tuple[int, ...],
        missing: int,
    ) -> None:
        super().__init__(f"{cause}: {missing} reviews lack ({len(dossiers)} dossiers, {len(reviewers)} reviewers)")
        self.cause = cause
        self.dossiers = dossiers
        self.reviewers = reviewers
        self.missing = missing


def assign(
    affinity: ArrayLike,
    *,
    reviews_per_dossier: ArrayLike,
    max_load: ArrayLike,
    min_load: ArrayLike = 0,
    forbidden: ArrayLike | None = None,
    objective: Objective = "fair",
) -> Assignment:
    """Give every dossier its reviews within every reviewer's load, never through a forbidden pair.

    affinity: float, dossiers x reviewers, usually 0..1, higher is better. reviews_per_dossier: int, or one per dossier.
    max_load, min_load: int, or one per reviewer. forbidden: bool, same shape.
    To complete an assignment, forbid the pairs it holds, and lower the demands and loads by what it gives.
    objective "total": the greatest sum of affinities, exactly (minimum-cost flow, to nine digits of the affinity).
    objective "fair": first raise the worst-off dossier, then the total; `fairness` says what is exact and what bounded.
    The same input gives the same result. Raises ValueError for arrays that do not fit, Infeasible when there is none.
    """
    weights = _floats(affinity)
    network = _network(weights, reviews_per_dossier, max_load, min_load, forbidden)
    if objective not in ("fair", "total"):
        raise ValueError(f"objective is 'fair' or 'total', not {objective!r}")
    _raise_if_infeasible(network)
    best = heaviest(network, weights)
    if best is None:
        raise RuntimeError("the flow found no assignment where the cuts found one")
    return _assignment(network, weights, best, objective)


def assign_balanced(
    affinity: ArrayLike,
    *,
    reviews_per_dossier: ArrayLike,
    max_load: ArrayLike,
    forbidden: ArrayLike | None = None,
    objective: Objective = "fair",
) -> Assignment:
    """Like `assign`, with loads as even as capacities (`max_load`) and conflicts allow.

    Loads differ by one at most, but for the reviewers whose capacity is lower; where conflicts forbid that, the band of
    loads widens by one on each side until an assignment exists. Raises Infeasible when full capacities do not suffice.
    """
    weights = _floats(affinity)
    network = _network(weights, reviews_per_dossier, max_load, 0, forbidden)
    _raise_if_infeasible(network)
    level = _even_level(int(network.demand.sum()), network.most)
    for slack in range(int(network.most.max(initial=0)) + 1):
        most = np.minimum(network.most, level + slack)
        least = np.minimum(network.most, max(level - 1 - slack, 0))
        try:
            return assign(
                weights,
                reviews_per_dossier=network.demand,
                max_load=most,
                min_load=least,
                forbidden=~network.allowed,
                objective=objective,
            )
        except Infeasible:
            continue
    raise RuntimeError("no band of loads holds an assignment that full capacities allow")


def _assignment(network: Network, affinity: Floats, best: Bools, objective: Objective) -> Assignment:
    asked = network.demand > 0
    if not asked.any():
        return Assignment(best, scores_of(affinity, best), 0.0, 0.0, 0.0, best.sum(axis=0))
    fair, bound = fairest(network, affinity, best)
    pairs = fair if objective == "fair" else best
    scores = scores_of(affinity, pairs)
    worst = float(scores[asked].min())
    # The bound is proven; only the last digit of a sum may seem to beat it.
    return Assignment(pairs, scores, float(scores.sum()), worst, max(bound, worst), pairs.sum(axis=0))


def _even_level(reviews: int, capacity: Ints) -> int:
    """The lowest ceiling on loads under which capacities suffice."""
    levels = np.arange(int(capacity.max(initial=0)) + 1)
    return int(np.argmax(np.minimum(capacity[None, :], levels[:, None]).sum(axis=1) >= reviews))


def _raise_if_infeasible(network: Network) -> None:
    # Mendelsohn and Dulmage: demands and minimum loads that hold apart hold together, so two cuts tell everything.
    if lack := shortage(network.demand, network.most, network.allowed):
        raise Infeasible("capacity", _indices(lack.rows), _indices(lack.columns), lack.missing)
    if lack := shortage(network.least, network.demand, network.allowed.T):
        raise Infeasible("min_load", _indices(lack.columns), _indices(lack.rows), lack.missing)


def _network(
    affinity: Floats,
    reviews_per_dossier: ArrayLike,
    max_load: ArrayLike,
    min_load: ArrayLike,
    forbidden: ArrayLike | None,
) -> Network:
    dossiers, reviewers = affinity.shape
    demand = _counts("reviews_per_dossier", reviews_per_dossier, dossiers)
    most = np.minimum(_counts("max_load", max_load, reviewers), dossiers)
    least = _counts("min_load", min_load, reviewers)
    if (least > _counts("max_load", max_load, reviewers)).any():
        raise ValueError("min_load is above max_load")
    banned = np.zeros(affinity.shape, np.bool_) if forbidden is None else np.asarray(forbidden)
    if banned.shape != affinity.shape or banned.dtype != np.bool_:
        raise ValueError(f"forbidden is a bool array of shape {affinity.shape}, not {banned.dtype} of {banned.shape}")
    return Network(demand, least, np.maximum(most, least), ~banned)


def _floats(affinity: ArrayLike) -> Floats:
    weights = np.asarray(affinity, dtype=np.float64)
    if weights.ndim != 2:
        raise ValueError(f"affinity is an array of dossiers x reviewers, not of {weights.ndim} dimensions")
    if not np.isfinite(weights).all():
        raise ValueError("every affinity is a finite number, even of a forbidden pair")
    return weights


def _counts(name: str, given: ArrayLike, size: int) -> Ints:
    counts = np.asarray(given)
    if counts.ndim > 1 or (counts.ndim == 1 and counts.size != size):
        raise ValueError(f"{name} is one whole number or {size} of them, not an array of shape {counts.shape}")
    if counts.size and not (np.issubdtype(counts.dtype, np.integer) and (counts >= 0).all()):
        raise ValueError(f"{name} holds whole numbers, 0 or more")
    return np.broadcast_to(counts, (size,)).astype(np.int64)


def _indices(indices: Ints) -> tuple[int, ...]:
    return tuple(int(index) for index in indices)
