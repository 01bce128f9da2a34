"""The line under the last place: who is inside, who shares it, and what needs a reason."""

import pytest

from app.domain.line import Side, against, proposal, sides, straddling
from app.domain.ranking import Contender, Place, ranked
from app.domain.workflow import Outcome


def _places(*means: float | None) -> tuple[Place, ...]:
    return ranked(Contender(f"D{index}", mean) for index, mean in enumerate(means, 1))


def test_the_line_separates_those_inside_from_those_outside() -> None:
    found = sides(_places(4.5, 4.0, 3.0, None), seats=2)

    assert found == {"D1": Side.INSIDE, "D2": Side.INSIDE, "D3": Side.OUTSIDE, "D4": Side.UNMARKED}


def test_equals_that_straddle_the_line_are_all_on_it() -> None:
    places = _places(4.5, 4.0, 4.0, 3.0)

    assert sides(places, seats=2) == {"D1": Side.INSIDE, "D2": Side.ON, "D3": Side.ON, "D4": Side.OUTSIDE}
    assert straddling(places, seats=2) == ("D2", "D3")
    assert straddling(places, seats=3) == ()


@pytest.mark.parametrize(
    ("outcome", "side", "needs_a_reason"),
    [
        (Outcome.SELECTED, Side.INSIDE, False),
        (Outcome.SELECTED, Side.ON, False),
        (Outcome.SELECTED, Side.OUTSIDE, True),
        (Outcome.SELECTED, Side.UNMARKED, True),
        (Outcome.WAITING, Side.INSIDE, True),
        (Outcome.NOT_SELECTED, Side.INSIDE, True),
        (Outcome.NOT_SELECTED, Side.ON, False),
        (Outcome.WAITING, Side.OUTSIDE, False),
        (Outcome.NOT_SELECTED, Side.UNMARKED, False),
    ],
)
def test_leaving_the_order_of_the_marks_needs_a_reason(outcome: Outcome, side: Side, needs_a_reason: bool) -> None:
    assert against(outcome, side) is needs_a_reason


def test_a_proposal_takes_the_first_places_then_the_reserve_and_never_the_unmarked() -> None:
    given = proposal(_places(4.5, 4.0, None), seats=1, waiting=9)

    assert given == {"D1": Outcome.SELECTED, "D2": Outcome.WAITING, "D3": Outcome.NOT_SELECTED}


def test_without_a_place_nobody_is_inside() -> None:
    assert set(sides(_places(4.5, 4.0), seats=0).values()) == {Side.OUTSIDE}
    assert set(proposal(_places(4.5), seats=0, waiting=0).values()) == {Outcome.NOT_SELECTED}
