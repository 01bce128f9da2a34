"""The hearth: what would make possible an assignment that is not, each thing alone, as little of it as can be.

Everything here is found by trying: the flow is asked again with the change, and what it does not use is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from app.domain.completion import Reading, widened
from app.domain.flows import Bools, Ints, Network, heaviest, shortage

_STEPS = 20
_LITTLE = 0.25


@dataclass(frozen=True, slots=True)
class MoreCapacity:
    """These reviewers (indices) would read so many more."""

    extra: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Newcomers:
    """So many more reviewers, reading `each` at most, free of any conflict with what lacks."""

    count: int
    each: int


@dataclass(frozen=True, slots=True)
class Opened:
    """Pairs (dossier, reviewer) that are barred for now, would they no longer be."""

    pairs: tuple[tuple[int, int], ...]


def missing(call: Reading) -> int:
    """How many reviews no assignment can give."""
    lack = shortage(call.lacking, _room(call), ~call.barred)
    return lack.missing if lack else 0


def more_capacity(call: Reading) -> MoreCapacity | None:
    """The fewest more dossiers for those who read already: one reviewer's if it is little to them, else shared."""
    lack = shortage(call.lacking, _room(call), ~call.barred)
    if lack is None:
        return None
    willing = [int(one) for one in lack.columns if call.capacities[one] > 0]
    for one in sorted(willing, key=lambda index: (-int(call.capacities[index]), index)):
        if lack.missing <= max(1, int(_LITTLE * call.capacities[one])) and not missing(
            _raised(call, one, lack.missing)
        ):
            return MoreCapacity(((one, lack.missing),))
    return _shared(call, lack.missing)


def newcomers(call: Reading, each: int) -> Newcomers | None:
    """The fewest reviewers to find; None where none is needed, or where nobody would read anything."""
    short = missing(call)
    if not short or each < 1:
        return None
    low, high = 1, int(short)
    while low < high:
        middle = (low + high) // 2
        low, high = (
            (low, middle)
            if not missing(widened(call, np.zeros((call.lacking.size, middle)), each=each))
            else (middle + 1, high)
        )
    return Newcomers(low, each)


def who_answers(call: Reading, waiting: Sequence[int]) -> tuple[int, ...]:
    """Of these columns, closed for now, no more than would suffice; empty where all of them would not."""
    closed = replace(call, capacities=call.capacities.copy())
    closed.capacities[list(waiting)] = closed.loads[list(waiting)]
    if not missing(closed) or missing(call):
        return ()
    kept = list(waiting)
    for one in sorted(waiting, key=lambda index: int(call.capacities[index])):
        trial = replace(closed, capacities=closed.capacities.copy())
        rest = [other for other in kept if other != one]
        trial.capacities[rest] = call.capacities[rest]
        if not missing(trial):
            kept = rest
    return tuple(kept)


def opened(call: Reading, pairs: Bools) -> Opened | None:
    """The fewest of these barred pairs that would have to be allowed; None where all of them would not suffice."""
    allowed = ~call.barred | pairs
    network = Network(call.lacking, np.zeros_like(call.loads), _room(call), allowed)
    if not missing(call) or shortage(call.lacking, network.most, allowed):
        return None
    used = heaviest(network, -(pairs & call.barred).astype(np.float64))
    if used is None:
        return None
    return Opened(tuple((int(row), int(column)) for row, column in np.argwhere(used & pairs & call.barred)))


def _room(call: Reading) -> Ints:
    room: Ints = np.maximum(call.capacities - call.loads, 0)
    return room


def _raised(call: Reading, reviewer: int, extra: int) -> Reading:
    capacities = np.maximum(call.capacities, call.loads)
    capacities[reviewer] += extra
    return replace(call, capacities=capacities)


def _shared(call: Reading, short: int) -> MoreCapacity | None:
    """What lacks shared out in proportion to what each reads, by a flow whose cost grows with what one is asked."""
    rows, columns = np.nonzero(~call.barred)
    dossiers, reviewers = call.barred.shape
    solver: Any = SimpleMinCostFlow()
    add = solver.add_arcs_with_capacity_and_unit_cost
    add(rows, dossiers + columns, np.ones(rows.size, np.int64), np.zeros(rows.size, np.int64))
    everyone, sink = np.arange(reviewers, dtype=np.int64), dossiers + reviewers
    add(dossiers + everyone, np.full(reviewers, sink), _room(call), np.zeros(reviewers, np.int64))
    step = -(-short // _STEPS)
    willing = np.flatnonzero(call.capacities > 0)
    asked = []
    for turn in range(1, _STEPS + 1):
        cost = (1000 * turn * step / call.capacities[willing]).astype(np.int64) + 1
        arcs = add(dossiers + willing, np.full(willing.size, sink), np.full(willing.size, step, np.int64), cost)
        asked.append(arcs)
    solver.set_nodes_supplies(
        np.arange(sink + 1), np.concatenate([call.lacking, np.zeros(reviewers, np.int64), [-call.lacking.sum()]])
    )
    if solver.solve() != SimpleMinCostFlow.OPTIMAL:
        return None
    extra = sum((np.asarray(solver.flows(arcs)) for arcs in asked), np.zeros(willing.size, np.int64))
    shares = [(int(one), int(more)) for one, more in zip(willing, extra, strict=True) if more]
    return MoreCapacity(tuple(sorted(shares, key=lambda pair: -pair[1])))
