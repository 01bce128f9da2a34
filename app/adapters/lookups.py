"""Asking a public service over HTTP: two seconds at most, answers kept a while, silence when it asks for it."""

import ssl
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Generic, TypeVar

import anyio
import anyio.lowlevel
import httpx
import structlog

T = TypeVar("T")
Params = Mapping[str, str]

TIMEOUT_SECONDS = 2.0
KEPT_SECONDS = 3600.0
KEPT_ANSWERS = 512
LARGEST_ANSWER = 512 * 1024
AT_ONCE = 8
SILENCE_SECONDS = 5
LONGEST_SILENCE = 600
AGENT = "Tremplin (open platform for calls for projects)"

log = structlog.get_logger("tremplin.lookups")


class Outcome(StrEnum):
    """How a look-up ended: `none` knows no such thing, `busy` asks to wait, `down` gave no answer, `off` is not set."""

    FOUND = "found"
    NONE = "none"
    BUSY = "busy"
    DOWN = "down"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Lookup(Generic[T]):
    """What a look-up gave; `retry_after` in seconds where the service is busy."""

    outcome: Outcome
    found: tuple[T, ...] = ()
    retry_after: int = 0


@dataclass(frozen=True, slots=True)
class Silence:
    """The service gave nothing that could be used, and why."""

    outcome: Outcome
    retry_after: int = 0


class JsonService:
    """One service: GET with a query, JSON back. `clock` counts seconds and never goes back."""

    def __init__(self, base_url: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._base = base_url.rstrip("/")
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self._silent_until = 0.0
        # The worker asks from an event loop of its own; a semaphore belongs to one loop.
        self._places: anyio.lowlevel.RunVar[anyio.Semaphore] = anyio.lowlevel.RunVar("places")

    async def ask(self, path: str, params: Params) -> bytes | Silence:
        """The body of the answer, or why there is none. Never raises for what the network or the service does."""
        if not self._base:
            return Silence(Outcome.OFF)
        address = str(httpx.URL(self._base + path, params=dict(params)))
        now = self._clock()
        if kept := self._remembered(address, now):
            return kept
        if now < self._silent_until:
            return Silence(Outcome.BUSY, _whole(self._silent_until - now))
        try:
            with anyio.fail_after(TIMEOUT_SECONDS):
                async with self._turn():
                    return await self._fetch(address)
        except (httpx.HTTPError, TimeoutError, ValueError) as error:
            log.warning("lookup", host=httpx.URL(address).host, error=type(error).__name__)
            return Silence(Outcome.DOWN)

    def forget(self, path: str, params: Params) -> None:
        """Do not keep an answer that made no sense."""
        self._kept.pop(str(httpx.URL(self._base + path, params=dict(params))), None)

    def _turn(self) -> anyio.Semaphore:
        """How many of this event loop ask at once."""
        if (places := self._places.get(None)) is None:
            places = anyio.Semaphore(AT_ONCE)
            self._places.set(places)
        return places

    async def _fetch(self, address: str) -> bytes | Silence:
        headers = {"accept": "application/json", "user-agent": AGENT}
        tls = _tls() if address.startswith("https:") else False
        async with (
            httpx.AsyncClient(timeout=TIMEOUT_SECONDS, verify=tls, headers=headers) as client,
            client.stream("GET", address) as answer,
        ):
            if answer.status_code in (429, 503):
                return self._fall_silent(answer.headers.get("retry-after", ""))
            if answer.status_code == 400:
                return Silence(Outcome.NONE)
            if answer.status_code != 200:
                return Silence(Outcome.DOWN)
            body = b""
            async for piece in answer.aiter_bytes():
                body += piece
                if len(body) > LARGEST_ANSWER:
                    return Silence(Outcome.DOWN)
        self._keep(address, body)
        return body

    def _fall_silent(self, retry_after: str) -> Silence:
        seconds = min(int(retry_after), LONGEST_SILENCE) if retry_after.isdecimal() else SILENCE_SECONDS
        self._silent_until = self._clock() + seconds
        return Silence(Outcome.BUSY, max(seconds, 1))

    def _remembered(self, address: str, now: float) -> bytes | None:
        kept_at, body = self._kept.get(address, (0.0, b""))
        return body if body and now - kept_at < KEPT_SECONDS else None

    def _keep(self, address: str, body: bytes) -> None:
        self._kept[address] = (self._clock(), body)
        self._kept.move_to_end(address)
        while len(self._kept) > KEPT_ANSWERS:
            self._kept.popitem(last=False)


def _whole(seconds: float) -> int:
    return max(1, round(seconds + 0.5))


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()
