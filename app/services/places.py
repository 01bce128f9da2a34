"""The communes people name: by their INSEE code, by their name, or by their name and département."""

import re
from functools import lru_cache

from app.adapters import geography
from app.adapters.geography import Commune

_WITH_DEPARTEMENT = re.compile(r"(.+?)\s*\((\d{2,3}|2[AB])\)", re.IGNORECASE)
_MANY = 50


@lru_cache(maxsize=4096)
def find(line: str) -> Commune | None:
    """The one commune that this line names; None when there is none, or several."""
    text = " ".join(line.split())
    if known := geography.commune(text.upper()):
        return known
    written = _WITH_DEPARTEMENT.fullmatch(text)
    name, code = (written[1], written[2].upper()) if written else (text, "")
    wanted = geography.fold(name)
    if not wanted:
        return None
    found = [one for one in geography.search(name, _MANY) if geography.fold(one.name) == wanted]
    found = [one for one in found if not code or one.departement == code]
    return found[0] if len(found) == 1 else None


def name_of(line: str) -> str:
    """The commune as people read it, `Ambert (63)`; what was written when it is not known."""
    found = find(line)
    return f"{found.name} ({found.departement})" if found else line
