"""How many statements a block sends to the database: a list's cost must not grow with its rows."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from app.adapters.database import Database


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Every statement sent while the block lasts, but for BEGIN and PRAGMA."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(statement)

    engines = [database.engine("reading"), database.engine("writing")]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


count_queries = counted
