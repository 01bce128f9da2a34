"""Requests straight to the application, without sockets: what is measured is its own CPU."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.types import ASGIApp, Message


@dataclass(frozen=True, slots=True)
class Ask:
    """One request; `fields` makes it a form post, made anew each time by a function when they must differ."""

    path: str
    session: str = ""
    fields: Callable[[], dict[str, str]] | None = None
    expects: int = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    size: int
    location: str = ""


async def send(app: ASGIApp, ask: Ask) -> Answer:
    """Send one request and read the whole answer."""
    body = urlencode(ask.fields()).encode() if ask.fields else b""
    path, _, query = ask.path.partition("?")
    headers = [(b"host", b"127.0.0.1:8000"), (b"sec-fetch-site", b"same-origin"), (b"accept-language", b"fr")]
    headers.append((b"cookie", f"session={ask.session}".encode()))
    if body:
        headers += [
            (b"content-type", b"application/x-www-form-urlencoded"),
            (b"content-length", str(len(body)).encode()),
        ]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST" if ask.fields else "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def keep(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, keep)
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    size = sum(len(message.get("body", b"")) for message in sent)
    return Answer(sent[0]["status"], size, found.get("location", ""))


def cpu(app: ASGIApp, ask: Ask, *, times: int, warm: int = 10) -> float:
    """Milliseconds of CPU (all threads) that one request costs: the best of five rounds."""

    async def measure() -> float:
        for _ in range(warm):
            answer = await send(app, ask)
            assert answer.status == ask.expects, f"{ask.path}: {answer.status}"
        rounds = []
        for _ in range(5):
            began = time.process_time()
            for _ in range(times):
                await send(app, ask)
            rounds.append((time.process_time() - began) / times)
        return min(rounds) * 1000

    return asyncio.run(measure())
