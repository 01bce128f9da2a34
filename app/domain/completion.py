"""The hearth: completing who reads what: what is given stays, loads are even, and what cannot be met is named."""

from dataclasses import dataclass, replace

import numpy as np

from app.domain.assignment import Assignment, Infeasible, assign
from app.domain.flows import Bools, Floats, Ints, Shortage, most_even, shortage
from app.domain.overlap import joined, link


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A call before it is completed: dossiers x reviewers, and one number for each of them.

    affinity: 0..1. barred: pairs that must not be. given: those that are, and stay. lacking: reviews each dossier
    lacks. assigned: those it has; served: the sum of their affinities. loads: what each reviewer reads; capacities:
    what they read at most. least: the fewest that make reading worth it, for whoever reads any.
    """

    affinity: Floats
    barred: Bools
    given: Bools
    lacking: Ints
    assigned: Ints
    served: Floats
    loads: Ints
    capacities: Ints
    least: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Completion:
    """The new pairs, and how well the dossiers that get some are served: means per reading of old and new, 0..1.

    worst: of the worst-off. bound: what no completion with these loads can beat for it. mean: over all of them.
    granted: new reviews of each dossier. shortages: why it is not all that lacks. below: who is left under the least.
    groups: into how many the dossiers fell that no chain of common reviewers links, and fall after the repair.
    """

    pairs: Bools
    worst: float
    bound: float
    mean: float
    granted: Ints
    shortages: tuple[Infeasible, ...]
    below: tuple[int, ...]
    groups: tuple[int, int]


def complete(call: Reading) -> Completion:
    """The whole demand if it can be met; otherwise what is left once the least harmful reviews are given up."""
    room = np.maximum(call.capacities - call.loads, 0)
    lack = shortage(call.lacking, room, ~call.barred)
    demand = call.lacking if lack is None else most_even(call.lacking, call.assigned, room, ~call.barred)
    found = _worth_it(call, demand, _even(call, demand, _anybody(call)))
    return _completion(call, demand, found, [] if lack is None else _causes(call, demand, lack))


def widened(call: Reading, affinity: Floats, *, each: int) -> Reading:
    """The same call with newcomers, one for each column of affinities, who may read anything, `each` at most."""
    rows, count = affinity.shape
    free = np.zeros((rows, count), np.bool_)
    return replace(
        call,
        affinity=np.hstack([call.affinity, affinity]),
        barred=np.hstack([call.barred, free]),
        given=np.hstack([call.given, free]),
        loads=np.concatenate([call.loads, np.zeros(count, np.int64)]),
        capacities=np.concatenate([call.capacities, np.full(count, each, np.int64)]),
    )


def _causes(call: Reading, granted: Ints, lack: Shortage) -> list[Infeasible]:
    """One for each group of dossiers that lack the same reviewers; the groups that lack the most first."""
    groups = joined(~call.barred[np.ix_(lack.rows, lack.full)])
    causes = []
    for group in range(int(groups.rows.max(initial=-1)) + 1):
        rows = lack.rows[groups.rows == group]
        missing = int((call.lacking - granted)[rows].sum())
        if missing:
            columns = np.flatnonzero((~call.barred[rows]).any(axis=0))
            causes.append(Infeasible("capacity", tuple(rows.tolist()), tuple(columns.tolist()), missing))
    return sorted(causes, key=lambda one: -one.missing)


def _completion(call: Reading, demand: Ints, found: Assignment, shortages: list[Infeasible]) -> Completion:
    affinity, asked = _per_reading(call, demand), demand > 0
    linked = link(found.pairs, call.given, call.barred, affinity, floor=found.worst)
    scores = np.where(linked.new, affinity, 0.0).sum(axis=1)[asked]
    floors = np.minimum(call.least, call.capacities)
    below = np.flatnonzero((found.loads > 0) & (call.loads + found.loads < floors))
    return Completion(
        pairs=linked.new,
        worst=float(scores.min(initial=found.worst)) if asked.any() else 0.0,
        bound=found.bound,
        mean=float(scores.mean()) if asked.any() else 0.0,
        granted=demand,
        shortages=tuple(shortages),
        below=tuple(below.tolist()),
        groups=(linked.before, linked.after),
    )


def _per_reading(call: Reading, demand: Ints) -> Floats:
    """Affinities such that a dossier's sum over its new readings is the mean of all its readings, old and new."""
    new = np.maximum(demand, 1)
    mean: Floats = (call.affinity + (call.served / new)[:, None]) / (call.assigned + new)[:, None]
    return mean


@dataclass(frozen=True, slots=True, eq=False)
class _Band:
    """Who may be given more, and the fewest new dossiers each of them gets."""

    opened: Bools
    fewest: Ints


def _anybody(call: Reading) -> _Band:
    return _Band(np.ones(call.loads.size, np.bool_), np.zeros(call.loads.size, np.int64))


def _even(call: Reading, demand: Ints, band: _Band) -> Assignment:
    """Loads as even as capacities allow, counting what each reviewer reads already."""
    capacities = np.where(band.opened, np.maximum(call.capacities, call.loads), call.loads)
    even = replace(call, affinity=_per_reading(call, demand), capacities=capacities)
    top = int(capacities.max(initial=0))
    level = next((n for n in range(top + 1) if _room(even, n).sum() >= demand.sum()), top)
    for slack in range(top - level + 1):
        most = np.maximum(_room(even, level + slack), band.fewest)
        least = np.maximum(_room(even, max(level - 1 - slack, 0)), band.fewest)
        try:
            return _assigned(even, demand, least, most)
        except Infeasible:
            continue
    return _assigned(even, demand, np.minimum(band.fewest, capacities - call.loads), capacities - call.loads)


def _assigned(call: Reading, demand: Ints, least: Ints, most: Ints) -> Assignment:
    return assign(call.affinity, reviews_per_dossier=demand, max_load=most, min_load=least, forbidden=call.barred)


def _room(call: Reading, level: int) -> Ints:
    """What each reviewer can still take before they read `level` dossiers."""
    room: Ints = np.maximum(np.minimum(call.capacities, level) - call.loads, 0)
    return room


def _worth_it(call: Reading, demand: Ints, even: Assignment) -> Assignment:
    """Fewer reviewers, where some would read less than is worth their while; `even` where that cannot be."""
    floors = np.minimum(call.least, call.capacities)
    if not ((even.loads > 0) & (call.loads + even.loads < floors)).any():
        return even
    # Those who read already come first, then those whom their dossiers suit best.
    value = np.where(even.pairs, call.affinity, 0.0).sum(axis=0)
    order = np.lexsort((-value, -(call.loads > 0).astype(np.int64)))
    fewest = np.where(call.capacities > call.loads, np.maximum(floors - call.loads, 0), 0)
    kept = int((np.cumsum(fewest[order]) <= demand.sum()).sum())
    for more in (0, *(2**step for step in range(int(call.loads.size).bit_length()))):
        opened, due = np.zeros(call.loads.size, np.bool_), np.zeros(call.loads.size, np.int64)
        opened[order[: kept + more]] = True
        due[order[:kept]] = fewest[order[:kept]]
        try:
            return _even(call, demand, _Band(opened, due))
        except Infeasible:
            continue
    return even
