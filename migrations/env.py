"""How Alembic reaches the database and the tables."""

from typing import Literal

from alembic import context
from sqlalchemy import JSON, Connection

import app.models
from app.adapters.database import Database
from app.models.base import Base

assert app.models.__all__


def _render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write the JSON of both databases without imports of its own."""
    return (
        "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')"
        if kind == "type" and isinstance(item, JSON)
        else False
    )


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        render_item=_render,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


def run() -> None:
    """Run on the connection given by the caller, or on the database of `sqlalchemy.url`."""
    given = context.config.attributes.get("connection")
    if given is not None:
        _run(given)
        return
    database = Database(context.config.get_main_option("sqlalchemy.url") or "")
    with database.engine("writing").begin() as connection:
        _run(connection)
    database.close()


run()
