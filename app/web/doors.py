"""The doors of the pages in one corridor: an address leads to its own by its segments, not by trying them all."""

from collections.abc import Iterator
from itertools import count

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

_FOUND = "tremplin.door"
_ANY = None


class _Segment:
    """What may follow one segment of an address, and the doors that end there, each with its rank."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str | None, _Segment] = {}
        self.ends: list[tuple[int, BaseRoute]] = []


class Doors(APIRouter):
    """The doors of several rooms, each with its whole address; of two that open, the first one named is meant."""

    def __init__(self, *rooms: APIRouter) -> None:
        super().__init__()
        self._first = _Segment()
        rank = count()
        for door in (door for room in rooms for door in room.routes):
            assert isinstance(door, APIRoute), "a room is not included in another: its doors are named here"
            self.routes.append(door)
            here = self._first
            for part in door.path.split("/"):
                here = here.next.setdefault(_ANY if "{" in part else part, _Segment())
            here.ends.append((next(rank), door))

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether one of these doors is asked for; one that refuses the method only when no other takes it."""
        scope.pop(_FOUND, None)
        for door in self._towards(scope["path"].removeprefix(scope.get("root_path", ""))):
            match, found = door.matches(scope)
            if match is Match.FULL or (match is Match.PARTIAL and _FOUND not in scope):
                scope[_FOUND] = match, door, found
            if match is Match.FULL:
                break
        return (scope[_FOUND][0], {}) if _FOUND in scope else (Match.NONE, {})

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open the door that was found."""
        _match, door, found = scope.pop(_FOUND)
        scope.update(found)
        await door.handle(scope, receive, send)

    def _towards(self, path: str) -> Iterator[BaseRoute]:
        """The doors whose address has these segments, in order; each looks at them closely."""
        reached = [self._first]
        for part in path.split("/"):
            reached = [found for one in reached for key in (part, _ANY) if (found := one.next.get(key)) is not None]
        return (door for _rank, door in sorted(end for one in reached for end in one.ends))
