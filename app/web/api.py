"""The API's kit: rooms whose doors say their scope, shapes of what goes out, pages by key, answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import AfterValidator, BaseModel, ConfigDict
from starlette.responses import Response

from app.web.api_guards import holder_of
from app.web.etags import etag
from app.web.idempotency import claim

T = TypeVar("T")
K = TypeVar("K")
Door = TypeVar("Door", bound=Callable[..., object])
PREFIX = "/api/v1"
LONGEST_PAGE = 200
PROBLEM_TYPE = "application/problem+json"
_ALWAYS = (401, 403, 422, 429)


Instant = Annotated[datetime, AfterValidator(lambda at: at.astimezone(UTC))]
"""An instant as the API gives it: RFC 3339, in UTC."""


class Out(BaseModel):
    """The base of what the API gives: output truth."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class Listed(Out, Generic[T]):
    """One page of a list; `next` is the `after` of the following one, null on the last."""

    items: list[T]
    next: str | None


@dataclass(frozen=True, slots=True)
class Paging(Generic[K]):
    """Where a page begins, by key, and how long it is."""

    after: K | None
    limit: int

    @property
    def reach(self) -> int:
        """How many rows to read: one more tells that there is a following page."""
        return self.limit + 1

    def page(self, rows: Sequence[Any], show: Callable[[Any], T], key: Callable[[Any], object]) -> Listed[T]:
        """The page of these rows."""
        kept = rows[: self.limit]
        return Listed(items=[show(row) for row in kept], next=str(key(kept[-1])) if len(rows) > len(kept) else None)


Limit = Annotated[int, Query(ge=1, le=LONGEST_PAGE, description="How many, at most.")]
_AFTER = "The `next` of the page before."


async def _by_id(after: Annotated[UUID | None, Query(description=_AFTER)] = None, limit: Limit = 50) -> Paging[UUID]:
    return Paging(after, limit)


async def _by_number(
    after: Annotated[int | None, Query(ge=0, description=_AFTER)] = None, limit: Limit = 50
) -> Paging[int]:
    return Paging(after, limit)


async def _by_name(
    after: Annotated[str | None, Query(max_length=200, description=_AFTER)] = None, limit: Limit = 50
) -> Paging[str]:
    return Paging(after, limit)


ById = Annotated[Paging[UUID], Depends(_by_id)]
ByNumber = Annotated[Paging[int], Depends(_by_number)]
ByName = Annotated[Paging[str], Depends(_by_name)]


def answer(out: BaseModel, status: int = 200, *, version: int | None = None, location: str = "") -> Response:
    """An object as JSON, with its version and its address; what was left unset is absent."""
    response = Response(out.model_dump_json(exclude_unset=True), status, media_type="application/json")
    if version is not None:
        response.headers["etag"] = etag(version)
    if location:
        response.headers["location"] = PREFIX + location
    return response


def nothing() -> Response:
    """Done, and nothing to say."""
    return Response(status_code=int(HTTPStatus.NO_CONTENT))


class Room:
    """The doors about one noun. Every door says its scope, checked before anything is looked up."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.router = APIRouter(prefix=PREFIX, tags=[tag])

    def get(self, path: str, out: Any = None, *, scope: str = "read", **options: Any) -> Callable[[Door], Door]:
        """A door that only reads."""
        return self._door("GET", path, out, scope=scope, status=200, **options)

    def post(
        self, path: str, out: Any = None, *, scope: str, status: int = 200, **options: Any
    ) -> Callable[[Door], Door]:
        """A door that acts; sent again under the same idempotency key, it answers again and acts no more."""
        return self._door("POST", path, out, scope=scope, status=status, once=True, **options)

    def put(self, path: str, out: Any = None, *, scope: str, **options: Any) -> Callable[[Door], Door]:
        """A door that replaces."""
        return self._door("PUT", path, out, scope=scope, status=200, **options)

    def patch(self, path: str, out: Any = None, *, scope: str, **options: Any) -> Callable[[Door], Door]:
        """A door that changes a part."""
        return self._door("PATCH", path, out, scope=scope, status=200, **options)

    def delete(self, path: str, *, scope: str, **options: Any) -> Callable[[Door], Door]:
        """A door that takes away."""
        return self._door("DELETE", path, None, scope=scope, status=204, **options)

    def _door(
        self,
        method: str,
        path: str,
        out: Any,
        *,
        scope: str,
        status: int,
        once: bool = False,
        problems: Sequence[int] = (),
        example: object = None,
        media: str = "application/json",
        **more: Any,
    ) -> Callable[[Door], Door]:
        first = [Depends(holder_of(scope)), *([Depends(claim)] if once else [])]
        expected = sorted({*_ALWAYS, *problems, *([404] if "{" in path else [])})
        extra: dict[str, Any] = {"security": [{"token": [scope] if scope else []}]}
        if example is not None:
            extra["requestBody"] = {"content": {media: {"example": example}}}

        def keep(function: Door) -> Door:
            self.router.add_api_route(
                path,
                function,
                methods=[method],
                response_model=out,
                status_code=status,
                dependencies=first,
                summary=_summary(function),
                operation_id=function.__name__,
                responses={status: _success(status, out), **problem_responses(expected)},
                openapi_extra=extra,
                response_model_exclude_unset=True,
                **more,
            )
            return function

        return keep


def _success(status: int, out: Any) -> dict[str, Any]:
    """What a success carries beside its body: the version of what has one, the address of what was made."""
    headers: dict[str, Any] = {}
    if "version" in getattr(out, "model_fields", {}):
        headers["ETag"] = {"description": "The version, to send back in `If-Match`.", "schema": {"type": "string"}}
    if status in (HTTPStatus.CREATED, HTTPStatus.ACCEPTED):
        headers["Location"] = {"description": "Its address, where it has one.", "schema": {"type": "string"}}
    return {"description": HTTPStatus(status).phrase, **({"headers": headers} if headers else {})}


def _summary(function: Callable[..., object]) -> str:
    """The first line of the docstring, without its full stop."""
    return (function.__doc__ or "").strip().partition("\n")[0].rstrip(".")


def problem_responses(statuses: Sequence[int]) -> dict[int | str, dict[str, Any]]:
    """How refusals are documented."""
    schema: Mapping[str, object] = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {PROBLEM_TYPE: {"schema": schema}}}
        for status in statuses
    }
