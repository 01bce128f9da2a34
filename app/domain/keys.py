"""The hearth: the names that stay the same from version to version, and how a plan refuses to be badly made."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

from pydantic import StringConstraints

# No hyphen in a key: `q-{key}-{line}-{year}` must be read in one way only.
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


def demand(holds: bool, reason: str) -> None:
    """Raise ValueError with this reason unless it holds."""
    if not holds:
        raise ValueError(reason)


def demand_unique(keys: Iterable[str], what: str) -> None:
    """Raise ValueError that names the keys given twice."""
    given = list(keys)
    if len(set(given)) < len(given):
        twice = sorted(key for key, times in Counter(given).items() if times > 1)
        demand(False, f"{what} named twice: {', '.join(twice)}")
