"""`python -m tests.load.bench`: what each page costs, beside a bare floor measured in the same run."""

import argparse
import asyncio
import gc
import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stderr
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from app.adapters.database import Database
from app.adapters.migrations import migrate
from app.web.logs import configure
from tests.houses import House, house_on, settings_for
from tests.load import cases, cases_editor, cases_long, fill
from tests.load.asgi import seconds
from tests.load.cases import Case
from tests.world import build

SIZES = (150, 1_500, 15_000)
ROUNDS = 7
WARM = 10


@dataclass(frozen=True, slots=True)
class Measure:
    """One case: milliseconds of CPU per request, its floor's, and how much the floor's rounds differ."""

    name: str
    page: float
    floor: float
    noise: float

    @property
    def ratio(self) -> float:
        """How many times its floor the page costs."""
        return self.page / self.floor


def main() -> None:
    """Measure everything and show it."""
    asked = _arguments()
    print(f"CPU of one request (all threads), best of {ROUNDS} rounds of {asked.times}; {os.cpu_count()} cores\n")
    print(f"{'':36}{'page':>9}{'floor':>9}{'ratio':>8}")
    measures = []
    with quiet(), TemporaryDirectory() as folder, platform(Path(folder), asked.database_url) as house:
        for one in measured(house, Effort(asked.times), SIZES):
            measures.append(one)
            print(f"{one.name:36}{one.page:6.2f} ms{one.floor:6.2f} ms{one.ratio:8.2f}", flush=True)
    print(f"\nNoise: the rounds of one floor differ by {median(one.noise for one in measures):.0%} (median).")
    if asked.save:
        rows = [asdict(measure) | {"ratio": measure.ratio} for measure in measures]
        asked.save.write_text(json.dumps(rows, indent=2) + "\n")


@contextmanager
def quiet() -> Iterator[None]:
    """The log is written, as operators who keep it have it written, but nobody reads it."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stderr(nowhere):
        configure("json")
        yield


@contextmanager
def platform(folder: Path, url: str = "") -> Iterator[House]:
    """A platform on an empty database (a file of SQLite unless an address is given), with a rich small world."""
    settings = settings_for(folder, url or f"sqlite:///{folder / 'bench.sqlite3'}")
    database = Database(settings.database)
    migrate(database)
    with database.writing() as db:
        world = build(db)
        fill.enrich(db, world)
    database.close()
    with house_on(settings, world) as house:
        yield house


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is asked of each case: requests in a round, rounds, and requests before the first."""

    times: int = 40
    rounds: int = ROUNDS
    warm: int = WARM


def measured(house: House, effort: Effort, sizes: tuple[int, ...]) -> Iterator[Measure]:
    """Every case in turn, while the call grows."""
    for size in sizes:
        with house.database.writing() as db:
            fill.grow(db, house.world, size)
        if size == sizes[0]:
            for case in cases.reading_pages(house):
                yield measure(house, case, effort)
        yield measure(house, cases.desk_page(house, size), effort)
    with house.database.writing() as db:
        drafts = fill.ready(db, house.world, effort.warm + effort.rounds * effort.times)
    for case in (
        cases.saving(house),
        cases.filing(house, drafts),
        *cases_long.answering(house),
        *cases_editor.editing(house),
    ):
        yield measure(house, case, effort)


def measure(house: House, case: Case, effort: Effort) -> Measure:
    """A page and its floor, by turns: what disturbs the machine disturbs both. In its own thread: a loop needs one."""
    with ThreadPoolExecutor(1) as alone:
        pages, floors = alone.submit(lambda: asyncio.run(_rounds(house, case, effort))).result()
    best = min(floors)
    return Measure(case.name, min(pages) * 1000, best * 1000, max(floors) / best - 1)


async def _rounds(house: House, case: Case, effort: Effort) -> tuple[list[float], list[float]]:
    await seconds(house.app, case.asks, effort.warm)
    await seconds(case.floor, case.floor_asks, effort.warm)
    pages, floors = [], []
    for _ in range(effort.rounds):
        gc.collect()
        pages.append(await seconds(house.app, case.asks, effort.times))
        gc.collect()
        floors.append(await seconds(case.floor, case.floor_asks, effort.times))
    return pages, floors


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database-url", default="", help="an empty PostgreSQL database; a file of SQLite without it")
    parser.add_argument("--times", type=int, default=40, help="requests in a round")
    parser.add_argument("--save", type=Path, help="where to keep the figures, as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
