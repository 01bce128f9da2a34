"""How fast one token may ask: a count per minute, kept in the memory of each process."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from app.domain.errors import TooMany

MOST_PER_MINUTE = 600
_WINDOW = 60


@dataclass(slots=True)
class Pace:
    """Counts the requests of the present minute; a reading session could not count them in the database."""

    most: int = MOST_PER_MINUTE
    _minute: int = 0
    _asked: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def count(self, key: str, now: datetime) -> None:
        """Count one request; raises TooMany past the limit."""
        second = int(now.timestamp())
        with self._lock:
            if second // _WINDOW != self._minute:
                self._minute = second // _WINDOW
                self._asked.clear()
            self._asked[key] += 1
            if self._asked[key] > self.most:
                raise TooMany("too_fast", retry_after=_WINDOW - second % _WINDOW)
