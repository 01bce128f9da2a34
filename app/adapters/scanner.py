"""An antivirus behind one small door: clamd over its socket, and a twin in memory."""

import socket
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol
from urllib.parse import urlsplit

PORT = 3310
TIMEOUT_SECONDS = 60.0


class ScannerDown(Exception):
    """The antivirus gave no verdict: it is down, busy, or did not take the whole of the file."""


class Scanner(Protocol):
    def scan(self, pieces: Iterable[bytes]) -> str:
        """The name of what was found in a file, or nothing; raises ScannerDown."""
        ...

    def check(self) -> None:
        """Ask whether it is there; raises ScannerDown."""
        ...


class Clamd:
    """ClamAV's daemon, at a host and port, or at a socket of this machine."""

    def __init__(self, address: tuple[str, int] | str, *, timeout: float = TIMEOUT_SECONDS) -> None:
        self._address, self._timeout = address, timeout

    def scan(self, pieces: Iterable[bytes]) -> str:
        """Stream the pieces to clamd (INSTREAM: each after its length, and an empty one to end)."""
        with self._line() as line:
            line.sendall(b"zINSTREAM\0")
            for piece in pieces:
                if piece:
                    line.sendall(struct.pack("!I", len(piece)) + piece)
            line.sendall(struct.pack("!I", 0))
            return _verdict(_answer(line))

    def check(self) -> None:
        """clamd answers PONG to PING."""
        with self._line() as line:
            line.sendall(b"zPING\0")
            if (said := _answer(line)) != "PONG":
                raise ScannerDown(said)

    @contextmanager
    def _line(self) -> Iterator[socket.socket]:
        line = socket.socket(socket.AF_UNIX if isinstance(self._address, str) else socket.AF_INET)
        try:
            line.settimeout(self._timeout)
            line.connect(self._address)
            yield line
        except OSError as error:
            raise ScannerDown(str(error)) from error
        finally:
            line.close()


class MemoryScanner:
    """The twin: finds the marks it was told of; `is_down` makes it silent."""

    def __init__(self) -> None:
        self.marks: dict[bytes, str] = {}
        self.is_down = False
        self.scanned = 0

    def scan(self, pieces: Iterable[bytes]) -> str:
        """The name of the first mark found."""
        self.check()
        self.scanned += 1
        content = b"".join(pieces)
        return next((name for mark, name in self.marks.items() if mark in content), "")

    def check(self) -> None:
        """Silent when it is down."""
        if self.is_down:
            raise ScannerDown("down")


def open_scanner(url: str) -> Scanner | None:
    """The antivirus at `clamd://host:3310` or `clamd:/run/clamav/clamd.ctl`; none for nothing, ValueError otherwise."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme != "clamd" or not (parts.hostname or parts.path):
        raise ValueError(f"ANTIVIRUS_URL must be clamd://host:3310 or clamd:/path/to/socket, not {url!r}")
    return Clamd((parts.hostname, parts.port or PORT) if parts.hostname else parts.path)


def _answer(line: socket.socket) -> str:
    said = b""
    while b"\0" not in said and (more := line.recv(4096)):
        said += more
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _verdict(said: str) -> str:
    """What clamd says: `stream: OK`, or `stream: Eicar-Signature FOUND`."""
    found = said.removeprefix("stream: ")
    if found == "OK":
        return ""
    if found.endswith(" FOUND"):
        return found.removesuffix(" FOUND")
    raise ScannerDown(said or "no answer")
