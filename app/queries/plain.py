"""How a row is read as an object of its table when nothing will be changed: its columns, and no session behind them.

A session that looks after an object costs twice what it takes to read its row. What is read here refuses to be changed.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar, cast

from sqlalchemy import Table
from sqlmodel import col

from app.models.base import Base

T = TypeVar("T", bound=Base)


@lru_cache
def columns_of(table: type[Base]) -> tuple[Any, ...]:
    """The columns to ask for."""
    return tuple(col(getattr(table, name)) for name in _names(table))


def as_read(table: type[T], place: slice, row: Sequence[object]) -> T:
    """The object of this table in a row that has what `columns_of` asks for at this place."""
    found = object.__new__(table)
    found.__dict__.update(zip(_names(table), row[place], strict=True))
    return found


def parts_of(*tables: type[Base]) -> tuple[tuple[type[Base], slice], ...]:
    """Where the columns of each of these tables stand in a row that asks for all of them, one after the other."""
    found, start = [], 0
    for table in tables:
        end = start + len(_names(table))
        found.append((table, slice(start, end)))
        start = end
    return tuple(found)


@lru_cache
def _names(table: type[Base]) -> tuple[str, ...]:
    described = cast("Table", table.__table__)  # type: ignore[attr-defined]
    return tuple(column.key for column in described.columns)
