"""Requests straight to the application, without sockets: what is measured is its own CPU."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.types import ASGIApp, Message


@dataclass(frozen=True, slots=True)
class Ask:
    """One request; `fields` makes it a form post."""

    path: str
    session: str = ""
    fields: Mapping[str, str | list[str]] | None = None
    headers: tuple[tuple[str, str], ...] = ()
    expects: int = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    size: int


async def send(app: ASGIApp, ask: Ask) -> Answer:
    """Send one request and read the whole answer."""
    body = urlencode(ask.fields, doseq=True).encode() if ask.fields else b""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def keep(message: Message) -> None:
        sent.append(message)

    await app(_scope(ask, len(body)), receive, keep)
    return Answer(sent[0]["status"], sum(len(message.get("body", b"")) for message in sent))


async def seconds(app: ASGIApp, asks: Callable[[], Ask], times: int) -> float:
    """CPU seconds (all threads) of one request, over so many; every answer must be the expected one."""
    wanted = [asks() for _ in range(times)]
    began = time.process_time()
    answers = [await send(app, ask) for ask in wanted]
    spent = time.process_time() - began
    for ask, answer in zip(wanted, answers, strict=True):
        if answer.status != ask.expects:
            raise RuntimeError(f"{ask.path}: {answer.status} instead of {ask.expects}")
    return spent / times


def _scope(ask: Ask, length: int) -> dict[str, object]:
    path, _, query = ask.path.partition("?")
    headers = {"host": "127.0.0.1:8000", "sec-fetch-site": "same-origin", "accept-language": "fr"}
    if ask.session:
        headers["cookie"] = f"session={ask.session}"
    if length:
        headers |= {"content-type": "application/x-www-form-urlencoded", "content-length": str(length)}
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST" if ask.fields else "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in (*headers.items(), *ask.headers)],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
    }
