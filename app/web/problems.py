"""Refusals of the API: RFC 9457 documents with a stable `code`, in the language the program asked for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from app.domain.errors import DomainError, Invalid, Stale
from app.web.i18n import chosen_language
from app.web.language import language_of
from app.web.messages import field_error, say, sentence
from app.web.nested import place_of

MEDIA_TYPE = "application/problem+json"
_INVALID = 422


def is_api(request: Request) -> bool:
    """Whether a program asks."""
    return request.url.path.startswith("/api/")


def language_for(request: Request) -> str:
    """Programs say their language in Accept-Language; else it is their owner's."""
    accepted = request.headers.get("accept-language", "")
    return chosen_language(accepted=accepted) if accepted and accepted != "*" else language_of(request)


def refused(request: Request, error: DomainError, status: int) -> JSONResponse:
    """A refusal of the domain or of the hallway."""
    if status == HTTPStatus.UNAUTHORIZED:
        error = DomainError("token_needed")
    text = sentence(error, language_for(request))
    # What a page answers with 409 and both texts is, for who sent `If-Match`, a precondition that failed.
    status = 412 if isinstance(error, Stale) else status
    field = error.field if isinstance(error, Invalid) else ""
    fields = [{"field": field, "code": error.code, "detail": text}] if field else []
    headers = {}
    if retry := error.params.get("retry_after"):
        headers["retry-after"] = str(retry)
    if status == HTTPStatus.UNAUTHORIZED:
        given = "authorization" in request.headers
        headers["www-authenticate"] = 'Bearer realm="tremplin"' + (', error="invalid_token"' if given else "")
    if status == HTTPStatus.FORBIDDEN and (scope := error.params.get("scope")):
        headers["www-authenticate"] = f'Bearer realm="tremplin", error="insufficient_scope", scope="{scope}"'
    return problem(status, error.code, text, headers=headers, params=error.params, fields=fields)


def unreadable(request: Request, faults: Sequence[Mapping[str, Any]]) -> JSONResponse:
    """A body, a query or a header of the wrong shape: which fields, and why."""
    language = language_for(request)
    fields = [_fault(fault, language) for fault in faults]
    return problem(_INVALID, "invalid", say("invalid", language), fields=fields)


def _fault(fault: Mapping[str, Any], language: str) -> dict[str, str]:
    path = place_of(fault)[1:]
    detail = field_error("", path[-1] if path else "", fault["type"], fault.get("ctx") or {}, language)
    return {"field": ".".join(path), "code": fault["type"], "detail": detail}


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    params: Mapping[str, object] | None = None,
    fields: Sequence[Mapping[str, str]] = (),
) -> JSONResponse:
    """A stable `code`, a sentence for people, and the fields in cause when there are some."""
    title = HTTPStatus(status).phrase
    body: dict[str, object] = {"type": "about:blank", "title": title, "status": status, "code": code, "detail": detail}
    if params:
        body["params"] = {name: _plain(value) for name, value in params.items()}
    if fields:
        body["errors"] = list(fields)
    return JSONResponse(body, status, headers=headers, media_type=MEDIA_TYPE)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, int | float | str | bool | None) else str(value)
