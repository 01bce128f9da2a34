"""Draw the outlines of the départements as SVG paths from a TopoJSON of Natural Earth."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from app.adapters.geography.projection import Point, framed, mainland

OVERSEAS = {"Guadeloupe": "971", "Martinique": "972", "Guyane française": "973", "La Réunion": "974", "Mayotte": "976"}
MISSPELT = {
    "Meurhe-et-Moselle": "Meurthe-et-Moselle", "Haute-Rhin": "Haut-Rhin", "Seien-et-Marne": "Seine-et-Marne",
}  # fmt: skip
BOX = {"x": 4.0, "y": 606.0, "w": 108.0, "h": 92.0}
GAP = 8.0

Geometry = dict[str, Any]
Line = list[Point]
Rings = list[list[int]]


def draw(topology: dict[str, Any], codes: dict[str, str], region_of: dict[str, str]) -> dict[str, Any]:
    """Land, borders of regions and of départements, each département, and the frames of overseas territories."""
    arcs = list(decode(topology))
    shapes: dict[str, Rings] = {}
    for geometry in topology["objects"]["fra"]["geometries"]:
        name = geometry["properties"]["name"].replace("'", "’")
        shapes[OVERSEAS.get(name) or codes[MISSPELT.get(name, name)]] = rings(geometry)
    insets = {code: inset(shapes.pop(code), arcs, place) for place, code in enumerate(OVERSEAS.values())}
    users = users_of(shapes)
    simple = {arc: simplify([mainland(*point) for point in arcs[arc]], 0.75) for arc in users}
    shared = {arc: {region_of[code] for code in codes} for arc, codes in users.items() if len(codes) == 2}
    return {
        "land": coast(shapes, users, simple),
        "regl": "".join(path(simple[arc], closed=False) for arc, regions in shared.items() if len(regions) == 2),
        "depl": "".join(path(simple[arc], closed=False) for arc, regions in shared.items() if len(regions) == 1),
        "deps": {code: outline(shapes[code], simple.__getitem__, 2.5) for code in sorted(shapes)},
        "insets": {code: {**one, "label": LABELS[code]} for code, one in insets.items()},
    }


LABELS = {"971": "Guadeloupe", "972": "Martinique", "973": "Guyane", "974": "La Réunion", "976": "Mayotte"}


def decode(topology: dict[str, Any]) -> Iterator[Line]:
    """Each arc of the topology as longitudes and latitudes."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x, y, line = 0, 0, []
        for right, up in arc:
            x, y = x + right, y + up
            line.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        yield line


def rings(geometry: Geometry) -> Rings:
    """Every ring of a polygon or of several, as numbers of arcs (`~n` is the arc n read backwards)."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [ring for polygon in polygons for ring in polygon]


def index(arc: int) -> int:
    """The number of an arc, whichever way it is read."""
    return arc if arc >= 0 else ~arc


def users_of(shapes: dict[str, Rings]) -> dict[int, set[str]]:
    """For each arc, the départements it borders."""
    users: dict[int, set[str]] = defaultdict(set)
    for code, shape in shapes.items():
        for ring in shape:
            for arc in ring:
                users[index(arc)].add(code)
    return dict(users)


def outline(shape: Rings, line_of: Callable[[int], Line], smallest: float) -> str:
    """The path of a shape, without the islands too small to be seen."""
    paths = []
    for ring in shape:
        points = chain(ring, line_of)
        if area(points) >= smallest:
            paths.append(path(points[:-1], closed=True))
    return "".join(paths)


def chain(ring: list[int], line_of: Callable[[int], Line]) -> Line:
    """The arcs of a ring end to end."""
    points: Line = []
    for arc in ring:
        line = line_of(index(arc))
        line = line if arc >= 0 else line[::-1]
        points += line[1:] if points else line
    return points


def inset(shape: Rings, arcs: list[Line], place: int) -> dict[str, Any]:
    """The frame of an overseas territory: its box, its outline, and the four numbers that project into it."""
    points = [point for ring in shape for arc in ring for point in arcs[index(arc)]]
    narrow = math.cos(math.radians(sum(lat for _, lat in points) / len(points)))
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    zoom = min((BOX["w"] - 26) / ((east - west) * narrow), (BOX["h"] - 34) / (north - south))
    left = BOX["x"] + place * (BOX["w"] + GAP)
    frame = [
        left + BOX["w"] / 2 - zoom * narrow * (west + east) / 2, zoom * narrow,
        BOX["y"] + BOX["h"] / 2 - 7 + zoom * (south + north) / 2, -zoom,
    ]  # fmt: skip
    frame = [round(number, 4) for number in frame]
    drawn = [[framed(lon, lat, frame) for lon, lat in arc] for arc in arcs]
    paths = (simplify(chain(ring, drawn.__getitem__), 0.4) for ring in shape)
    return {
        **BOX,
        "x": left,
        "d": "".join(path(one[:-1], closed=True) for one in paths if area(one) > 3),
        "frame": frame,
    }


def coast(shapes: dict[str, Rings], users: dict[int, set[str]], simple: dict[int, Line]) -> str:
    """The outline of the mainland: the arcs that border one département only, chained into rings."""
    starts: dict[Point, list[Line]] = defaultdict(list)
    for shape in shapes.values():
        for arc in (arc for ring in shape for arc in ring if len(users[index(arc)]) == 1):
            line = simple[index(arc)] if arc >= 0 else simple[index(arc)][::-1]
            starts[corner(line[0])].append(line)
    paths = []
    while starts:
        ring = follow(starts)
        if area(ring) > 3:
            paths.append(path(ring[:-1] if ring[0] == ring[-1] else ring, closed=True))
    return "".join(paths)


def follow(starts: dict[Point, list[Line]]) -> Line:
    """Take lines out of `starts`, each from where the last one ends, until the ring closes."""
    first = next(iter(starts))
    ring: Line = []
    here = first
    while here in starts and not (ring and here == first):
        line = starts[here].pop()
        if not starts[here]:
            del starts[here]
        ring += line[1:] if ring else line
        here = corner(ring[-1])
    return ring


def corner(point: Point) -> Point:
    """A point rounded, so that ends that meet are equal."""
    return round(point[0], 2), round(point[1], 2)


def simplify(line: Line, tolerance: float) -> Line:
    """The line with fewer points, nowhere further than `tolerance` from it (Douglas and Peucker, 1973)."""
    if len(line) < 3:
        return line
    if line[0] == line[-1]:
        x, y = line[0]
        far = max(range(len(line)), key=lambda rank: math.hypot(line[rank][0] - x, line[rank][1] - y))
        return simplify(line[: far + 1], tolerance)[:-1] + simplify(line[far:], tolerance)
    (x1, y1), (x2, y2) = line[0], line[-1]
    length = math.hypot(x2 - x1, y2 - y1)
    gaps = [abs((y2 - y1) * x - (x2 - x1) * y + x2 * y1 - y2 * x1) / length for x, y in line[1:-1]]
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    if gaps[widest] < tolerance:
        return [line[0], line[-1]]
    return simplify(line[: widest + 2], tolerance)[:-1] + simplify(line[widest + 1 :], tolerance)


def area(line: Line) -> float:
    """The surface inside a ring, in square units of the map."""
    return abs(sum(line[i][0] * line[i - 1][1] - line[i - 1][0] * line[i][1] for i in range(len(line)))) / 2


def path(line: Line, *, closed: bool) -> str:
    """An SVG path with relative moves of one decimal, as short as can be."""
    text = f"M{short(line[0][0])} {short(line[0][1])}"
    here = rounded(line[0])
    for point in map(rounded, line[1:]):
        right, down = point[0] - here[0], point[1] - here[1]
        if short(right) != "0" or short(down) != "0":
            text += f"l{short(right)}{' ' if down >= 0 else ''}{short(down)}"
            here = point
    return text + ("z" if closed else "")


def rounded(point: Point) -> Point:
    """A point as the path writes it."""
    return float(short(point[0])), float(short(point[1]))


def short(number: float) -> str:
    """A number with at most one decimal."""
    text = f"{number:.1f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
