"""The hearth: dossiers in the order of their marks."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

# Marks are quotients of small whole numbers: two that differ by less are the same mark, computed differently.
_SAME_MARK_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Contender:
    """A dossier to rank; `reference` names it and settles the order of equals."""

    reference: str
    mean: float | None


@dataclass(frozen=True, slots=True)
class Place:
    """A dossier with its rank, shared by equals; None while it has no mark."""

    rank: int | None
    tied: bool
    reference: str
    mean: float | None


def ranked(contenders: Iterable[Contender]) -> tuple[Place, ...]:
    """Highest mean first, equals sharing a rank and the next rank skipped (1, 2, 2, 4), the unmarked last.

    The order depends on the contenders alone, not on the order they come in.
    """
    everyone = tuple(contenders)
    marked = sorted((one for one in everyone if one.mean is not None), key=_standing)
    unmarked = sorted((one for one in everyone if one.mean is None), key=_standing)
    places: list[Place] = []
    for _, group in groupby(marked, key=_mark):
        equals = tuple(group)
        rank = len(places) + 1
        places += [Place(rank, len(equals) > 1, one.reference, one.mean) for one in equals]
    return (*places, *(Place(None, False, one.reference, None) for one in unmarked))


def _mark(contender: Contender) -> float:
    return round(contender.mean or 0.0, _SAME_MARK_DIGITS)


def _standing(contender: Contender) -> tuple[float, str]:
    return -_mark(contender), contender.reference
