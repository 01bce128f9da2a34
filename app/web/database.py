"""The two database doors: the method of the request chooses, and the commit comes before the answer."""

from collections.abc import AsyncIterator
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
    door = hall.database.session("reading" if request.method in SAFE else "writing")
    async with hall.gate:
        try:
            yield door
            await run_in_threadpool(door.commit)
        except BaseException:
            await run_in_threadpool(door.rollback)
            raise
        finally:
            door.close()


Db = Annotated[Session, Depends(open_session, scope="function")]
