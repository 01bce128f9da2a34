"""Make two files of app/adapters/geography/, the EPCI and the postcodes: run `python -m tools.geography_groups`.

Needs npm. Run it again with another version of the package, read the diff, commit; ORIGIN.md gives the origin and the
licence.
"""

import gzip
import json
import tempfile
from pathlib import Path

from tools.geography import PACKAGES, ROOM, Row, as_csv, current, fetch, typographic

PACKAGE = PACKAGES[0]


def main() -> None:
    """Fetch, extract, write."""
    with tempfile.TemporaryDirectory() as folder:
        fetch(PACKAGE, Path(folder))
        etalab = Path(folder, PACKAGE, "package", "data")
        communes = list(current(json.loads((etalab / "communes.json").read_text())))
        epcis = json.loads((etalab / "epci.json").read_text())
    write("epcis.csv.gz", ("siren", "name", "population", "communes"), groups(epcis, {row["code"] for row in communes}))
    codes = [(row["code"], " ".join(row["codesPostaux"])) for row in communes if row.get("codesPostaux")]
    write("postcodes.csv.gz", ("insee", "postcodes"), sorted(codes))


def groups(epcis: list[Row], known: set[str]) -> list[tuple[object, ...]]:
    """One line per intercommunality; its communes by INSEE code."""
    rows: list[tuple[object, ...]] = []
    for row in epcis:
        codes = sorted(member["code"] for member in row["membres"] if member["code"] in known)
        # A few names carry quotation marks or doubled spaces.
        name = " ".join(typographic(row["nom"]).replace('"', " ").split())
        rows.append((row["code"], name, row["populationTotale"], " ".join(codes)))
    return sorted(rows, key=str)


def write(name: str, head: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    """Lines compressed without a date, so that the same input gives the same file."""
    (ROOM / name).write_bytes(gzip.compress(as_csv(head, rows).encode(), compresslevel=9, mtime=0))


if __name__ == "__main__":
    main()
