"""Which language a request is answered in."""

from starlette.requests import Request

from app.domain.roles import Actor
from app.web.i18n import LANGUAGES, chosen_language


def language_of(request: Request) -> str:
    """`?lang=`, then the cookie (set from the account at sign-in), the account, Accept-Language, French."""
    actor: Actor | None = getattr(request.state, "actor", None)
    return chosen_language(
        request.query_params.get("lang"),
        request.cookies.get("lang"),
        actor.language if actor else None,
        accepted=request.headers.get("accept-language", ""),
    )


def asked_language(request: Request) -> str | None:
    """The language asked for in the address, to be remembered."""
    asked = request.query_params.get("lang")
    return asked if asked in LANGUAGES else None
