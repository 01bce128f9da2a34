"""The two database doors: the method of the request chooses, and the commit comes before the answer."""

from collections.abc import AsyncIterator, Callable
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.web.body import Body
from app.web.hall import hall_of

SAFE = ("GET", "HEAD", "OPTIONS")


async def open_session(request: Request, _body: Body) -> AsyncIterator[Session]:
    """Open a session once the body is read (a slow upload must not hold the write lock); commit, or roll back."""
    hall = hall_of(request)
    reads = request.method in SAFE
    door = hall.database.session("reading" if reads else "writing")
    # What was only read in a file of this machine is given back at once: it costs no thread.
    end = run_in_threadpool if not (reads and hall.database.is_sqlite) else _at_once
    async with hall.gate:
        try:
            yield door
            if not reads:
                await end(door.commit)
        except BaseException:
            await end(door.rollback)
            raise
        finally:
            await end(door.close) if reads else door.close()


async def _at_once(end: Callable[[], None]) -> None:
    end()


Db = Annotated[Session, Depends(open_session, scope="function")]
