"""The antivirus: what clamd is told and what it answers, and the platform that goes on without it."""

import io
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.adapters.scanner import Clamd, ScannerDown, open_scanner

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def _exactly(line: socket.socket, size: int) -> bytes:
    held = b""
    while len(held) < size and (more := line.recv(size - len(held))):
        held += more
    return held


def _serve(line: socket.socket, most: int) -> None:
    """Speak as clamd does: commands end with a zero, pieces come after their length, a limit ends the talk."""
    command = b""
    while not command.endswith(b"\0"):
        command += line.recv(1)
    if command == b"zPING\0":
        line.sendall(b"PONG\0")
        return
    assert command == b"zINSTREAM\0"
    content = b""
    while size := struct.unpack("!I", _exactly(line, 4))[0]:
        content += _exactly(line, size)
        if len(content) > most:
            line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
            return
    line.sendall(b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0")


@contextmanager
def _clamd(most: int = 1_000_000) -> Iterator[str]:
    """A faithful double of clamd on loopback; gives the address of the setting."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    line, _ = server.accept()
                except OSError:
                    return
                with line:
                    _serve(line, most)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"clamd://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def _pieces(content: bytes) -> Iterator[bytes]:
    source = io.BytesIO(content)
    return iter(lambda: source.read(1000), b"")


@pytest.mark.parametrize(("content", "found"), [(bytes(5000), ""), (b"", ""), (bytes(3000) + EICAR, "Eicar-Signature")])
def test_clamd_is_given_the_whole_file_and_says_what_is_in_it(content: bytes, found: str) -> None:
    with _clamd() as address:
        scanner = open_scanner(address)
        assert scanner is not None
        scanner.check()

        assert scanner.scan(_pieces(content)) == found


def test_a_file_that_clamd_does_not_take_whole_is_not_clean() -> None:
    with _clamd(most=2000) as address:
        scanner = open_scanner(address)
        assert scanner is not None

        with pytest.raises(ScannerDown):
            scanner.scan(_pieces(bytes(50_000)))


def test_nobody_at_the_door_is_no_verdict() -> None:
    with pytest.raises(ScannerDown):
        Clamd(("127.0.0.1", 9), timeout=1).check()


@pytest.mark.parametrize("address", ["http://127.0.0.1", "clamd:", "/run/clamd"])
def test_an_address_that_names_no_antivirus_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="clamd://"):
        open_scanner(address)


def test_without_an_address_there_is_no_antivirus() -> None:
    assert open_scanner("") is None
