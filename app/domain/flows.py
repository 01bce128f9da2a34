"""The hearth: networks of dossiers and reviewers, solved by maximum flow and minimum-cost flow (OR-tools).

A large network is solved on some of its pairs, and again with those that the solution shows could matter, until none
could: by their prices for the greatest total, by the cut for a shortage. What comes out is as exact as with every pair.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.max_flow import SimpleMaxFlow
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

# The stubs of OR-tools ask for arrays no NumPy call returns, hence `Any` for its solvers.
# Costs are whole numbers for the solver: affinities are kept to nine significant digits.
_FINEST = 1e9
# Larger networks are looked at a few pairs of every row at a time.
AT_ONCE = 1_000_000
_FEW, _BLOCK = 8, 256


@dataclass(frozen=True, slots=True)
class Network:
    """Who may read what, and how much: `demand` per dossier, `least` and `most` per reviewer, `allowed` pairs."""

    demand: Ints
    least: Ints
    most: Ints
    allowed: Bools


@dataclass(frozen=True, slots=True)
class Shortage:
    """Rows that ask together for `missing` more than the columns they may use can give (the minimum cut).

    full: those of these columns that have no room left.
    """

    rows: Ints
    columns: Ints
    missing: int
    full: Ints


def heaviest(network: Network, weights: Floats, *, at_once: int = AT_ONCE) -> Bools | None:
    """The pairs of greatest total weight that meet every demand within every load; None if there are none."""
    costs = -whole(weights)
    if network.allowed.size <= at_once:
        return _cheapest(network, costs, network.allowed)
    looked_at = _some(network.allowed, costs, _FEW * int(network.demand.max(initial=1)))
    while True:
        chosen = _cheapest(network, costs, looked_at)
        if chosen is None:
            # Too few pairs to meet every demand: all of them tell.
            return _cheapest(network, costs, network.allowed)
        more = _priced_in(network, costs, looked_at, chosen)
        if not more.any():
            return chosen
        looked_at |= more


def shortage(demand: Ints, capacity: Ints, allowed: Bools, *, at_once: int = AT_ONCE) -> Shortage | None:
    """Why the rows cannot all be served, one unit at most per allowed pair; None if they can.

    Maximum flow equals minimum cut (Ford and Fulkerson 1956), which gives the violated Hall condition: `rows` need more
    than the capacity of those of `columns` that are full plus one for each pair they share with the others.
    """
    looked_at = allowed if allowed.size <= at_once else _some(allowed, None, 4 * _FEW)
    while True:
        missing, rows, full = _cut(demand, capacity, looked_at)
        if not missing:
            return None
        open_ = np.setdiff1d(np.arange(capacity.size), full, assume_unique=True)
        across = np.ix_(rows, open_)
        more = allowed[across] & ~looked_at[across]
        if not more.any():
            return Shortage(rows, np.flatnonzero(allowed[rows].any(axis=0)), missing, full)
        looked_at[across] |= more & (np.cumsum(more, axis=1, dtype=np.int32) <= 4 * _FEW)


def _cheapest(network: Network, costs: Ints, looked_at: Bools) -> Bools | None:
    rows, columns = np.nonzero(looked_at)
    dossiers, reviewers = looked_at.shape
    sink = dossiers + reviewers
    everyone = np.arange(reviewers, dtype=np.int64)
    solver: Any = SimpleMinCostFlow()
    pairs = solver.add_arcs_with_capacity_and_unit_cost(
        rows, dossiers + columns, np.ones(rows.size, np.int64), costs[rows, columns]
    )
    solver.add_arcs_with_capacity_and_unit_cost(
        dossiers + everyone, np.full(reviewers, sink), network.most - network.least, np.zeros(reviewers, np.int64)
    )
    spare = int(network.demand.sum() - network.least.sum())
    supplies = np.concatenate([network.demand, -network.least, [-spare]])
    solver.set_nodes_supplies(np.arange(sink + 1), supplies)
    if spare < 0 or solver.solve() != SimpleMinCostFlow.OPTIMAL:
        return None
    chosen = np.zeros(looked_at.shape, np.bool_)
    chosen[rows, columns] = solver.flows(pairs) > 0
    return chosen


def _some(allowed: Bools, costs: Ints | None, few: int) -> Bools:
    """A few pairs of every row: the cheapest, and some spread over all the columns so that none is forgotten."""
    rows, columns = allowed.shape
    looked_at = np.zeros_like(allowed)
    everyone = np.arange(rows)[:, None]
    stride = max(columns // few, 1)
    looked_at[everyone, (everyone + stride * np.arange(few)) % columns] = True
    if costs is not None and few < columns:
        barred = np.iinfo(np.int64).max
        looked_at[everyone, np.argpartition(np.where(allowed, costs, barred), few, axis=1)[:, :few]] = True
    looked_at[allowed.sum(axis=1) <= 2 * few] = True
    looked_at &= allowed
    return looked_at


def _priced_in(network: Network, costs: Ints, looked_at: Bools, chosen: Bools) -> Bools:
    """Pairs not looked at that could lower the cost: a few of each row, by the prices of this solution."""
    dossiers, reviewers = _prices(network, costs, looked_at, chosen)
    few = min(_FEW, costs.shape[1] - 1)
    more = np.zeros_like(looked_at)
    for start in range(0, costs.shape[0], _BLOCK):
        block = slice(start, start + _BLOCK)
        gain = costs[block] + dossiers[block, None] - reviewers[None, :]
        gain[~network.allowed[block] | looked_at[block]] = 0
        rows = np.flatnonzero((gain < 0).any(axis=1))
        best = np.argpartition(gain[rows], few, axis=1)[:, :few]
        more[start + rows[:, None], best] = gain[rows[:, None], best] < 0
    return more


def _prices(network: Network, costs: Ints, looked_at: Bools, chosen: Bools) -> tuple[Ints, Ints]:
    """Shortest distances in what the flow leaves open (Bellman and Ford), whole numbers: no pair looked at gains."""
    rows, columns = np.nonzero(looked_at & ~chosen)
    taken_rows, taken_columns = np.nonzero(chosen)
    out, back = costs[rows, columns], -costs[taken_rows, taken_columns]
    loads = chosen.sum(axis=0)
    may_more, may_less = loads < network.most, loads > network.least
    dossiers, reviewers = np.zeros(chosen.shape[0], np.int64), np.zeros(chosen.shape[1], np.int64)
    spare = np.int64(0)
    while True:
        before = dossiers.copy(), reviewers.copy()
        np.minimum.at(reviewers, columns, dossiers[rows] + out)
        spare = min(spare, reviewers[may_more].min(initial=0))
        reviewers[may_less] = np.minimum(reviewers[may_less], spare)
        np.minimum.at(dossiers, taken_rows, reviewers[taken_columns] + back)
        if (before[0] == dossiers).all() and (before[1] == reviewers).all():
            return dossiers, reviewers


def _cut(demand: Ints, capacity: Ints, allowed: Bools) -> tuple[int, Ints, Ints]:
    """How much cannot flow; the rows and the columns on the side of the source."""
    solver, source = _transport(demand, capacity, allowed)
    solver.solve(source, source + 1)
    nodes = np.sort(np.asarray(solver.get_source_side_min_cut(), dtype=np.int64))
    rows = nodes[nodes < demand.size]
    full = nodes[(nodes >= demand.size) & (nodes < source)] - demand.size
    return int(demand.sum()) - solver.optimal_flow(), rows, full


def whole(weights: Floats) -> Ints:
    """The weights as whole numbers, nine significant digits of the largest kept."""
    return np.rint(weights * _scale(weights)).astype(np.int64)


def rounding_error(weights: Floats) -> float:
    """The most that rounding may change one weight by."""
    return 0.5 / _scale(weights)


def _scale(weights: Floats) -> float:
    largest = float(np.abs(weights).max(initial=0.0))
    return _FINEST / largest if largest > 0 else 1.0


def _transport(demand: Ints, capacity: Ints, allowed: Bools) -> tuple[Any, int]:
    rows, columns = np.nonzero(allowed)
    source = demand.size + capacity.size
    solver: Any = SimpleMaxFlow()
    row_nodes = np.arange(demand.size, dtype=np.int64)
    column_nodes = demand.size + np.arange(capacity.size, dtype=np.int64)
    solver.add_arcs_with_capacity(np.full(demand.size, source), row_nodes, demand)
    solver.add_arcs_with_capacity(rows, demand.size + columns, np.ones(rows.size, np.int64))
    solver.add_arcs_with_capacity(column_nodes, np.full(capacity.size, source + 1), capacity)
    return solver, source


def most_even(demand: Ints, already: Ints, capacity: Ints, allowed: Bools) -> Ints:
    """As much of the demand as can be, so that the rows end with numbers as even as can be, counting what they have."""
    rows, columns = np.nonzero(allowed)
    sink = demand.size + capacity.size
    solver: Any = SimpleMinCostFlow()
    add = solver.add_arcs_with_capacity_and_unit_cost
    add(rows, demand.size + columns, np.ones(rows.size, np.int64), np.zeros(rows.size, np.int64))
    everyone = np.arange(capacity.size, dtype=np.int64)
    add(demand.size + everyone, np.full(capacity.size, sink), capacity, np.zeros(capacity.size, np.int64))
    asked, units = [], []
    for turn in range(int(demand.max(initial=0))):
        more = np.flatnonzero(demand > turn)
        # The next one of a row costs more than any one of a row that has fewer; the last rows give way among equals.
        cost = (already[more] + turn) * demand.size + more
        asked.append(add(np.full(more.size, sink + 1), more, np.ones(more.size, np.int64), cost))
        units.append(more)
    supplies = np.zeros(sink + 2, np.int64)
    supplies[sink + 1], supplies[sink] = demand.sum(), -demand.sum()
    solver.set_nodes_supplies(np.arange(sink + 2), supplies)
    solver.solve_max_flow_with_min_cost()
    given = np.zeros_like(demand)
    for arcs, more in zip(asked, units, strict=True):
        given[more] += np.asarray(solver.flows(arcs))
    return given
