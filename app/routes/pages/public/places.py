"""The door of the search for places: what a field proposes while somebody types."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, Response

from app.adapters.geography.places import search_places
from app.domain.territories import LEVELS, Level

router = APIRouter()
A_DAY = 86400
LONGEST = 100


@router.get("/places/search")
def search(q: Annotated[str, Query()] = "", levels: Annotated[str, Query()] = "") -> Response:
    """Communes, EPCI, départements and regions whose name begins so; the same for everyone, so caches may keep it."""
    wanted = frozenset(Level(name) for name in levels.split(",") if name in LEVELS) or frozenset(LEVELS)
    found = [
        {"key": one.key, "level": one.level, "name": one.name, "where": one.where}
        for one in search_places(q.strip()[:LONGEST], wanted)
    ]
    return JSONResponse({"places": found}, headers={"cache-control": f"public, max-age={A_DAY}"})
