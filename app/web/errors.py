"""Refusals shown where people are: a polite page, or application/problem+json under /api/."""

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import RedirectResponse, Response

from app.domain.errors import DomainError, Forbidden, NotFound
from app.web.language import language_of
from app.web.messages import sentence
from app.web.pages import PageMaker
from app.web.problems import is_api, refused, unreadable

log = structlog.get_logger("tremplin.errors")
_OF_STATUS = {
    400: "invalid",
    403: "cross_site",
    404: "not_found",
    405: "not_found",
    413: "too_large",
    503: "service_unavailable",
}


class Failure(DomainError):
    """A refusal of the hallway itself, with its HTTP status."""

    def __init__(self, status: int, code: str, **params: object) -> None:
        super().__init__(code, **params)
        self.http_status = status


class SignInNeeded(DomainError):
    """Nobody is signed in: pages lead to the sign-in page, the API answers 401."""

    status = 401

    def __init__(self) -> None:
        super().__init__("sign_in_needed")


def install(app: FastAPI) -> None:
    """Teach the application to refuse politely."""
    app.add_exception_handler(DomainError, _refused)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(OperationalError, _busy)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(Exception, _unexpected)


def cross_site(request: Request) -> Response:
    """The answer to a request that another site sent."""
    return _answer(request, Forbidden("cross_site"))


def too_large(request: Request) -> Response:
    """The answer to a body over the limit."""
    return _answer(request, Failure(413, "too_large"))


def _answer(request: Request, error: DomainError) -> Response:
    status = error.http_status if isinstance(error, Failure) else error.status
    if is_api(request):
        return refused(request, error, status)
    text = sentence(error, language_of(request))
    headers = {}
    if retry := error.params.get("retry_after"):
        headers["retry-after"] = str(retry)
    if isinstance(error, SignInNeeded):
        return _to_sign_in(request)
    page = PageMaker(request)("error/error.html", status=status, code=error.code, status_code=status, text=text)
    page.headers.update(headers)
    return page


def _to_sign_in(request: Request) -> Response:
    where = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?next={where}" if request.method == "GET" else "/sign-in", 303)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, DomainError)
    return _answer(request, error)


async def _unreadable(request: Request, error: Exception) -> Response:
    """A path or query that is not even of the right shape: nobody's page. For a program: which fields, and why."""
    assert isinstance(error, RequestValidationError)
    faults = error.errors()
    if is_api(request) and not any(fault["loc"][:1] == ("path",) for fault in faults):
        return unreadable(request, faults)
    return _answer(request, NotFound())


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _answer(request, Failure(error.status_code, _OF_STATUS.get(error.status_code, "unexpected")))


async def _busy(request: Request, error: Exception) -> Response:
    cause = getattr(error, "orig", None) or error
    log.warning("database", error=type(cause).__name__, said=str(cause).partition("\n")[0][:200])
    return _answer(request, Failure(503, "service_unavailable", retry_after=5))


async def _gone(_request: Request, _error: Exception) -> Response:
    """The connection was cut before the whole of the request came: nobody is there to read an answer."""
    return Response(status_code=400)


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("unexpected", exc_info=error)
    return _answer(request, Failure(500, "unexpected"))
