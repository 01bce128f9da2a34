"""The links of a mail by which its reader stops reminders, without signing in: nobody else can make them."""

import hashlib
import hmac
from uuid import UUID

from app.settings import Settings

DRAFTS, READINGS = "stop reminders", "stop reading mail"
"""What a link is for: one does not serve for the other."""


def stop_token(settings: Settings, person_id: str, purpose: str = DRAFTS) -> str:
    """What the link carries."""
    return f"{UUID(person_id).hex}.{_proof(settings, UUID(person_id).hex, purpose)}"


def person_behind(settings: Settings, token: str, purpose: str = DRAFTS) -> UUID | None:
    """Who the link was made for; None for a link that was not made here."""
    who, _, proof = token.partition(".")
    if not hmac.compare_digest(proof.encode(), _proof(settings, who, purpose).encode()):
        return None
    return UUID(who)


def _proof(settings: Settings, who: str, purpose: str) -> str:
    return hmac.new(settings.secret.encode(), f"{purpose}:{who}".encode(), hashlib.sha256).hexdigest()[:40]
