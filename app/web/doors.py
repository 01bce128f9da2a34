"""A room of doors that knows at one look whether an address is one of its own."""

import re

from fastapi import APIRouter
from fastapi.routing import iter_route_contexts
from starlette.routing import Match, compile_path
from starlette.types import Scope

_NAME = re.compile(r"\(\?P<\w+>")


class Doors(APIRouter):
    """The doors of another router. They are tried one by one only for an address that one of them opens."""

    def __init__(self, room: APIRouter, *, prefix: str = "") -> None:
        super().__init__()
        self.routes.extend(room.routes)
        paths = (prefix + one.path for one in iter_route_contexts(room.routes) if one.path is not None)
        patterns = {_NAME.sub("(?:", compile_path(path)[0].pattern) for path in paths}
        self._opens = re.compile("|".join(sorted(patterns))).match

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether one of these doors is asked for."""
        return super().matches(scope) if self._opens(scope["path"]) else (Match.NONE, {})
