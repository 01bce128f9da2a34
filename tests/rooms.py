"""What a test needs from the machine, and what is said when it is not there."""

import os
import socket
from typing import NoReturn

import pytest

STRICT = "TREMPLIN_TEST_STRICT"


def missing(room: str, *, remedy: str) -> NoReturn:
    """Skip the test and say why; fail it where a missing room is not accepted."""
    message = f"{room} was not found. {remedy}"
    if os.environ.get(STRICT, "") not in ("", "0"):
        pytest.fail(f"{message} ({STRICT} is set: skipping is not accepted here.)", pytrace=False)
    pytest.skip(message)


def free_port() -> int:
    """A loopback port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
