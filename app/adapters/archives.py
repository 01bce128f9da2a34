"""Backup and restore: one ZIP with each table as JSON lines and each file, the same for both databases."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Table, Uuid, func, insert, select
from sqlalchemy.engine import Connection
from sqlmodel.sql.sqltypes import UTCDateTime

from app.adapters.database import Database
from app.adapters.storage import Storage
from app.models.base import Base

FORMAT = 1
BATCH = 500


class CannotRestore(Exception):
    """The archive can't be put back here; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much went through."""

    rows: int
    files: int


def backup(database: Database, storage: Storage, target: Path) -> Counts:
    """Write one archive from one consistent read of the database; the file appears only when it is whole."""
    rows = files = 0
    part = target.with_suffix(target.suffix + ".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive, database.reading() as db:
        archive.writestr("tremplin.json", json.dumps({"format": FORMAT}))
        for table in Base.metadata.sorted_tables:
            with archive.open(f"tables/{table.name}.jsonl", "w") as entry:
                for row in db.execute(select(table)).mappings().yield_per(BATCH):
                    entry.write(json.dumps(dict(row), default=_plain, ensure_ascii=False).encode() + b"\n")
                    rows += 1
        for key in storage.every_key():
            with archive.open(f"files/{key}", "w", force_zip64=True) as entry:
                for piece in storage.read(key):
                    entry.write(piece)
            files += 1
    part.replace(target)
    return Counts(rows, files)


def restore(database: Database, storage: Storage, source: Path) -> Counts:
    """Put an archive back, all or nothing for the rows; raises CannotRestore when the database holds people."""
    with zipfile.ZipFile(source) as archive:
        if "tremplin.json" not in archive.namelist():
            raise CannotRestore(f"{source} was not made by tremplin backup.")
        if json.loads(archive.read("tremplin.json"))["format"] != FORMAT:
            raise CannotRestore(f"{source} was made by another version. Restore it with that version, then migrate.")
        files = _restore_files(archive, storage)
        with database.writing() as db:
            rows = _restore_rows(archive, db.connection())
    return Counts(rows, files)


def _restore_files(archive: zipfile.ZipFile, storage: Storage) -> int:
    names = [name for name in archive.namelist() if name.startswith("files/")]
    for name in names:
        with archive.open(name) as entry:
            storage.write(name.removeprefix("files/"), io.BufferedReader(entry))  # type: ignore[type-var]
    return len(names)


def _restore_rows(archive: zipfile.ZipFile, connection: Connection) -> int:
    rows = 0
    for table in Base.metadata.sorted_tables:
        if connection.execute(select(func.count()).select_from(table)).scalar():
            raise CannotRestore("This platform already holds data. Restore into an empty one.")
        for batch in _batches(archive, table):
            connection.execute(insert(table), batch)
            rows += len(batch)
    return rows


def _batches(archive: zipfile.ZipFile, table: Table) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    with archive.open(f"tables/{table.name}.jsonl") as entry:
        for line in entry:
            batch.append(_typed(table, json.loads(line)))
            if len(batch) == BATCH:
                yield batch
                batch = []
    if batch:
        yield batch


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return value.hex
    raise TypeError(type(value).__name__)


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    for column in table.columns:
        value = row[column.name]
        if value is not None and isinstance(column.type, UTCDateTime):
            row[column.name] = datetime.fromisoformat(value)
        elif value is not None and isinstance(column.type, Uuid):
            row[column.name] = UUID(value)
    return row
