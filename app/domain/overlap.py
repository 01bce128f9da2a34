"""The hearth: whether dossiers can be compared: reviewers who share dossiers link them, or they fall into groups.

Marks of dossiers that no chain of common reviewers links say nothing of each other once reviewers are more or less
severe. The repair swaps two readings of two groups (each reviewer keeps as many, each dossier too), cheapest first.
"""

from dataclasses import dataclass

import numpy as np

from app.domain.flows import Bools, Floats, Ints

_TRIES = 200


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """The group of every row and column that a chain of pairs links; -1 for those in no pair."""

    rows: Ints
    columns: Ints

    @property
    def count(self) -> int:
        """How many there are."""
        return int(max(self.rows.max(initial=-1), self.columns.max(initial=-1))) + 1


@dataclass(frozen=True, slots=True, eq=False)
class Linked:
    """New pairs that link dossiers as far as could be, and in how many groups they are before and after."""

    new: Bools
    before: int
    after: int


def joined(pairs: Bools) -> Groups:
    """The groups of rows and columns that pairs link; a row in no pair is a group by itself, a column is in none."""
    rows = np.full(pairs.shape[0], -1, np.int64)
    columns = np.full(pairs.shape[1], -1, np.int64)
    count = 0
    for first in range(pairs.shape[0]):
        if rows[first] >= 0:
            continue
        front = np.array([first])
        while front.size:
            rows[front] = count
            reached = pairs[front].any(axis=0) & (columns < 0)
            columns[reached] = count
            front = np.flatnonzero(pairs[:, reached].any(axis=1) & (rows < 0))
        count += 1
    return Groups(rows, columns)


def link(new: Bools, given: Bools, barred: Bools, affinity: Floats, *, floor: float) -> Linked:
    """Swap new readings between groups until all are linked, or no swap helps; what is given stays.

    All are dossiers x reviewers. floor: no dossier's sum of new affinities falls below this, nor below what it is.
    """
    new = new.copy()
    groups = before = _groups(new | given)
    while groups.count > 1:
        swap = _cheapest(new, given, barred, affinity, groups, floor)
        if swap is None:
            break
        _exchange(new, swap)
        groups = _groups(new | given)
    return Linked(new, before.count, groups.count)


Swap = tuple[int, int, int, int]


def _groups(pairs: Bools) -> Groups:
    """Of the dossiers that somebody reads."""
    read = np.flatnonzero(pairs.any(axis=1))
    found = joined(pairs[read])
    rows = np.full(pairs.shape[0], -1, np.int64)
    rows[read] = found.rows
    return Groups(rows, found.columns)


def _exchange(pairs: Bools, swap: Swap) -> None:
    one, reader, other, another = swap
    pairs[one, reader] = pairs[other, another] = False
    pairs[one, another] = pairs[other, reader] = True


def _cheapest(new: Bools, given: Bools, barred: Bools, affinity: Floats, groups: Groups, floor: float) -> Swap | None:
    """Of the swaps between the smallest group and the others that leave fewer groups, the one that costs least."""
    sizes = np.bincount(groups.rows[groups.rows >= 0], minlength=groups.count)
    small = int(np.argmin(sizes))
    inside = np.argwhere(new & (groups.rows == small)[:, None])
    outside = np.argwhere(new & ((groups.rows != small) & (groups.rows >= 0))[:, None])
    if not inside.size or not outside.size:
        return None
    one, reader = inside[:, 0][:, None], inside[:, 1][:, None]
    other, another = outside[:, 0][None, :], outside[:, 1][None, :]
    scores = np.where(new, affinity, 0.0).sum(axis=1)
    lost_here = affinity[one, reader] - affinity[one, another]
    lost_there = affinity[other, another] - affinity[other, reader]
    closed = barred | new | given
    may = ~closed[one, another] & ~closed[other, reader]
    may &= (lost_here <= np.maximum(scores[one] - floor, 0.0)) & (lost_there <= np.maximum(scores[other] - floor, 0.0))
    cost = np.where(may, lost_here + lost_there, np.inf)
    for index in np.argsort(cost, axis=None, kind="stable")[:_TRIES]:
        first, second = np.unravel_index(index, cost.shape)
        if not np.isfinite(cost[first, second]):
            return None
        swap = (*inside[first].tolist(), *outside[second].tolist())
        trial = new.copy()
        _exchange(trial, swap)
        if _groups(trial | given).count < groups.count:
            return swap
    return None
