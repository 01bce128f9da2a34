"""Insert a row unless its unique key is taken: the same verb on both databases."""

from collections.abc import Mapping
from typing import cast

from sqlalchemy import CursorResult, Executable, inspect, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from app.models import Once
from app.models.base import Base


def insert_or_ignore(db: Session, row: Base) -> bool:
    """Insert `row`; False when a unique key already holds it. Two clicks become one row."""
    insert = sqlite.insert if db.get_bind().dialect.name == "sqlite" else postgresql.insert
    key = next(iter(inspect(type(row)).primary_key))
    statement = insert(type(row)).values(**row.model_dump()).on_conflict_do_nothing()
    # The row count of such an insert is unknown on PostgreSQL; what it returns is not.
    return db.execute(statement.returning(key)).first() is not None


def remember(db: Session, key: str, values: Mapping[str, object]) -> None:
    """Keep what the act of an idempotency key answered."""
    db.execute(update(Once).where(col(Once.key) == key).values(**values))


def changed_rows(db: Session, statement: Executable) -> int:
    """Execute an INSERT, UPDATE or DELETE; how many rows it touched."""
    return cast("CursorResult[tuple[object, ...]]", db.execute(statement)).rowcount
