"""From longitude and latitude to the map of France: Lambert for the mainland, one frame for each overseas territory."""

import math
from collections.abc import Sequence

Point = tuple[float, float]

SCALE, ORIGIN_X, ORIGIN_Y = 2950.0, 292.0, 300.0
_SOUTH, _NORTH, _LATITUDE, _LONGITUDE = map(math.radians, (44.0, 49.0, 46.5, 3.0))


def _isometric(latitude: float) -> float:
    return math.tan(math.pi / 4 + latitude / 2)


_CONE = math.log(math.cos(_SOUTH) / math.cos(_NORTH)) / math.log(_isometric(_NORTH) / _isometric(_SOUTH))
_RADIUS = math.cos(_SOUTH) * _isometric(_SOUTH) ** _CONE / _CONE


def mainland(lon: float, lat: float) -> Point:
    """Map x, y of a point of the mainland or Corsica (conic conformal, parallels 44 and 49, as Lambert 93)."""
    radius = _RADIUS / _isometric(math.radians(lat)) ** _CONE
    angle = _CONE * (math.radians(lon) - _LONGITUDE)
    down = radius * math.cos(angle) - _RADIUS / _isometric(_LATITUDE) ** _CONE
    return ORIGIN_X + SCALE * radius * math.sin(angle), ORIGIN_Y + SCALE * down


def framed(lon: float, lat: float, frame: Sequence[float]) -> Point:
    """Map x, y inside a frame `(x at lon 0, x per degree, y at lat 0, y per degree)`."""
    at_x, per_lon, at_y, per_lat = frame
    return at_x + per_lon * lon, at_y + per_lat * lat
