"""How well a reviewer suits a dossier: parts, weights, and wishes by their rank."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.domain.affinity import LEVELS, UNKNOWN, Parts, Reader, Scale, Subject, matrix_of, parts_of, wish_part
from app.domain.reviewing import Weights

EVERYTHING = Weights(themes=40, territory=30, wishes=20, languages=10)
A_DOSSIER = Subject(frozenset({"energy", "housing"}), "Bretagne", frozenset({"fr"}))


def silent(rows: int, columns: int) -> np.ndarray:
    return np.full((rows, columns), float(LEVELS.index("")))


def test_each_part_counts_by_its_weight() -> None:
    reader = Reader(frozenset({"energy", "food"}), "Bretagne", frozenset({"en"}), (1, 0, 0))
    scale = Scale(EVERYTHING, dossiers=10)

    found = matrix_of([A_DOSSIER], [reader], np.array([[3.0]]), scale)

    assert parts_of(A_DOSSIER, reader, "want", scale) == Parts(0.5, 1.0, 0.95, 0.0)
    assert found.tolist() == [[pytest.approx((40 * 0.5 + 30 * 1.0 + 20 * 0.95 + 10 * 0.0) / 100)]]


def test_what_is_not_known_of_a_dossier_counts_for_nobody_and_against_nobody() -> None:
    blank, known = Subject(), Subject(frozenset({"energy"}))
    readers = [Reader(frozenset({"energy"}), "Bretagne"), Reader(frozenset(), "Bretagne")]

    found = matrix_of([blank, known], readers, silent(2, 2), Scale(Weights(themes=50, territory=30)))

    assert found.tolist() == [[UNKNOWN, UNKNOWN], [1.0, 0.0]]
    assert parts_of(blank, readers[0], "", Scale(EVERYTHING)) == Parts(None, None, None, None)


@pytest.mark.parametrize("rule", ["excluded", "ignored"])
def test_territory_weighs_nothing_where_it_is_kept_away_or_does_not_matter(rule: str) -> None:
    near, far = Reader(region="Bretagne"), Reader(region="Corse")
    scale = Scale(Weights(themes=50, territory=50), rule, 1)  # type: ignore[arg-type]

    assert matrix_of([A_DOSSIER], [near, far], silent(1, 2), scale).tolist() == [[0.0, 0.0]]


def test_nobody_to_read_and_nothing_to_read_are_empty_tables() -> None:
    assert matrix_of([A_DOSSIER], [], silent(1, 0), Scale(EVERYTHING)).shape == (1, 0)
    assert matrix_of([], [Reader()], silent(0, 1), Scale(EVERYTHING)).shape == (0, 1)


@given(some.integers(0, 40), some.integers(0, 40), some.integers(0, 40), some.integers(0, 40))
def test_the_wishes_of_a_reviewer_always_add_up_to_the_same(want: int, could: int, nothing: int, rather: int) -> None:
    dossiers, wishes = want + could + nothing + rather, (want, could, rather)
    counts = (rather, nothing, could, want)

    total = sum(count * wish_part(level, wishes, dossiers) for level, count in enumerate(counts))

    assert total == pytest.approx(dossiers / 2)


def test_whoever_asks_for_everything_gets_what_one_who_says_nothing_gets() -> None:
    loud, quiet, modest = (100, 0, 0), (0, 0, 0), (2, 0, 0)

    heard = [wish_part(LEVELS.index("want"), wishes, 100) for wishes in (loud, modest)]

    assert heard == [wish_part(LEVELS.index(""), quiet, 100), 0.99]


def test_what_is_wished_more_ranks_higher() -> None:
    ranks = [wish_part(level, (3, 4, 2), 20) for level in range(len(LEVELS))]

    assert ranks == sorted(ranks)
