"""`python -m tests.load.rush`: the last minutes before a deadline, on a real server.

The platform runs as its operators run it (`tremplin serve`, and `tremplin worker` beside several processes), on an
empty database. People come more and more as the deadline comes. In the end the processes are killed, not stopped, and
every receipt and every text said to be saved is looked for in the database.
"""

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import quantiles

import httpx
from sqlalchemy import select
from sqlmodel import col

from app.adapters.database import Database
from app.adapters.storage import open_storage
from app.domain.receipts import digest_of
from app.models import Answer, Dossier, Notice, Revision
from app.queries.journal import chains, verify_chain
from tests.load.rush_people import Evening, Visit
from tests.load.rush_stage import TYPED, Somebody, invite, open_until, prepare
from tests.rooms import free_port

SECRET = "a secret of a load test alone, 0123456789"
PATIENCE = 60


def main() -> int:
    """Prepare, rush, kill, look for what was promised, tell. Non-zero when something is missing or failed."""
    asked = arguments()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.database_url or f"sqlite:///{folder}/tremplin.sqlite3"
        storage = f"file:{folder}/files"
        database = Database(url)
        print(f"Preparing {asked.people} drafts in {'PostgreSQL' if asked.database_url else 'SQLite'}…", flush=True)
        prepare(database, open_storage(storage))
        everybody = invite(database, asked.people)
        closes_at = datetime.now(UTC) + timedelta(seconds=60 * asked.minutes + 5)
        open_until(database, closes_at)
        with platform(folder, url, storage, asked.workers) as address:
            began = time.time()
            evening = asyncio.run(rush(everybody, address, asked))
            lasted = time.time() - began
        faults = [*evening.failures, *missing(database, everybody, evening)]
        _tell(evening, lasted, closes_at.timestamp())
        _save(asked.save, evening, lasted)
        database.close()
    print("\n".join(["", *faults[:20]]) if faults else "\nEvery receipt and every saved text is there.")
    return 1 if faults else 0


async def rush(everybody: list[Somebody], address: str, asked: argparse.Namespace) -> Evening:
    """Everybody comes at their instant: twice as many in the last minutes as there would be on an even evening."""
    evening, chance = Evening(), Random(asked.seed)
    limits = httpx.Limits(max_connections=asked.connections, max_keepalive_connections=asked.connections)
    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=PATIENCE, follow_redirects=False) as client:
        instants = sorted(60 * asked.minutes * chance.random() ** 0.5 for _ in everybody)
        began = time.monotonic()

        async def one(who: Somebody, instant: float) -> None:
            await asyncio.sleep(max(0.0, began + instant - time.monotonic()))
            await Visit(who, client, evening, Random(who.number), asked.pause).play()

        await asyncio.gather(*(one(who, at) for who, at in zip(everybody, instants, strict=True)))
    return evening


@contextmanager
def platform(folder: str, url: str, storage: str, workers: int) -> Iterator[str]:
    """The platform behind a real socket; killed without warning in the end."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {"DATA_DIR": folder, "DATABASE_URL": url, "STORAGE_URL": storage, "BASE_URL": address}
    settings |= {"SECRET_KEY": SECRET, "COMPANIES_URL": "http://127.0.0.1:9", "ADDRESSES_URL": "http://127.0.0.1:9"}
    around = os.environ | {f"TREMPLIN_{name}": value for name, value in settings.items()}
    commands = [["serve", "--port", str(port), "--workers", str(workers)], *([["worker"]] if workers > 1 else [])]
    with (Path(folder) / "log").open("wb") as log:
        running = [
            subprocess.Popen(
                [sys.executable, "-m", "app", *command], env=around, stdout=log, stderr=log, start_new_session=True
            )
            for command in commands
        ]
        try:
            _wait_for(address)
            yield address
        finally:
            for process in running:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait_for(address: str) -> None:
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        try:
            if httpx.get(f"{address}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise RuntimeError("the platform did not start")


def missing(database: Database, everybody: list[Somebody], evening: Evening) -> Iterator[str]:
    """What was acknowledged and is not in the database, or not as it was acknowledged."""
    with database.reading() as db:
        query = select(
            col(Revision.dossier_id), col(Revision.receipt_code), col(Revision.digest), col(Revision.content)
        )
        filed = {row[0]: row for row in db.execute(query)}
        texts = dict(
            db.execute(select(col(Answer.dossier_id), col(Answer.value)).where(col(Answer.question_key) == TYPED)).all()
        )
        states = dict(db.execute(select(col(Dossier.id), col(Dossier.state))).all())
        mails = Counter(
            db.execute(select(col(Notice.dossier_id)).where(col(Notice.kind) == "dossier_received")).scalars()
        )
        for who in everybody:
            if evening.saved.get(who.number, None) not in (None, texts.get(who.dossier)):
                yield f"{who.number}: a text that was said to be saved is not there"
            if who.number not in evening.receipts:
                continue
            row = filed.get(who.dossier)
            if row is None or states[who.dossier] != "filed":
                yield f"{who.number}: was filed, and is not there"
            elif evening.receipts[who.number] not in ("", row[1]) or digest_of(row[3]) != row[2]:
                yield f"{who.number}: its receipt does not prove what was filed"
            elif mails[who.dossier] != 1:
                yield f"{who.number}: {mails[who.dossier]} mails with the receipt"
        for chain in chains(db):
            if fault := verify_chain(db, chain.name):
                yield f"the journal: {fault}"


def _tell(evening: Evening, lasted: float, closes_at: float) -> None:
    asked = sum(len(some) for some in evening.seconds.values())
    late = sum(end > closes_at for end in evening.ends)
    minutes = Counter(int((end - closes_at) // 60) for end in evening.ends)
    print(
        f"\n{len(evening.receipts)} dossiers filed in {lasted:.0f} s ({late} in the grace), {asked} requests, "
        f"{asked / lasted:.0f} a second; the fullest minute filed {max(minutes.values(), default=0)}."
    )
    print(f"{evening.refused} times the platform asked to try again; {len(evening.failures)} failures.\n")
    print(f"{'':14}{'requests':>9}{'p50 ms':>8}{'p95 ms':>8}{'p99 ms':>8}{'most':>8}")
    for kind, some in evening.seconds.items():
        print(
            f"{kind:14}{len(some):9}{_at(some, 50):8.0f}{_at(some, 95):8.0f}{_at(some, 99):8.0f}{max(some) * 1000:8.0f}"
        )


def _at(seconds: list[float], percent: int) -> float:
    return 1000 * (quantiles(seconds, n=100)[percent - 1] if len(seconds) > 1 else seconds[0])


def _save(path: Path | None, evening: Evening, lasted: float) -> None:
    if path:
        kinds = {kind: {f"p{at}": _at(some, at) for at in (50, 95, 99)} for kind, some in evening.seconds.items()}
        path.write_text(
            json.dumps({"filed": len(evening.receipts), "seconds": lasted, "kinds": kinds}, indent=2) + "\n"
        )


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """What is asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1500)
    parser.add_argument("--minutes", type=float, default=10, help="how long before the deadline the first one comes")
    parser.add_argument("--pause", type=float, default=5, help="seconds between two acts of a person, about")
    parser.add_argument("--workers", type=int, default=1, help="web processes")
    parser.add_argument("--connections", type=int, default=200, help="connections of all the browsers together")
    parser.add_argument("--database-url", default="", help="an empty PostgreSQL database; a file of SQLite without it")
    parser.add_argument("--seed", type=int, default=2011)
    parser.add_argument("--save", type=Path, help="where to keep the figures, as JSON")
    return parser.parse_args(words)


if __name__ == "__main__":
    raise SystemExit(main())
