"""What is made once of something that never changes, and kept while it is asked for."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Shelf(Generic[Made]):
    """Things made of an owner, found again by that very one: a question or a section is long to compare.

    The owner must never change. `weight` says how much of the `room` a thing takes; those asked for the longest ago go
    first.
    """

    def __init__(self, room: int, weight: Callable[[Made], int]) -> None:
        self._room = room
        self._weight = weight
        # The owner is kept with what was made of it, so that no other takes its identity.
        self._kept: OrderedDict[Hashable, tuple[object, Made]] = OrderedDict()
        self._changing = Lock()

    def of(self, owner: object, *how: Hashable, make: Callable[[], Made]) -> Made:
        """What was made of this owner in this way, else what `make` gives."""
        key = (id(owner), *how)
        with self._changing:
            if found := self._kept.get(key):
                self._kept.move_to_end(key)
                return found[1]
        made = make()
        with self._changing:
            if key not in self._kept:
                self._kept[key] = (owner, made)
                self._room -= self._weight(made)
            while self._room < 0:
                self._room += self._weight(self._kept.popitem(last=False)[1][1])
        return made

    def __len__(self) -> int:
        return len(self._kept)
