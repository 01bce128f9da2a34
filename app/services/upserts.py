"""Insert a row unless its unique key is taken: the same verb on both databases."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from app.models.base import Base


def insert_or_ignore(db: Session, row: Base) -> bool:
    """Insert `row`; False when a unique key already holds it. Two clicks become one row."""
    insert = sqlite.insert if db.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(type(row)).values(**row.model_dump()).on_conflict_do_nothing()
    return db.execute(statement).rowcount > 0
