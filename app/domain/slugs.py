"""The hearth: names as they stand in an address."""

import re
from collections.abc import Container
from itertools import count

from app.domain.texts import strip_accents

_LIMIT = 60
_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str, *, limit: int = _LIMIT) -> str:
    """The text in small letters, digits and hyphens, cut between words; empty if none of it can be kept."""
    whole = _OTHER.sub("-", strip_accents(text)).strip("-")
    if len(whole) <= limit:
        return whole
    kept, hyphen, _ = whole[: limit + 1].rpartition("-")
    return kept if hyphen else whole[:limit]


def free_slug(text: str, taken: Container[str], *, otherwise: str) -> str:
    """A slug nobody has: the text's (`otherwise` if it has none), followed by `-2`, `-3`... if need be."""
    wanted = slug(text) or otherwise
    return next(name for number in count(1) if (name := wanted if number == 1 else f"{wanted}-{number}") not in taken)


def free_key(text: str, taken: Container[str], *, otherwise: str, limit: int = 40) -> str:
    """A key nobody has: small letters, digits and underscores, a letter first, followed by `_2`, `_3`... if need be."""
    stem = slug(text, limit=limit - 4).replace("-", "_") or otherwise
    wanted = stem if stem[0].isalpha() else f"{otherwise}_{stem}"[: limit - 4]
    return next(name for number in count(1) if (name := wanted if number == 1 else f"{wanted}_{number}") not in taken)
