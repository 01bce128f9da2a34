"""Programs with a token, for the tests of the API."""

import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from app.models import ApiToken
from app.queries.people import token_hash
from app.services.tokens import SCOPES
from tests.houses import House

API = "/api/v1"
EVERY_SCOPE = SCOPES


class Program:
    """A client of the API that speaks for somebody."""

    def __init__(self, house: House, token: str) -> None:
        self.browser = TestClient(house.app, base_url="http://127.0.0.1:8000", follow_redirects=False)
        self.token = token
        if token:
            self.browser.headers["authorization"] = f"Bearer {token}"

    def get(self, path: str, **options: Any) -> Response:
        return self.browser.get(API + path, **options)

    def post(self, path: str, json: object = None, *, version: int | None = None, key: str = "") -> Response:
        return self.send("POST", path, json, version=version, key=key)

    def send(
        self, method: str, path: str, json: object = None, *, version: int | None = None, key: str = "", **options: Any
    ) -> Response:
        """Any method, with the version that is changed and the key of the act."""
        headers = {"if-match": f'"{version}"'} if version is not None else {}
        headers |= {"idempotency-key": key} if key else {}
        if json is not None:
            options["json"] = json
        return self.browser.request(method, API + path, headers=headers, **options)

    def pages(self, path: str, *, limit: int = 2) -> Iterator[list[dict[str, Any]]]:
        """Each page of a list."""
        after = ""
        for _ in count():
            page = self.get(path, params={"limit": limit} | ({"after": after} if after else {})).json()
            yield page["items"]
            if page["next"] is None:
                return
            after = page["next"]


def program(
    house: House, who: str, *scopes: str, call: str = "", expires_at: datetime | None = None, revoked: bool = False
) -> Program:
    """A program with a fresh token of this person; every scope when none is named."""
    return programs(house, [who], *scopes, call=call, expires_at=expires_at, revoked=revoked)[who]


def programs(
    house: House,
    people: Iterable[str],
    *scopes: str,
    call: str = "",
    expires_at: datetime | None = None,
    revoked: bool = False,
) -> dict[str, Program]:
    """A program for each of these people, made in one transaction."""
    now, made = house.clock.now(), {who: f"tremplin_{secrets.token_urlsafe(32)}" for who in people}
    with house.database.writing() as db:
        for who, token in made.items():
            row = ApiToken(
                token_hash=token_hash(token),
                person_id=house.world.people[who],
                name="Essai",
                call_id=house.world.calls[call] if call else None,
                scopes=list(scopes or EVERY_SCOPE),
                created_at=now,
                expires_at=expires_at or now + timedelta(days=90),
                revoked_at=now if revoked else None,
            )
            db.add(row)
    return {who: Program(house, token) for who, token in made.items()}


def problem_of(response: Response) -> tuple[int, str]:
    """The status and the code of a refusal, in the shape of RFC 9457."""
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert {"type", "title", "status", "code", "detail"} <= set(body)
    assert body["status"] == response.status_code
    return response.status_code, body["code"]
