"""What a page gives out and takes back unchanged: values sealed with the secret of the platform."""

import base64
import hashlib
import hmac
import json

from pydantic import JsonValue

from app.web.hall import Hall


def seal(hall: Hall, value: JsonValue) -> str:
    """The value as text that nobody else can make."""
    packed = base64.urlsafe_b64encode(json.dumps(value, ensure_ascii=False).encode()).decode()
    return f"{packed}.{_signature(hall, packed)}"


def unseal(hall: Hall, sealed: str) -> JsonValue:
    """The value that was sealed; None for anything else."""
    packed, _, signature = sealed.partition(".")
    if not packed or not hmac.compare_digest(signature.encode(), _signature(hall, packed).encode()):
        return None
    value: JsonValue = json.loads(base64.urlsafe_b64decode(packed))
    return value


def _signature(hall: Hall, packed: str) -> str:
    return hmac.new(hall.settings.secret.encode(), f"seal:{packed}".encode(), hashlib.sha256).hexdigest()[:40]
