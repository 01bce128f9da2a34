"""Every link that a page of the demonstration shows leads somewhere, for each of its people."""

import re
from collections import deque
from urllib.parse import urldefrag, urlsplit

import pytest
from starlette.testclient import TestClient

from app.demo.loading_roles import Role, roles
from app.demo.markup import read
from app.main import create_app
from app.queries.people import person_by_email
from app.services import accounts
from app.web.hall import Hall

MOST_PAGES = 150
OF_A_KIND = 6
_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z]+-\d{4}-\d{4}|(?<=/poles/)[\w-]+")


def _browser(hall: Hall, email: str) -> TestClient:
    client = TestClient(create_app(hall=hall), base_url="http://127.0.0.1:8000", follow_redirects=True)
    client.headers["sec-fetch-site"] = "same-origin"
    with hall.database.writing() as db:
        person = person_by_email(db, email)
        assert person is not None
        token = accounts.make_link(db, "demo", person.id, hall.clock.now())
    assert client.get(f"/demo/enter/{token}").status_code == 200
    assert client.post(f"/demo/enter/{token}").status_code == 200
    return client


def _links(html: str) -> list[str]:
    """Our own addresses, without the place inside the page; what only leaves a session or a language is left out."""
    found = (urldefrag(one.get("href")).url for one in read(html).every("a"))
    return [link for link in found if link.startswith("/") and "lang=" not in link]


def _faults(client: TestClient, start: str) -> tuple[dict[str, int], int]:
    """The pages that do not answer 200, breadth first; a few of each kind are enough."""
    waiting, seen, faults, opened = deque([start]), {start}, {}, 0
    kinds: dict[str, int] = {}
    while waiting and opened < MOST_PAGES:
        path = waiting.popleft()
        kind = _IDS.sub("*", urlsplit(path).path)
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] > OF_A_KIND:
            continue
        answer = client.get(path)
        opened += 1
        if answer.status_code != 200:
            faults[path] = answer.status_code
        elif answer.headers["content-type"].startswith("text/html"):
            fresh = [link for link in _links(answer.text) if link not in seen]
            seen.update(fresh)
            waiting.extend(fresh)
    return faults, opened


@pytest.mark.parametrize("role", roles(), ids=lambda role: role.role)
def test_every_link_shown_to_a_person_of_the_demonstration_opens(demonstration: Hall, role: Role) -> None:
    faults, opened = _faults(_browser(demonstration, role.email), "/home")

    assert faults == {}
    assert opened > 20


def test_every_link_shown_to_a_visitor_opens(demonstration: Hall) -> None:
    client = TestClient(create_app(hall=demonstration), base_url="http://127.0.0.1:8000", follow_redirects=True)

    faults, opened = _faults(client, "/")

    assert faults == {}
    assert opened > 20
