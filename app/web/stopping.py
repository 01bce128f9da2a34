"""The link of a mail by which its reader stops reminders, without signing in: nobody else can make it."""

import hashlib
import hmac
from uuid import UUID

from app.settings import Settings


def stop_token(settings: Settings, person_id: str) -> str:
    """What the link carries."""
    return f"{UUID(person_id).hex}.{_proof(settings, UUID(person_id).hex)}"


def person_behind(settings: Settings, token: str) -> UUID | None:
    """Who the link was made for; None for a link that was not made here."""
    who, _, proof = token.partition(".")
    if not hmac.compare_digest(proof.encode(), _proof(settings, who).encode()):
        return None
    return UUID(who)


def _proof(settings: Settings, who: str) -> str:
    return hmac.new(settings.secret.encode(), f"stop reminders:{who}".encode(), hashlib.sha256).hexdigest()[:40]
