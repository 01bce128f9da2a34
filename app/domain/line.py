"""The hearth: the line under the last place, on which side of it each dossier stands, and what follows the ranking."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from app.domain.ranking import Place
from app.domain.workflow import Outcome


class Side(StrEnum):
    """Where a dossier stands: its place is sure, shared with equals that straddle the line, beyond it, or unmarked."""

    INSIDE = "inside"
    ON = "on"
    OUTSIDE = "outside"
    UNMARKED = "unmarked"


def sides(places: Sequence[Place], seats: int) -> Mapping[str, Side]:
    """The side of each dossier, by reference; `places` come from `ranked`."""
    return {place.reference: _side(place, seats, _equals(places, place)) for place in places}


def against(outcome: Outcome, side: Side) -> bool:
    """Whether this decision does not follow the order of the marks, and so needs a written reason."""
    if outcome is Outcome.SELECTED:
        return side in (Side.OUTSIDE, Side.UNMARKED)
    return side is Side.INSIDE


def proposal(places: Sequence[Place], *, seats: int, waiting: int) -> Mapping[str, Outcome]:
    """What the order of the marks gives: the first `seats` selected, the next `waiting` in reserve, the rest not.

    A dossier without a mark is never proposed. Equals keep the order of their references.
    """
    given: dict[str, Outcome] = {}
    for index, place in enumerate(places):
        outcome = Outcome.SELECTED if index < seats else Outcome.WAITING if index < seats + waiting else None
        given[place.reference] = Outcome.NOT_SELECTED if outcome is None or place.rank is None else outcome
    return given


def straddling(places: Sequence[Place], seats: int) -> tuple[str, ...]:
    """The references of the equals that the line separates, if any."""
    found = sides(places, seats)
    return tuple(place.reference for place in places if found[place.reference] is Side.ON)


def _equals(places: Sequence[Place], place: Place) -> int:
    return sum(other.rank == place.rank for other in places) if place.tied else 1


def _side(place: Place, seats: int, equals: int) -> Side:
    if place.rank is None:
        return Side.UNMARKED
    if place.rank > seats:
        return Side.OUTSIDE
    return Side.INSIDE if place.rank + equals - 1 <= seats else Side.ON
