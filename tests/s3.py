"""An S3-compatible store on loopback, for tests of the storage adapter."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.request import Request, urlopen

from moto.server import ThreadedMotoServer

# The store accepts any key, but clients refuse to sign without one.
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1"}


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket of the test store."""

    name: str
    endpoint: str

    @property
    def url(self) -> str:
        """The address in the form of the STORAGE_URL setting."""
        return f"s3://{self.name}?endpoint={self.endpoint}"


@contextmanager
def s3_bucket(name: str = "tremplin") -> Iterator[Bucket]:
    """Yield an empty bucket; while it lives, the environment holds keys that open it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    bucket = Bucket(name, f"http://{host}:{port}")
    before = {key: os.environ.get(key) for key in KEYS}
    os.environ.update(KEYS)
    try:
        _call("POST", f"{bucket.endpoint}/moto-api/reset")
        _call("PUT", f"{bucket.endpoint}/{name}")
        yield bucket
    finally:
        _restore(before)
        server.stop()


def _call(method: str, url: str) -> None:
    with urlopen(Request(url, method=method), timeout=10) as answer:
        answer.read()


def _restore(before: dict[str, str | None]) -> None:
    for key, value in before.items():
        if value is None:
            os.environ.pop(key, None)
        else:
            os.environ[key] = value
