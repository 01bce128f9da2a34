"""The hearth: networks of dossiers and reviewers, solved by maximum flow and minimum-cost flow (OR-tools)."""

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


def heaviest(network: Network, weights: Floats) -> Bools | None:
    """The pairs of greatest total weight that meet every demand within every load; None if there are none."""
    rows, columns = np.nonzero(network.allowed)
    dossiers, reviewers = network.allowed.shape
    sink = dossiers + reviewers
    everyone = np.arange(reviewers, dtype=np.int64)
    solver: Any = SimpleMinCostFlow()
    pairs = solver.add_arcs_with_capacity_and_unit_cost(
        rows, dossiers + columns, np.ones(rows.size, np.int64), -whole(weights[rows, columns])
    )
    solver.add_arcs_with_capacity_and_unit_cost(
        dossiers + everyone, np.full(reviewers, sink), network.most - network.least, np.zeros(reviewers, np.int64)
    )
    spare = int(network.demand.sum() - network.least.sum())
    supplies = np.concatenate([network.demand, -network.least, [-spare]])
    solver.set_nodes_supplies(np.arange(sink + 1), supplies)
    if spare < 0 or solver.solve() != SimpleMinCostFlow.OPTIMAL:
        return None
    chosen = np.zeros(network.allowed.shape, np.bool_)
    chosen[rows, columns] = solver.flows(pairs) > 0
    return chosen


def shortage(demand: Ints, capacity: Ints, allowed: Bools) -> Shortage | None:
    """Why the rows cannot all be served, one unit at most per allowed pair; None if they can.

    Maximum flow equals minimum cut (Ford and Fulkerson 1956), which gives the violated Hall condition: `rows` need more
    than the capacity of those of `columns` that are full plus one for each pair they share with the others.
    """
    solver, source = _transport(demand, capacity, allowed)
    sink = source + 1
    solver.solve(source, sink)
    missing = int(demand.sum()) - solver.optimal_flow()
    if not missing:
        return None
    nodes = np.asarray(solver.get_source_side_min_cut(), dtype=np.int64)
    rows = np.sort(nodes[nodes < demand.size])
    full = np.sort(nodes[(nodes >= demand.size) & (nodes < source)]) - demand.size
    return Shortage(rows, np.flatnonzero(allowed[rows].any(axis=0)), missing, full)


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
