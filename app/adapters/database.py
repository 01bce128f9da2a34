"""Database engines with two doors: reading, which cannot write, and writing, which takes the lock first."""

from collections.abc import Iterator
from contextlib import contextmanager
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
        self.engine = _sqlite(url, threads) if self.is_sqlite else _postgres(url, threads)
        options = {} if self.is_sqlite else {"postgresql_readonly": True}
        self._doors: dict[Door, Engine] = {
            "reading": self.engine.execution_options(door="reading", **options),
            "writing": self.engine.execution_options(door="writing"),
        }

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
        self.engine.dispose()


def _sqlite(url: str, threads: int) -> Engine:
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_size=threads + 2, max_overflow=4, connect_args={"timeout": BUSY_MILLISECONDS / 1000})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """WAL with synchronous=FULL: what people file survives a power cut. The driver never begins by itself."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MILLISECONDS}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A reader is query_only; a writer takes the write lock before it reads, so that no update is lost."""
    if connection.get_execution_options().get("door") == "reading":
        connection.exec_driver_sql("PRAGMA query_only=ON")
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql("PRAGMA query_only=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgres(url: str, threads: int) -> Engine:
    return create_engine(
        url,
        pool_size=threads + 1,
        max_overflow=3,
        pool_pre_ping=True,
        connect_args={"options": "-c lock_timeout=10s -c statement_timeout=60s -c timezone=UTC"},
    )
