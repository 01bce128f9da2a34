"""A house behind a real socket, for browsers and for clients that misbehave."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from playwright.sync_api import BrowserContext

from tests.houses import House
from tests.rooms import free_port

PATIENCE_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Live:
    """A house, and the address it answers at."""

    house: House
    url: str
    port: int

    def sign_in(self, context: BrowserContext, who: str) -> None:
        """Give a browser the session of somebody of the small world."""
        context.add_cookies([{"name": "session", "value": self.house.world.tokens[who], "url": self.url}])


@contextmanager
def served(house: House) -> Iterator[Live]:
    """Serve a house on a free port while the block lasts."""
    port = free_port()
    config = uvicorn.Config(house.app, host="127.0.0.1", port=port, log_config=None, lifespan="on", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="live", daemon=True)
    thread.start()
    try:
        _wait_for(server)
        yield Live(house, f"http://127.0.0.1:{port}", port)
    finally:
        server.should_exit = True
        thread.join(PATIENCE_SECONDS)


def _wait_for(server: uvicorn.Server) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while not server.started:
        assert time.monotonic() < limit, "the server did not start"
        time.sleep(0.02)
