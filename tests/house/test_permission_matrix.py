"""Every door has its row in the matrix, and answers each kind of person as its row says."""

import re
from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount

from app.main import create_app
from app.web.body import read_body
from tests.house.matrix import COLUMNS, Row
from tests.house.rows import ROWS
from tests.houses import House


def _routes(routes: list[BaseRoute]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif not isinstance(route, Mount):
            yield from _routes(list(getattr(route, "routes", [])) or _included(route))


def _included(route: BaseRoute) -> list[BaseRoute]:
    inner = getattr(route, "router", None) or getattr(route, "original_router", None)
    return list(inner.routes) if inner is not None else []


def _doors(house: House) -> set[tuple[str, str]]:
    found = {(method, path) for path, methods, _ in _all(house) for method in methods - {"HEAD", "OPTIONS"}}
    return {(method, re.sub(r":\w+}", "}", path)) for method, path in found}


def _all(house: House) -> list[tuple[str, set[str], APIRoute]]:
    from app.routes.pages import router

    return [(route.path, set(route.methods or ()), route) for route in _routes(list(router.routes))]


def test_every_door_has_its_row(house: House) -> None:
    rows = {(row.method, row.path) for row in ROWS}

    assert _doors(house) - rows == set()
    assert rows - _doors(house) == set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.path} {' '.join(row.names.values())}".strip())
def test_a_door_answers_each_person_as_its_row_says(house: House, row: Row) -> None:
    answers = {}
    for column, who in COLUMNS.items():
        client = house.as_(who)
        answer = client.request(row.method, row.address(house.world), data=row.fields or None)
        to_sign_in = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
        answers[column] = "in" if to_sign_in else str(answer.status_code)

    assert answers == row.expected()


def test_every_unsafe_door_reads_its_body_and_with_it_the_proof_of_its_origin(house: House) -> None:
    without = [
        f"{method} {path}"
        for path, methods, route in _all(house)
        for method in methods - {"GET", "HEAD", "OPTIONS"}
        if not _depends_on_body(route)
    ]

    assert without == []


def _depends_on_body(route: APIRoute) -> bool:
    waiting = [route.dependant]
    while waiting:
        dependant = waiting.pop()
        if dependant.call is read_body:
            return True
        waiting.extend(dependant.dependencies)
    return False


def test_the_matrix_is_about_the_real_application(house: House) -> None:
    assert create_app(hall=house.hall).routes
