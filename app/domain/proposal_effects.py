"""The hearth: what a change by hand does to a proposal of readings, told before it is made and after."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from heapq import nsmallest
from math import inf
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
_FEW = 4


@dataclass(frozen=True, slots=True)
class Served:
    """A dossier in a proposal, with sums of affinities (0..1 each).

    asked: the readings it lacks without the proposal; granted: those the proposal gave when it was computed. count and
    total: those it gives now. given and held: those the dossier has already.
    """

    asked: int
    count: int = 0
    total: float = 0.0
    granted: int = 0
    given: int = 0
    held: float = 0.0

    @property
    def counts(self) -> bool:
        """Whether the proposal has anything to do with it."""
        return bool(self.granted or self.count)

    @property
    def value(self) -> float:
        """How well it is served, 0..1 per reading; one that was granted and taken out again is worth nothing."""
        return (self.held + self.total) / max(self.given + max(self.granted, self.count), 1)

    @property
    def lacking(self) -> int:
        """How many readings it lacks."""
        return max(self.asked - self.count, 0)

    @property
    def surplus(self) -> int:
        """How many readings it gets beyond what it asks for."""
        return max(self.count - self.asked, 0)

    @property
    def unasked(self) -> int:
        """How many of them it no longer asks for, and that nobody put there by hand."""
        return max(self.surplus - max(self.count - self.granted, 0), 0)

    def gains(self, affinity: float) -> "Served":
        """The same with one more reading."""
        return replace(self, count=self.count + 1, total=self.total + affinity)

    def loses(self, affinity: float) -> "Served":
        """The same with one reading less."""
        return replace(self, count=self.count - 1, total=self.total - affinity)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole proposal: what its worst served dossier gets per reading, the mean over its dossiers (0..1), how many
    readings it gives, and how many lack."""

    worst: float
    mean: float
    readings: int
    lacking: int


@dataclass(frozen=True, slots=True)
class Effect:
    """A change of a proposal: one dossier and the whole, before it and after."""

    dossier: tuple[Served, Served]
    whole: tuple[Whole, Whole]

    @property
    def lowers_the_worst(self) -> bool:
        """Whether the worst served dossier would be served worse."""
        return self.whole[1].worst < self.whole[0].worst - 1e-9


class Board(Generic[K]):
    """The dossiers of a proposal as they are served; a change is told at once, whatever their number."""

    def __init__(self, served: Mapping[K, Served]) -> None:
        self.served = served
        self._sum = _Sum.of(served.values())
        keys = list(served)
        counting = ((one.value, place) for place, one in enumerate(served.values()) if one.counts)
        self._lowest = [(value, keys[place]) for value, place in nsmallest(_FEW, counting)]

    @property
    def now(self) -> Whole:
        """The proposal as it stands."""
        return self.after({})

    def after(self, changed: Mapping[K, Served]) -> Whole:
        """The proposal once these dossiers (three at most) are served so instead."""
        told = self._sum.plus(_Sum.of(changed.values())).minus(_Sum.of(self.served[key] for key in changed))
        kept = next((value for value, key in self._lowest if key not in changed), inf)
        worst = min([kept, *(one.value for one in changed.values() if one.counts)])
        mean = told.value / told.dossiers if told.dossiers else 0.0
        return Whole(0.0 if worst == inf else worst, mean, told.readings, told.lacking)

    def effect(self, key: K, changed: Mapping[K, Served]) -> Effect:
        """What a change does to one dossier and to the whole."""
        return Effect((self.served[key], changed.get(key, self.served[key])), (self.now, self.after(changed)))


@dataclass(frozen=True, slots=True)
class _Sum:
    dossiers: int
    value: float
    readings: int
    lacking: int

    @classmethod
    def of(cls, served: Iterable[Served]) -> "_Sum":
        rows = list(served)
        counting = [one.value for one in rows if one.counts]
        return cls(len(counting), sum(counting), sum(one.count for one in rows), sum(one.lacking for one in rows))

    def plus(self, other: "_Sum") -> "_Sum":
        return _Sum(
            self.dossiers + other.dossiers,
            self.value + other.value,
            self.readings + other.readings,
            self.lacking + other.lacking,
        )

    def minus(self, other: "_Sum") -> "_Sum":
        return self.plus(_Sum(-other.dossiers, -other.value, -other.readings, -other.lacking))
