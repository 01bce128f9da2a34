"""The hearth: the exact best for the worst-off dossier of a small call, where flows stop short of the bound.

Where loads are forced tight and reviewers few, choosing one review of every dossier at a time may miss the best, which
is a whole-number programme (NP-hard: Garg et al. 2010). CP-SAT solves it in whole numbers, so that what it proves holds
to nine digits of the affinity, and stops after an effort counted in operations, not in seconds: the same input gives
the same result. (HiGHS, as fast here, writes to the standard output and keeps a constraint to six digits only.)
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from app.domain.flows import Bools, Floats, Ints, Network, rounding_error, whole

PAIRS_AT_MOST = 2_000
_EFFORT = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Proven:
    """Pairs, and what no others can beat for the worst-off dossier."""

    pairs: Bools
    bound: float


def best_for_the_worst(network: Network, affinity: Floats, start: Bools) -> Proven | None:
    """First the highest floor, then the total under it; None where the effort did not suffice to find anything better.

    affinity: -1..1. start: pairs that hold, to begin from.
    """
    programme = _Programme(network, whole(affinity))
    raised, floor = programme.raise_the_floor(start)
    if raised is None:
        return None
    rounding = int(network.demand.max()) * rounding_error(affinity)
    return Proven(programme.fill(raised), floor * 2 * rounding_error(affinity) + rounding)


class _Programme:
    """One binary per allowed pair of dossiers that ask for a review."""

    def __init__(self, network: Network, weights: Ints) -> None:
        # Imported on first use: it takes a second, and most calls never need it.
        from ortools.sat.python import cp_model

        self._solver_of: Any = cp_model.CpSolver
        self._found = (cp_model.OPTIMAL, cp_model.FEASIBLE)
        self._weights = weights
        self._asked = np.flatnonzero(network.demand > 0)
        self._model: Any = cp_model.CpModel()
        self._chosen: dict[tuple[int, int], Any] = {
            (int(row), int(column)): self._model.new_bool_var("")
            for row, column in np.argwhere(network.allowed)
            if network.demand[row]
        }
        rows: dict[int, list[Any]] = {}
        columns: dict[int, list[Any]] = {}
        for (row, column), pair in self._chosen.items():
            rows.setdefault(row, []).append(pair)
            columns.setdefault(column, []).append(pair)
        for row in self._asked.tolist():
            self._model.add(sum(rows.get(row, [])) == int(network.demand[row]))
        for column, pairs in columns.items():
            self._model.add_linear_constraint(sum(pairs), int(network.least[column]), int(network.most[column]))

    def raise_the_floor(self, start: Bools) -> tuple[Bools | None, float]:
        """The pairs with the highest floor that were found, and the highest it could be."""
        low = int(self._scores(start).min())
        floor = self._model.new_int_var(low, int(np.abs(self._weights).sum()) + 1, "")
        scores: dict[int, list[Any]] = {row: [] for row in self._asked.tolist()}
        for (row, column), pair in self._chosen.items():
            scores[row].append(int(self._weights[row, column]) * pair)
            self._model.add_hint(pair, bool(start[row, column]))
        for terms in scores.values():
            self._model.add(sum(terms) >= floor)
        self._model.maximize(floor)
        solver, pairs = self._solved()
        if pairs is None:
            return None, 0.0
        self._model.add(floor >= int(self._scores(pairs).min()))
        return pairs, float(solver.best_objective_bound)

    def fill(self, start: Bools) -> Bools:
        """The greatest total above the floor that `raise_the_floor` left, as far as the effort goes."""
        self._model.clear_hints()
        for (row, column), pair in self._chosen.items():
            self._model.add_hint(pair, bool(start[row, column]))
        self._model.maximize(sum(int(self._weights[key]) * pair for key, pair in self._chosen.items()))
        _, pairs = self._solved()
        return start if pairs is None else pairs

    def _scores(self, pairs: Bools) -> Ints:
        scores: Ints = np.where(pairs, self._weights, 0).sum(axis=1)[self._asked]
        return scores

    def _solved(self) -> tuple[Any, Bools | None]:
        solver = self._solver_of()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        solver.parameters.max_deterministic_time = _EFFORT
        if solver.solve(self._model) not in self._found:
            return solver, None
        pairs = np.zeros(self._weights.shape, np.bool_)
        for key, pair in self._chosen.items():
            pairs[key] = bool(solver.value(pair))
        return solver, pairs
