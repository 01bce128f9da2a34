"""What a change by hand does to a proposal."""

import pytest

from app.domain.proposal_effects import Board, Served


def board() -> Board[str]:
    return Board(
        {
            "good": Served(asked=2, count=2, total=1.8, granted=2),
            "worst": Served(asked=2, count=2, total=0.8, granted=2),
            "begun": Served(asked=1, count=1, total=0.6, granted=1, given=1, held=1.0),
            "whole": Served(asked=0),
        }
    )


def test_a_proposal_is_as_good_as_its_worst_served_dossier() -> None:
    now = board().now

    assert now.worst == pytest.approx(0.4)
    assert (now.readings, now.lacking) == (5, 0)
    assert now.mean == pytest.approx((0.9 + 0.4 + 0.8) / 3)


def test_what_a_dossier_has_already_counts_in_how_well_it_is_served() -> None:
    assert board().served["begun"].value == pytest.approx(0.8)


def test_taking_a_reading_out_never_serves_a_dossier_better() -> None:
    here = board()
    worst = here.served["worst"].loses(0.1)

    effect = here.effect("worst", {"worst": worst})

    assert worst.value == pytest.approx(0.35)
    assert worst.lacking == 1
    assert effect.lowers_the_worst
    assert effect.whole[1].lacking == 1


def test_a_reading_more_than_asked_for_is_told() -> None:
    assert board().served["good"].gains(0.5).surplus == 1


def test_replacing_a_reader_of_the_worst_raises_the_whole_to_the_next() -> None:
    here = board()
    better = here.served["worst"].loses(0.1).gains(1.0)

    effect = here.effect("worst", {"worst": better})

    assert [whole.worst for whole in effect.whole] == pytest.approx([0.4, 0.8])
    assert not effect.lowers_the_worst


def test_an_exchange_is_told_of_both_dossiers_at_once() -> None:
    here = board()
    changed = {"good": here.served["good"].loses(0.9).gains(0.2), "worst": here.served["worst"].loses(0.1).gains(0.9)}

    after = here.after(changed)

    assert after.worst == pytest.approx(0.55)
    assert (after.readings, after.lacking) == (5, 0)


def test_a_call_that_asks_for_nothing_has_an_empty_proposal() -> None:
    now = Board({"whole": Served(asked=0)}).now

    assert (now.worst, now.mean, now.readings, now.lacking) == (0.0, 0.0, 0, 0)
