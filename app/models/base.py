"""What every table shares: ids that sort by time, named constraints, JSON and instants."""

import secrets
import time
from datetime import datetime
from threading import Lock
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, MetaData
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

JsonType = JSON().with_variant(JSONB(), "postgresql")


_CHANCE = 74
_making = Lock()
_last = (0, 0)


def uuid7() -> UUID:
    """A version 7 UUID (RFC 9562): 48 bits of milliseconds, then 74 bits of chance; each is above the one before.

    In one millisecond, chance goes up by a part of it (method 2 of section 6.2), so that rows sort as they were made.
    """
    global _last
    with _making:
        now, (before, chance) = time.time_ns() // 1_000_000, _last
        _last = (now, secrets.randbits(_CHANCE)) if now > before else (before, chance + 1 + secrets.randbits(40))
        if _last[1] >> _CHANCE:
            _last = (before + 1, secrets.randbits(_CHANCE))
        milliseconds, chance = _last
    value = (milliseconds << 80) | (0x7 << 76) | (chance >> 62 << 64) | (0x2 << 62) | (chance & ((1 << 62) - 1))
    return UUID(int=value)


class Base(SQLModel):
    """The root of every table; constraints are named so that migrations can find them."""

    metadata = MetaData(naming_convention=NAMING)


class Row(Base):
    """A table whose key is a UUIDv7."""

    id: UUID = Field(default_factory=uuid7, primary_key=True)


def json_column(*, nullable: bool = False) -> Column[Any]:
    """A JSON column (JSONB on PostgreSQL). Assign a new value to change it: what is inside is not watched."""
    return Column(JsonType, nullable=nullable)


def instant(*, nullable: bool = False, index: bool = False) -> Column[datetime]:
    """A column of aware UTC instants."""
    return Column(UTCDateTime(), nullable=nullable, index=index)
