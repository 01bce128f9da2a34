"""The guards at the gate, before any door: origin of requests, size of bodies, headers, request ids, logs."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.models.base import uuid7
from app.web.metrics import observe

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
log = structlog.get_logger("tremplin.request")


class SecurityHeaders:
    """The usual headers on every answer; pages of people are never kept by a cache unless they say so."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self.app = app
        extra = {"strict-transport-security": "max-age=63072000; includeSubDomains"} if secure else {}
        given = HEADERS | extra | {"cache-control": "private, no-store"}
        self.given = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in given.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message["headers"])
                there = {name for name, _value in headers}
                message["headers"] = [*headers, *(line for line in self.given if line[0] not in there)]
            await send(message)

        await self.app(scope, receive, with_headers)


class SameOrigin:
    """Unsafe requests must come from our own pages: Sec-Fetch-Site, else Origin, else the token of the form.

    The API takes no cookie, so nothing can be forged there.
    """

    def __init__(self, app: ASGIApp, *, base_url: str, refuse: Callable[[Request], Response]) -> None:
        self.app = app
        self.refuse = refuse
        self.own_host = urlsplit(base_url).netloc

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE and not scope["path"].startswith("/api/"):
            state = scope.setdefault("state", {})
            verdict = self._verdict(Headers(scope=scope))
            state["needs_form_token"] = verdict is None
            if verdict is False:
                await self.refuse(Request(scope, receive))(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _verdict(self, headers: Headers) -> bool | None:
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site in ("same-origin", "none")
        origin = headers.get("origin")
        if origin is None:
            return None
        return urlsplit(origin).netloc in (headers.get("host", ""), self.own_host)


class BodyLimit:
    """Bodies stay small; only forms with files may reach the size of a file.

    A body announced as too large is read and thrown away, up to a point, so that the browser listens to the answer.
    """

    PATIENCE = 8

    def __init__(self, app: ASGIApp, *, most: int, most_with_files: int, refuse: Callable[[Request], Response]) -> None:
        self.refuse = refuse
        self.most, self.most_with_files = most, most_with_files
        self.small = RequestBodyLimitMiddleware(app, max_body_size=most)
        self.large = RequestBodyLimitMiddleware(app, max_body_size=most_with_files)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        with_files = headers.get("content-type", "").startswith("multipart/")
        most = self.most_with_files if with_files else self.most
        announced = headers.get("content-length", "0")
        if announced.isdigit() and int(announced) > most:
            await self._throw_away(receive, self.PATIENCE * most)
            await self.refuse(Request(scope, receive))(scope, receive, send)
            return
        await (self.large if with_files else self.small)(scope, receive, send)

    async def _throw_away(self, receive: Receive, most: int) -> None:
        read = 0
        while read < most:
            message = await receive()
            read += len(message.get("body", b""))
            if message["type"] != "http.request" or not message.get("more_body", False):
                return


class HeadAsGet:
    """HEAD is GET without its body: monitors and mail scanners ask so."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, without_body)


class RequestLog:
    """One line per request, with its id and its route: no name, no address, no query."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        request_id, began, status = uuid7().hex, time.perf_counter(), 500
        scope.setdefault("state", {})["request_id"] = request_id

        async def with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            await self.app(scope, receive, with_id)
        finally:
            seconds = time.perf_counter() - began
            route = getattr(scope.get("route"), "path", "unmatched")
            observe(scope["method"], route, status, seconds)
            if route not in ("/healthz", "/readyz", "/metrics") and not route.startswith("/static"):
                log.info("request", method=scope["method"], route=route, status=status, ms=round(seconds * 1000, 1))
            structlog.contextvars.unbind_contextvars("request_id")
