"""Cookies: the session, the form token bound to it, the language, the theme, the one-time message."""

import base64
import hashlib
import hmac
import json
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from app.web.hall import hall_of

SESSION_DAYS = 30
YEAR = 365 * 24 * 3600
Tone = Literal["green", "blue", "orange", "red"]


def _session_name(request: Request) -> str:
    return "__Host-session" if hall_of(request).settings.is_secure else "session"


def session_token(request: Request) -> str | None:
    """The token in the session cookie."""
    return request.cookies.get(_session_name(request))


def set_session(request: Request, response: Response, token: str) -> None:
    """Give the browser its session."""
    secure = hall_of(request).settings.is_secure
    response.set_cookie(
        _session_name(request), token, max_age=SESSION_DAYS * 86400, path="/", secure=secure, httponly=True, samesite="lax"
    )


def clear_session(request: Request, response: Response) -> None:
    """Take it back."""
    secure = hall_of(request).settings.is_secure
    response.delete_cookie(_session_name(request), path="/", secure=secure, httponly=True, samesite="lax")


def _sign(request: Request, purpose: str, value: str) -> str:
    key = hall_of(request).settings.secret.encode()
    return hmac.new(key, f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()[:40]


def csrf_token(request: Request) -> str:
    """The token forms carry: bound to the session, of no use to any other."""
    token = session_token(request)
    return _sign(request, "csrf", token) if token else ""


def remember(request: Request, response: Response, name: Literal["lang", "theme"], value: str) -> None:
    """Keep a preference in the browser for a year."""
    secure = hall_of(request).settings.is_secure
    response.set_cookie(name, value, max_age=YEAR, path="/", secure=secure, httponly=True, samesite="lax")


def set_flash(request: Request, response: Response, tone: Tone, text: str) -> None:
    """Show one message on the next page."""
    packed = base64.urlsafe_b64encode(json.dumps([tone, text]).encode()).decode()
    value = f"{packed}.{_sign(request, 'flash', packed)}"
    response.set_cookie("flash", value, max_age=120, path="/", httponly=True, samesite="lax")


def read_flash(request: Request) -> list[tuple[str, str]]:
    """The message left for this page, if its signature holds."""
    packed, _, signature = request.cookies.get("flash", "").partition(".")
    if not packed or not hmac.compare_digest(signature, _sign(request, "flash", packed)):
        return []
    tone, text = json.loads(base64.urlsafe_b64decode(packed))
    return [(str(tone), str(text))]
