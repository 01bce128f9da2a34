"""Database engines with two doors: reading, which cannot write, and writing, which takes the lock first."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlmodel import Session

Door = Literal["reading", "writing"]
BUSY_MILLISECONDS = 10_000


class Database:
    """One database: `reading()` and `writing()` give sessions; a writing one commits at its end."""

    def __init__(self, url: str, *, threads: int = 2) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._doors = _sqlite(url, threads) if self.is_sqlite else _postgres(url, threads)

    def engine(self, door: Door) -> Engine:
        """What connects through one door."""
        return self._doors[door]

    def session(self, door: Door) -> Session:
        """A session through one door; whoever opens it commits or closes it."""
        return Session(self._doors[door], expire_on_commit=False, autoflush=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that cannot write."""
        with self.session("reading") as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that commits at its end, or rolls everything back."""
        with self.session("writing") as session, session.begin():
            yield session

    def close(self) -> None:
        """Give every connection back."""
        for engine in self._doors.values():
            engine.dispose()


def _sqlite(url: str, threads: int) -> dict[Door, Engine]:
    """Each door has connections of its own: SQLite forgets every prepared statement of one that changes its door."""
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    return {
        "reading": _sqlite_door(url, threads, "reading", begin=_begin_to_read),
        "writing": _sqlite_door(url, threads, "writing", begin=_begin_to_write),
    }


def _sqlite_door(url: str, threads: int, door: Door, *, begin: Callable[[Connection], None]) -> Engine:
    engine = create_engine(
        url,
        pool_size=threads + 2,
        max_overflow=4,
        connect_args={"timeout": BUSY_MILLISECONDS / 1000},
        execution_options={"door": door},
    )
    event.listen(engine, "connect", partial(_prepare_sqlite, door))
    event.listen(engine, "begin", begin)
    return engine


def _prepare_sqlite(door: Door, connection: Any, _record: object) -> None:
    """WAL with synchronous=FULL: what people file survives a power cut. A reader is query_only. The driver never begins
    by itself.
    """
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MILLISECONDS}"):
        connection.execute(f"PRAGMA {pragma}")
    if door == "reading":
        connection.execute("PRAGMA query_only=ON")


def _begin_to_read(connection: Connection) -> None:
    """Nothing is locked yet and nothing can fail: the driver is told, without what SQLAlchemy does for a statement."""
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN")


def _begin_to_write(connection: Connection) -> None:
    """A writer takes the write lock before it reads, so that no update is lost."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgres(url: str, threads: int) -> dict[Door, Engine]:
    engine = create_engine(
        url,
        pool_size=threads + 1,
        max_overflow=3,
        pool_pre_ping=True,
        connect_args={"options": "-c lock_timeout=10s -c statement_timeout=60s -c timezone=UTC"},
    )
    return {
        "reading": engine.execution_options(door="reading", postgresql_readonly=True),
        "writing": engine.execution_options(door="writing"),
    }
