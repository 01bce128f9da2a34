"""A proposal of who could read what: affinities, even loads, and what could not be met and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session

from app.domain.assignment import Assignment, Infeasible, assign
from app.models import Call
from app.queries import assignments as eyes
from app.queries.assignments import DemandRow, PoolRow

# Knowing the subject weighs more than knowing the place; nobody is worth nothing, so that totals stay comparable.
ANYBODY, SAME_REGION, ALL_THEMES = 0.2, 0.3, 0.5

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Shortage:
    """Reviews that cannot be given: which dossiers lack some, who could have read them, how many reviews."""

    dossiers: tuple[UUID, ...]
    reviewers: tuple[UUID, ...]
    missing: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Pairs with their affinity; worst-off dossier beside its bound (0..1 per review); shortages."""

    pairs: tuple[tuple[UUID, UUID, float], ...]
    worst: float
    bound: float
    shortages: tuple[Shortage, ...]

    def as_json(self) -> dict[str, object]:
        """What a job keeps."""
        return {
            "pairs": [[str(dossier), str(reviewer), round(value, 4)] for dossier, reviewer, value in self.pairs],
            "worst": self.worst,
            "bound": self.bound,
            "shortages": [
                {
                    "dossiers": [str(dossier) for dossier in lack.dossiers],
                    "reviewers": [str(reviewer) for reviewer in lack.reviewers],
                    "missing": lack.missing,
                }
                for lack in self.shortages
            ],
        }


def propose(db: Session, call: Call) -> Proposal:
    """Complete every admitted dossier to its number of reviews, within capacities and conflicts; writes nothing."""
    dossiers, pool = eyes.demands(db, call.id), eyes.pool(db, call.id)
    if not dossiers or not pool:
        return Proposal((), 0.0, 0.0, _nobody(dossiers, call.reviews_per_dossier))
    affinity = affinities(dossiers, pool)
    barred = eyes.barred_pairs(db, call.id)
    forbidden = np.array([[(dossier.id, reader.id) in barred for reader in pool] for dossier in dossiers])
    wanted = np.array([max(call.reviews_per_dossier - dossier.assigned, 0) for dossier in dossiers], np.int64)
    found, shortages = _as_many_as_can_be(affinity, wanted, forbidden, pool)
    pairs = tuple(
        (dossiers[row].id, pool[column].id, float(affinity[row, column])) for row, column in np.argwhere(found.pairs)
    )
    named = tuple(
        Shortage(tuple(dossiers[i].id for i in lack.dossiers), tuple(pool[i].id for i in lack.reviewers), lack.missing)
        for lack in shortages
    )
    return Proposal(pairs, found.worst, found.bound, named)


def affinities(dossiers: Sequence[DemandRow], pool: Sequence[PoolRow]) -> Floats:
    """How well each reviewer knows the subjects and the region of each dossier, 0..1 (dossiers x reviewers)."""
    return np.array([[_affinity(dossier, reader) for reader in pool] for dossier in dossiers], np.float64)


def _affinity(dossier: DemandRow, reader: PoolRow) -> float:
    shared = len(dossier.themes.intersection(reader.themes)) / len(dossier.themes) if dossier.themes else 0.0
    same_region = bool(dossier.region) and dossier.region == reader.region
    return ANYBODY + SAME_REGION * same_region + ALL_THEMES * shared


def _nobody(dossiers: Sequence[DemandRow], wanted: int) -> tuple[Shortage, ...]:
    lacking = [dossier for dossier in dossiers if dossier.assigned < wanted]
    missing = sum(wanted - dossier.assigned for dossier in lacking)
    return (Shortage(tuple(dossier.id for dossier in lacking), (), missing),) if lacking else ()


def _as_many_as_can_be(
    affinity: Floats, wanted: Ints, forbidden: Bools, pool: Sequence[PoolRow]
) -> tuple[Assignment, list[Infeasible]]:
    """The whole demand if it can be met; otherwise what is left once the least harmful reviews are given up."""
    demand = wanted.copy()
    shortages: list[Infeasible] = []
    while True:
        try:
            return _even(affinity, demand, forbidden, pool), shortages
        except Infeasible as lack:
            shortages.append(lack)
            for _ in range(lack.missing):
                # One review less for the dossier of the group that asks for the most, the last filed among equals.
                row = max(lack.dossiers, key=lambda index: (demand[index], index))
                demand[row] -= 1


def _even(affinity: Floats, demand: Ints, forbidden: Bools, pool: Sequence[PoolRow]) -> Assignment:
    """Loads as even as capacities allow, counting what each reviewer reads already."""
    loads = np.array([reader.load for reader in pool], np.int64)
    capacities = np.maximum(np.array([reader.capacity for reader in pool], np.int64), loads)
    top = int(capacities.max(initial=0))
    level = next((n for n in range(top + 1) if _room(n, loads, capacities).sum() >= demand.sum()), top)
    for slack in range(top - level + 1):
        try:
            return assign(
                affinity,
                reviews_per_dossier=demand,
                max_load=_room(level + slack, loads, capacities),
                min_load=_room(max(level - 1 - slack, 0), loads, capacities),
                forbidden=forbidden,
            )
        except Infeasible:
            continue
    return assign(affinity, reviews_per_dossier=demand, max_load=capacities - loads, forbidden=forbidden)


def _room(level: int, loads: Ints, capacities: Ints) -> Ints:
    """What each reviewer can still take before they read `level` dossiers."""
    room: Ints = np.maximum(np.minimum(capacities, level) - loads, 0)
    return room
