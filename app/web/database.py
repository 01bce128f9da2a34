"""The two database doors: the method of the request chooses, and the commit comes before the answer."""

from collections.abc import AsyncIterator, Callable
from typing import Annotated, ParamSpec, TypeVar

from fastapi import Depends, Request
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.web.body import Body
from app.web.hall import hall_of

P = ParamSpec("P")
T = TypeVar("T")

SAFE = ("GET", "HEAD", "OPTIONS")
_NEAR = "near"


async def open_session(request: Request, body: Body) -> AsyncIterator[Session]:
    """Open a session once the body is read (a slow upload must not hold the write lock); commit, or roll back."""
    hall = hall_of(request)
    reads = request.method in SAFE
    door = hall.database.session("reading" if reads else "writing")
    door.info[_NEAR] = reads and hall.database.is_sqlite
    try:
        async with hall.gate:
            try:
                yield door
                if not reads:
                    await quickly(door, door.commit)
            except BaseException:
                await quickly(door, door.rollback)
                raise
            finally:
                await quickly(door, door.close) if reads else door.close()
    finally:
        await body.close()


async def quickly(db: Session, deed: Callable[P, T], /, *given: P.args, **named: P.kwargs) -> T:
    """Do a small thing with the database: find rows by their keys, give the session back.

    Reading in a file of this machine waits for nobody (WAL) and takes less than a thread needs to begin: it is done at
    once. Anything else takes a thread.
    """
    return deed(*given, **named) if db.info.get(_NEAR) else await run_in_threadpool(deed, *given, **named)


Db = Annotated[Session, Depends(open_session, scope="function")]
