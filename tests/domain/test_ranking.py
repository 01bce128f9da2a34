"""Dossiers in the order of their marks."""

from hypothesis import given
from hypothesis import strategies as some

from app.domain.ranking import Contender, Place, ranked


def test_equals_share_a_rank_and_the_next_is_skipped() -> None:
    contenders = [Contender("D", 2.0), Contender("C", 3.0), Contender("A", 4.5), Contender("B", 3.0)]

    assert ranked(contenders) == (
        Place(1, False, "A", 4.5),
        Place(2, True, "B", 3.0),
        Place(2, True, "C", 3.0),
        Place(4, False, "D", 2.0),
    )


def test_a_dossier_without_marks_comes_last_and_unranked() -> None:
    assert ranked([Contender("A", None), Contender("B", 0.0)]) == (
        Place(1, False, "B", 0.0),
        Place(None, False, "A", None),
    )


def test_the_same_mark_computed_differently_is_a_tie() -> None:
    assert [place.rank for place in ranked([Contender("A", 0.1 + 0.2), Contender("B", 0.3)])] == [1, 1]


CONTENDERS = some.lists(
    some.builds(Contender, some.text(max_size=3), some.none() | some.integers(0, 10).map(float)),
    unique_by=lambda contender: contender.reference,
)


@given(CONTENDERS)
def test_a_rank_is_one_more_than_the_number_of_better_dossiers(contenders: list[Contender]) -> None:
    means = [contender.mean for contender in contenders if contender.mean is not None]

    for place in ranked(contenders):
        better = None if place.mean is None else 1 + sum(mean > place.mean for mean in means)
        assert place.rank == better


@given(CONTENDERS, some.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(contenders: list[Contender], chance):  # type: ignore[no-untyped-def]
    shuffled = list(contenders)
    chance.shuffle(shuffled)

    assert ranked(shuffled) == ranked(contenders)
