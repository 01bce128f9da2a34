"""A platform of its own for a replay: its folder, its database, its port; stopped by its process number."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from app.adapters.clock import DemoClock
from app.adapters.database import Database
from app.adapters.migrations import migrate
from app.demo.browser import Stuck
from app.services import people

HOST = "127.0.0.1"
READY_SECONDS = 60.0
COMMAND = (sys.executable, "-m", "app")


@contextmanager
def own_server(*, now: datetime, administrator: str, password: str) -> Iterator[str]:
    """The address of a fresh platform where it is `now`, with an administrator; gone when the block ends."""
    with TemporaryDirectory(prefix="tremplin-replay-") as folder:
        port = _free_port()
        base_url = f"http://{HOST}:{port}"
        environment = _environment(Path(folder), base_url)
        DemoClock(Path(folder) / "clock").move_to(now)
        _prepare(environment, now=now, administrator=administrator, password=password)
        journal = Path(folder) / "server.log"
        with journal.open("wb") as log:
            server = subprocess.Popen(  # noqa: S603 - our own command
                (*COMMAND, "serve", "--host", HOST, "--port", str(port)),
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            _wait(server, base_url, journal)
            yield base_url
        finally:
            _stop(server)


def _environment(folder: Path, base_url: str) -> dict[str, str]:
    """The settings of the replay's own platform; a database given by the caller is kept."""
    return {
        "TREMPLIN_SECRET_KEY": secrets.token_urlsafe(48),
        **os.environ,
        "TREMPLIN_DATA_DIR": str(folder),
        "TREMPLIN_BASE_URL": base_url,
        "TREMPLIN_DEMO": "1",
        "TREMPLIN_STORAGE_URL": "",
        "TREMPLIN_SMTP_URL": "",
    }


def _prepare(environment: dict[str, str], *, now: datetime, administrator: str, password: str) -> None:
    """The tables and the first person, as `tremplin migrate` and `tremplin people add` would make them."""
    url = environment.get("TREMPLIN_DATABASE_URL") or f"sqlite:///{environment['TREMPLIN_DATA_DIR']}/tremplin.sqlite3"
    database = Database(url)
    try:
        migrate(database)
        with database.writing() as db:
            people.add_from_command_line(
                db, email=administrator, name="", role="administrator", call_slug="", password=password, now=now
            )
    finally:
        database.close()


def _wait(server: "subprocess.Popen[bytes]", base_url: str, journal: Path) -> None:
    """Until it answers; what it wrote is told when it never does."""
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            if httpx.get(f"{base_url}/readyz", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    told = journal.read_text("utf-8", "replace").strip()[-300:]
    raise Stuck(f"The server of the replay did not start: {told}")


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(timeout=30)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
