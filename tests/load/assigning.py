"""`python -m tests.load.assigning`: who reads what, beside greedy and the greatest total: how well, and how fast."""

import argparse
from dataclasses import dataclass
from time import process_time

import numpy as np

from app.domain.assignment import assign
from app.domain.flows import Bools, Floats

READINGS = 3
SIZES = ((150, 24), (150, 60), (1_500, 300), (15_000, 3_000))
THEMES, REGIONS = 12, 22


@dataclass(frozen=True, slots=True)
class Case:
    """A call: affinities, pairs in conflict, and the loads that share the reviews out evenly."""

    name: str
    affinity: Floats
    forbidden: Bools

    @property
    def most(self) -> int:
        """The most that anybody reads."""
        dossiers, reviewers = self.affinity.shape
        return int(-(-dossiers * READINGS // reviewers))


@dataclass(frozen=True, slots=True)
class Row:
    """What a way of assigning gives: per reading, 0..1."""

    way: str
    worst: float
    mean: float
    lacking: int
    seconds: float


def main() -> None:
    """Measure every case and every way, and show a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=15_000, help="the largest number of dossiers")
    sizes = [size for size in SIZES if size[0] <= parser.parse_args().most]
    print("| call | bound | way | worst-off | mean | reviews that lack | seconds of CPU |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for dossiers, reviewers in sizes:
        for case in (a_call(dossiers, reviewers), a_hard_one(dossiers, reviewers)):
            bound, rows = measured(case)
            for row in rows:
                cells = (f"{row.worst:.3f}", f"{row.mean:.3f}", str(row.lacking), f"{row.seconds:.2f}")
                print(f"| {case.name} | {bound:.3f} | {row.way} | {' | '.join(cells)} |", flush=True)


def a_call(dossiers: int, reviewers: int, seed: int = 2011) -> Case:
    """Three subjects a dossier, four a reviewer, a region each, three pairs in a hundred in conflict."""
    chance = np.random.default_rng(seed)
    asked, known = _chosen(chance, dossiers, 3), _chosen(chance, reviewers, 4)
    share = chance.dirichlet(np.full(REGIONS, 2.0))
    places, homes = chance.choice(REGIONS, dossiers, p=share), chance.choice(REGIONS, reviewers, p=share)
    affinity = (50 * (asked @ known.T) / 3 + 30 * (places[:, None] == homes[None, :])) / 80
    return Case(f"{dossiers:,} × {reviewers:,}", affinity, chance.random(affinity.shape) < 0.03)


def a_hard_one(dossiers: int, reviewers: int, seed: int = 2011) -> Case:
    """Most pairs suit badly, few well; one in ten is in conflict."""
    chance = np.random.default_rng(seed)
    affinity = chance.random((dossiers, reviewers)) ** 4
    return Case(f"{dossiers:,} × {reviewers:,}, few suit", affinity, chance.random(affinity.shape) < 0.1)


def greedy(case: Case) -> Bools:
    """The best pair that still may be, then the next: what a spreadsheet sorted by affinity does."""
    dossiers, reviewers = case.affinity.shape
    pairs = np.zeros((dossiers, reviewers), np.bool_)
    lacks, room = np.full(dossiers, READINGS), np.full(reviewers, case.most)
    order = np.argsort(np.where(case.forbidden, np.inf, -case.affinity), axis=None, kind="stable")
    left = int(lacks.sum())
    for index in order[: order.size - int(case.forbidden.sum())]:
        row, column = divmod(int(index), reviewers)
        if lacks[row] and room[column]:
            pairs[row, column] = True
            lacks[row], room[column], left = lacks[row] - 1, room[column] - 1, left - 1
            if not left:
                break
    return pairs


def measured(case: Case) -> tuple[float, list[Row]]:
    """The bound, and what each way gives."""
    start = process_time()
    pairs = greedy(case)
    rows = [_row("greedy", case, pairs, process_time() - start)]
    limits = {"reviews_per_dossier": READINGS, "max_load": case.most, "min_load": case.most - 1}
    bound = 0.0
    for way, objective in (("greatest total", "total"), ("fair", "fair")):
        start = process_time()
        found = assign(case.affinity, forbidden=case.forbidden, objective=objective, **limits)  # type: ignore[arg-type]
        rows.append(_row(way, case, found.pairs, process_time() - start))
        bound = found.bound / READINGS
    return bound, rows


def _chosen(chance: np.random.Generator, rows: int, count: int) -> Floats:
    table = np.zeros((rows, THEMES))
    np.put_along_axis(table, chance.random((rows, THEMES)).argsort(axis=1)[:, :count], 1.0, 1)
    return table


def _row(way: str, case: Case, pairs: Bools, seconds: float) -> Row:
    scores = np.where(pairs, case.affinity, 0.0).sum(axis=1) / READINGS
    lacking = READINGS * pairs.shape[0] - int(pairs.sum())
    return Row(way, float(scores.min()), float(scores.mean()), lacking, seconds)


if __name__ == "__main__":
    main()
