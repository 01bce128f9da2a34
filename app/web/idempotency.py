"""`Idempotency-Key`: a POST sent again gets its first answer, and acts once."""

import hashlib
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Header, Request
from sqlmodel import Session
from starlette.datastructures import UploadFile
from starlette.responses import Response

from app.domain.errors import Invalid
from app.forms.common import Key
from app.models import Once
from app.services.upserts import insert_or_ignore, remember
from app.web.api_guards import Caller
from app.web.body import Body
from app.web.database import Db
from app.web.guards import Now

KEPT_HEADERS = ("location", "etag")


class Replay(Exception):
    """This was done before: its answer, as it was given."""

    def __init__(self, response: Response) -> None:
        self.response = response


@dataclass(frozen=True, slots=True)
class Repeatable:
    """What a POST answers through: kept under its key, in the transaction of the act."""

    db: Session
    key: str

    def keep(self, response: Response) -> Response:
        """The same answer, remembered for the next time the key comes."""
        if self.key:
            headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
            values = {
                "status": response.status_code,
                "location": headers.get("location", ""),
                "body": {"text": bytes(response.body).decode(), "headers": headers},
            }
            remember(self.db, self.key, values)
        return response


async def _fingerprint(request: Request, body: Body) -> str:
    """What tells one request from another: method, path, query and body; a file counts by its bytes."""
    seen = hashlib.sha256(f"{request.method} {request.url.path}?{request.url.query}\n".encode())
    if not body:
        seen.update(await request.body())
    for name, value in body.multi_items():
        seen.update(f"\n{name}\n".encode())
        if isinstance(value, UploadFile):
            seen.update(f"{value.filename}\n".encode())
            while piece := await value.read(256 * 1024):
                seen.update(piece)
            await value.seek(0)
        else:
            seen.update(value.encode())
    return seen.hexdigest()


Fingerprint = Annotated[str, Depends(_fingerprint)]
IdempotencyKey = Annotated[
    Key | None,
    Header(
        description="A key of your own making: the same request sent again under it gets the first answer.",
        examples=["5f0c3f0e-7f0c-4d0e-9f43-2b7f0f3c9a55"],
    ),
]


def claim(
    fingerprint: Fingerprint, caller: Caller, db: Db, now: Now, idempotency_key: IdempotencyKey = None
) -> Repeatable:
    """Take the key, or replay what it did; a twin under way is waited for by the unique key of the table."""
    if idempotency_key is None:
        return Repeatable(db, "")
    # A token made for one call must not be told what another token of its owner did elsewhere.
    key = hashlib.sha256(f"{caller.id} {caller.only_call} {idempotency_key}".encode()).hexdigest()
    if insert_or_ignore(db, Once(key=f"api:{key}", status=0, fingerprint=fingerprint, created_at=now)):
        return Repeatable(db, f"api:{key}")
    done = db.get_one(Once, f"api:{key}")
    if done.fingerprint != fingerprint:
        raise Invalid("key_reused", field="Idempotency-Key")
    raise Replay(_answer_of(done))


def _answer_of(done: Once) -> Response:
    kept = done.body or {}
    headers = kept.get("headers")
    response = Response(
        str(kept.get("text", "")),
        done.status,
        headers=headers if isinstance(headers, dict) else None,
        media_type="application/json",
    )
    response.headers["idempotency-replayed"] = "true"
    return response


Repeat = Annotated[Repeatable, Depends(claim)]


def install(app: FastAPI) -> None:
    """Teach the application to answer again."""
    app.add_exception_handler(Replay, _replay)


async def _replay(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Replay)
    return error.response
