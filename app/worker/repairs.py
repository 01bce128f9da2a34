"""The worker's work on what a directory could not say at once: asked again, until it answers."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import anyio

from app.adapters.companies import Company
from app.adapters.lookups import Lookup, Outcome
from app.domain.listings import Listing
from app.services import member_directory
from app.web.hall import Hall

AT_ONCE = 20
PAUSE_SECONDS = 60.0
LONGEST_PAUSE = 3600.0


class Repairs:
    """Completes the members that wait, a few at a time; a directory that is silent is left alone longer each time."""

    def __init__(self) -> None:
        self._next = 0.0
        self._pause = PAUSE_SECONDS

    def turn(self, hall: Hall) -> int:
        """How many members were settled."""
        if not hall.settings.companies_url or time.monotonic() < self._next:
            return 0
        with hall.database.reading() as db:
            asked = member_directory.waiting(db, most=AT_ONCE)
        settled, silence = 0, None
        for one in asked:
            found = _ask(hall, one.identifier)
            if found.outcome not in (Outcome.FOUND, Outcome.NONE):
                silence = found
                break
            with hall.database.writing() as db:
                now = hall.clock.now()
                settled += member_directory.repair(db, one, _listing(found, one.identifier, now), now=now)
        self._rest(silence, more=len(asked) == AT_ONCE)
        return settled

    def _rest(self, silence: Lookup[Company] | None, *, more: bool) -> None:
        self._pause = PAUSE_SECONDS if silence is None else min(2 * self._pause, LONGEST_PAUSE)
        wait = 0.0 if more and silence is None else max(self._pause, float(silence.retry_after if silence else 0))
        self._next = time.monotonic() + wait


def _ask(hall: Hall, identifier: str) -> Lookup[Company]:
    """In a thread of its own: whoever runs the worker may be inside an event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(anyio.run, hall.companies.find, identifier).result()


def _listing(found: Lookup[Company], identifier: str, now: datetime) -> Listing | None:
    if not found.found:
        return None
    one = found.found[0]
    return Listing(identifier, one.name, one.address, one.commune, one.legal_form, now)
