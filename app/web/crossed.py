"""What a page says it showed when it was made: a version, and the fingerprint of each of its answers."""

import json
from collections.abc import Mapping

from app.domain.crossings import Seen

PRINTS = "prints"
LONGEST_VERSION = 10
"""Digits of a version that nobody reaches."""


def seen_in(fields: Mapping[str, object]) -> Seen:
    """What the page showed when it was made; a page that does not say is as old as can be."""
    sent = _last(fields.get("version"))
    known = isinstance(sent, str) and sent.isdecimal() and len(sent) < LONGEST_VERSION
    return Seen(int(str(sent)) if known else -1, _prints(_last(fields.get(PRINTS))))


def _last(sent: object) -> object:
    """One value of those sent under a name."""
    return sent[-1] if isinstance(sent, list) and sent else sent


def _prints(sent: object) -> dict[str, str]:
    try:
        found = json.loads(sent) if isinstance(sent, str) else {}
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}
