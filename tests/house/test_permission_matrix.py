"""Every door has its row in the matrix, and answers each kind of person as its row says."""

import re
from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from app.routes.pages import router
from app.web.body import read_body
from tests.house.matrix import COLUMNS, Row
from tests.house.rows import ROWS
from tests.houses import House


def _routes(routes: list[BaseRoute], prefix: str = "") -> Iterator[tuple[str, APIRoute]]:
    """Every door with its whole address, however deep its router is included."""
    for route in routes:
        if isinstance(route, APIRoute):
            yield prefix + route.path, route
        elif (context := getattr(route, "include_context", None)) is not None:
            yield from _routes(list(context.included_router.routes), prefix + context.prefix)


def _all() -> list[tuple[str, str, APIRoute]]:
    """Method, address and route of each door of the pages."""
    found = _routes(list(router.routes))
    return [(method, path, route) for path, route in found for method in route.methods or () if method != "HEAD"]


def _doors() -> set[tuple[str, str]]:
    return {(method, re.sub(r":\w+}", "}", path)) for method, path, _ in _all()}


def test_every_door_has_its_row() -> None:
    rows = {(row.method, row.path) for row in ROWS}

    assert sorted(_doors() - rows) == []
    assert sorted(rows - _doors()) == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.path} {' '.join(row.names.values())}".strip())
def test_a_door_answers_each_person_as_its_row_says(house: House, row: Row) -> None:
    answers = {}
    for column, who in COLUMNS.items():
        client = house.as_(who)
        answer = client.request(row.method, row.address(house.world), data=row.fields or None)
        to_sign_in = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
        answers[column] = "in" if to_sign_in else str(answer.status_code)

    assert answers == row.expected()


def test_every_unsafe_door_reads_its_body_and_with_it_the_proof_of_its_origin() -> None:
    without = [f"{method} {path}" for method, path, route in _all() if method != "GET" and not _depends_on_body(route)]

    assert without == []


def _depends_on_body(route: APIRoute) -> bool:
    waiting = [route.dependant]
    while waiting:
        dependant = waiting.pop()
        if dependant.call is read_body:
            return True
        waiting.extend(dependant.dependencies)
    return False
