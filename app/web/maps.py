"""Dots on the map: where they fall, and on which side their name stands without covering another."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from app.adapters import geography
from app.queries.ranking import Standing

MOST_NAMES = 40
_LETTER, _HEIGHT, _GAP = 7.2, 15.0, 11.0
_LEFT, _RIGHT = 0.0, 588.0

Box = tuple[float, float, float, float]


class Placed(Protocol):
    """What can stand on the map."""

    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def commune(self) -> str: ...
    @property
    def departement(self) -> str: ...
    @property
    def longitude(self) -> float | None: ...
    @property
    def latitude(self) -> float | None: ...
    @property
    def state(self) -> str: ...


class Dot(NamedTuple):
    """A dot as the kit draws it."""

    x: float
    y: float
    name: str
    town: str
    href: str
    kind: str = ""
    radius: float = 7
    show: bool = False
    side: str = "e"


def dots(places: Sequence[Placed]) -> list[Dot]:
    """A dot for each place that the map shows, named where there is room."""
    found = [dot for place in places if (dot := _dot(place)) is not None]
    return _named(found) if len(found) <= MOST_NAMES else [dot._replace(radius=5) for dot in found]


def standing_dots(rows: Sequence[Standing], base: str) -> list[Dot]:
    """A dot for each dossier that is selected, or that waits."""
    found = []
    for row in rows:
        place = geography.commune(row.insee) if row.outcome in ("selected", "waiting") else None
        at = geography.project(place.lon, place.lat, row.departement) if place else None
        if at is not None:
            kind = "maybe" if row.outcome == "waiting" else ""
            name = f"{row.title}, {row.commune}"
            found.append(Dot(round(at[0], 1), round(at[1], 1), name, row.commune, f"{base}/{row.id}", kind, radius=9))
    return found


def _dot(place: Placed) -> Dot | None:
    if place.longitude is None or place.latitude is None:
        return None
    at = geography.project(place.longitude, place.latitude, place.departement)
    if at is None:
        return None
    kind = "build" if place.state == "under_construction" else ""
    name = f"{place.name}, {place.commune}"
    return Dot(round(at[0], 1), round(at[1], 1), name, place.commune, f"/poles/{place.slug}", kind)


def _named(found: list[Dot]) -> list[Dot]:
    taken: list[Box] = [(dot.x - 8, dot.y - 8, dot.x + 8, dot.y + 8) for dot in found]
    named: list[Dot] = []
    for dot in found:
        side = next((side for side in "ews" if _fits(_box(dot, side), taken)), "")
        if side:
            taken.append(_box(dot, side))
        named.append(dot._replace(show=bool(side), side=side or "e"))
    return named


def _box(dot: Dot, side: str) -> Box:
    width, half = _LETTER * len(dot.town), _HEIGHT / 2
    if side == "s":
        return dot.x - width / 2, dot.y + 10, dot.x + width / 2, dot.y + 10 + _HEIGHT
    left = dot.x + _GAP if side == "e" else dot.x - _GAP - width
    return left, dot.y - half, left + width, dot.y + half


def _fits(box: Box, taken: list[Box]) -> bool:
    inside = box[0] >= _LEFT and box[2] <= _RIGHT
    return inside and not any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken
    )
