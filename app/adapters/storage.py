"""Where the bytes of files live: a folder, memory, or an S3-compatible store, behind one small door."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Protocol, cast
from urllib.parse import parse_qs, urlsplit

import obstore
from obstore.store import LocalStore, MemoryStore, ObjectStore, S3Store

CHUNK = 256 * 1024
SMALL = 2_000_000


@dataclass(frozen=True, slots=True)
class Stored:
    """What was written: size in bytes and SHA-256 in hex."""

    size: int
    digest: str


class Storage(Protocol):
    def write(self, key: str, source: BinaryIO) -> Stored:
        """Stream `source` to `key`; what is stored is whole or absent."""
        ...

    def read(self, key: str) -> Iterator[bytes]:
        """The bytes of `key`, piece by piece; raises FileNotFoundError."""
        ...

    def remove(self, key: str) -> None:
        """Forget `key`; removing what is absent is no error."""
        ...

    def every_key(self, under: str = "") -> Iterator[str]:
        """Every key, or those of a folder (`uploads`), in no order."""
        ...

    def check(self) -> None:
        """Write, read and remove a probe; raises when the storage can't be used."""
        ...


class ObjectStorage:
    """A storage on obstore: local folder, memory or S3."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    def write(self, key: str, source: BinaryIO) -> Stored:
        digest, size = hashlib.sha256(), 0
        with obstore.open_writer(self._store, key) as target:
            while piece := source.read(CHUNK):
                digest.update(piece)
                size += len(piece)
                target.write(piece)
        return Stored(size, digest.hexdigest())

    def read(self, key: str) -> Iterator[bytes]:
        for piece in obstore.get(self._store, key).stream(min_chunk_size=CHUNK):
            yield bytes(piece)

    def remove(self, key: str) -> None:
        try:
            obstore.delete(self._store, key)
        except FileNotFoundError:
            return

    def every_key(self, under: str = "") -> Iterator[str]:
        for page in obstore.list(self._store, prefix=under or None):
            for entry in page:
                yield str(entry["path"])

    def check(self) -> None:
        obstore.put(self._store, "probe", b"probe")
        obstore.get(self._store, "probe").bytes()
        self.remove("probe")


def scratch() -> BinaryIO:
    """A place to write for a while: in memory while it is small, then on the disk, gone when it is closed."""
    return cast("BinaryIO", SpooledTemporaryFile(max_size=SMALL))


def memory_storage() -> ObjectStorage:
    """The memory twin."""
    return ObjectStorage(MemoryStore())


def open_storage(url: str) -> ObjectStorage:
    """The storage at `file:PATH`, `memory:` or `s3://bucket?endpoint=...&region=...`; ValueError for anything else."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        folder = Path(parts.path)
        folder.mkdir(parents=True, exist_ok=True)
        return ObjectStorage(LocalStore(folder))
    if parts.scheme == "memory":
        return memory_storage()
    if parts.scheme == "s3":
        return ObjectStorage(_s3(parts.netloc, {k: v[0] for k, v in parse_qs(parts.query).items()}))
    raise ValueError(f"STORAGE_URL must start with file: or s3://, not {parts.scheme!r}")


def _s3(bucket: str, options: dict[str, str]) -> S3Store:
    """Keys come from the usual AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."""
    endpoint = options.get("endpoint")
    if endpoint is None:
        return S3Store(bucket, region=options.get("region", "us-east-1"))
    plain = endpoint.startswith("http://")
    return S3Store(
        bucket,
        endpoint=endpoint,
        region=options.get("region", "us-east-1"),
        virtual_hosted_style_request=False,
        client_options={"allow_http": plain},
    )
