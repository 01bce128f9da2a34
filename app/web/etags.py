"""Versions over HTTP: `ETag` says which one was read, `If-Match` which one is about to be changed."""

import re
from typing import Annotated

from fastapi import Depends, Header

from app.web.errors import Failure

_STRONG = re.compile(r'"(\d{1,18})"')


def etag(version: int) -> str:
    """The entity tag of a version."""
    return f'"{version}"'


async def _wanted(
    if_match: Annotated[
        str | None,
        Header(description="The version that was read, as the `ETag` of the object gave it.", examples=['"3"']),
    ] = None,
) -> int:
    """The version that the request says it changes; 428 without one, 412 for what can't be a version of ours."""
    if if_match is None:
        raise Failure(428, "version_needed")
    found = _STRONG.fullmatch(if_match.strip())
    if found is None:
        raise Failure(412, "stale_version", given=if_match[:40])
    return int(found[1])


IfMatch = Annotated[int, Depends(_wanted)]


def demand_version(current: int, wanted: int) -> None:
    """Raise 412, with the version there is now, unless it is the one the request read."""
    if current != wanted:
        raise Failure(412, "stale_version", given=wanted, current=current)
