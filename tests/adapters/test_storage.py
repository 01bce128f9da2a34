"""The storage: the same promises in a folder, in memory and on an S3-compatible store."""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.adapters.storage import CHUNK, ObjectStorage, open_storage
from tests.s3 import Bucket


@pytest.fixture(params=["file", "memory", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ObjectStorage]:
    """One of the three stores."""
    if request.param == "s3":
        bucket: Bucket = request.getfixturevalue("bucket")
        yield open_storage(bucket.url)
    else:
        yield open_storage(f"file:{tmp_path / 'files'}" if request.param == "file" else "memory:")


def test_what_is_written_comes_back_with_its_size_and_digest(storage: ObjectStorage) -> None:
    content = b"%PDF-1.7 " + bytes(range(256)) * (CHUNK // 100)

    stored = storage.write("dossiers/01/statuts", io.BytesIO(content))

    assert (stored.size, stored.digest) == (len(content), hashlib.sha256(content).hexdigest())
    assert b"".join(storage.read("dossiers/01/statuts")) == content
    assert "dossiers/01/statuts" in set(storage.every_key())


def test_an_empty_file_is_a_file(storage: ObjectStorage) -> None:
    storage.write("vide", io.BytesIO())

    assert b"".join(storage.read("vide")) == b""


def test_what_is_removed_is_gone_and_removing_again_is_no_error(storage: ObjectStorage) -> None:
    storage.write("lettre", io.BytesIO(b"x"))

    storage.remove("lettre")
    storage.remove("lettre")

    with pytest.raises(FileNotFoundError):
        list(storage.read("lettre"))


def test_a_source_that_breaks_half_way_leaves_nothing(storage: ObjectStorage) -> None:
    class Cut(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() >= CHUNK:
                raise ConnectionResetError
            return super().read(size)

    with pytest.raises(ConnectionResetError):
        storage.write("coupé", Cut(b"x" * CHUNK * 3))

    assert "coupé" not in set(storage.every_key())


def test_a_storage_proves_that_it_can_be_used(storage: ObjectStorage) -> None:
    storage.check()

    assert "probe" not in set(storage.every_key())


def test_an_address_that_names_no_storage_is_refused() -> None:
    with pytest.raises(ValueError, match="file: or s3://"):
        open_storage("ftp://exemple.fr")
