"""Every operation is described, answers each person as its row says, and asks for its token and its scope."""

import inspect
import json
import re
from pathlib import Path
from typing import Any

import pytest

from app.cli.proof import openapi as print_description
from app.main import create_app
from app.routes.api.v1 import ROOMS
from tests.houses import House, settings_for
from tests.http.api.programs import API, EVERY_SCOPE, Program, problem_of, program, programs
from tests.http.api.rows import COLUMNS, ROWS, Row

Operations = dict[tuple[str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def description(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the API says of itself; made once, for it takes more than a second."""
    return create_app(settings_for(tmp_path_factory.mktemp("description"))).openapi()


@pytest.fixture(scope="module")
def operations(description: dict[str, Any]) -> Operations:
    """Each operation, by method and path."""
    return {
        (method.upper(), path.removeprefix(API)): operation
        for path, described in description["paths"].items()
        for method, operation in described.items()
    }


def _ask(caller: Program, row: Row, house: House) -> Any:
    return caller.send(row.method, row.address(house.world), row.body, version=row.version)


def _name(row: Row) -> str:
    return f"{row.method} {row.path} {' '.join(row.names.values())}".strip()


def test_every_operation_has_its_row(operations: Operations) -> None:
    rows = {(row.method, row.path) for row in ROWS}

    assert sorted(set(operations) - rows) == []
    assert sorted(rows - set(operations)) == []


def _check(house: House, row: Row, callers: dict[str, Program]) -> None:
    answers = {who: _ask(caller, row, house) for who, caller in callers.items()}

    assert {who: answer.status_code for who, answer in answers.items()} == row.expected(), _name(row)
    for refused in (answer for answer in answers.values() if answer.status_code >= 400):
        problem_of(refused)


def test_what_only_reads_answers_each_person_as_its_row_says(house: House) -> None:
    callers = programs(house, COLUMNS)

    for row in ROWS:
        if row.method == "GET":
            _check(house, row, callers)


@pytest.mark.parametrize("row", [row for row in ROWS if row.method != "GET"], ids=_name)
def test_an_act_answers_each_person_as_its_row_says(house: House, row: Row) -> None:
    _check(house, row, programs(house, COLUMNS))


def test_nobody_comes_in_without_a_token(house: House) -> None:
    assert {problem_of(_ask(Program(house, ""), row, house)) for row in ROWS} == {(401, "token_needed")}


def test_an_operation_refuses_a_token_without_its_scope_before_anything_else(
    house: House, operations: Operations
) -> None:
    others = {scope: program(house, "helene", *(set(EVERY_SCOPE) - {scope})) for scope in EVERY_SCOPE}

    for row in ROWS:
        for scope in operations[row.method, row.path]["security"][0]["token"]:
            assert problem_of(_ask(others[scope], row, house)) == (403, "scope_missing"), _name(row)


def test_every_operation_is_described_whole(operations: Operations) -> None:
    lacking = {
        key: [
            what
            for what, holds in (
                ("a summary", re.fullmatch(r"[A-Z].{10,}[^.]", operation.get("summary", ""))),
                ("a tag", len(operation.get("tags", [])) == 1),
                ("its security", "token" in operation["security"][0]),
                ("its refusals", {"401", "403", "422", "429"} <= set(operation["responses"])),
                ("404", "{" not in key[1] or "404" in operation["responses"]),
                ("a success", any(status.startswith("2") for status in operation["responses"])),
                ("an example", "requestBody" not in operation or _has_example(operation["requestBody"])),
                ("its version", _says_its_version(operation)),
                ("its key", key[0] != "POST" or _parameters(operation) >= {"idempotency-key"}),
            )
            if not holds
        ]
        for key, operation in operations.items()
    }

    assert {key: what for key, what in lacking.items() if what} == {}
    names = [operation["operationId"] for operation in operations.values()]
    assert len(names) == len(set(names))


def test_every_post_keeps_its_answer_for_the_next_time_its_key_comes(house: House) -> None:
    posts = [route for room in ROOMS for route in room.room.router.routes if "POST" in route.methods]

    forgetful = [route.path for route in posts if "repeat.keep(" not in inspect.getsource(route.endpoint)]

    assert len(posts) > 25
    assert forgetful == []


def _has_example(body: dict[str, Any]) -> bool:
    return all("example" in content for content in body["content"].values())


def _parameters(operation: dict[str, Any]) -> set[str]:
    return {parameter["name"] for parameter in operation.get("parameters", ())}


def _says_its_version(operation: dict[str, Any]) -> bool:
    """Who asks for `If-Match` says so, and documents both refusals."""
    required = {one["name"] for one in operation.get("parameters", ()) if one["required"]}
    return ("if-match" in required) == ("428" in operation["responses"]) and (
        "if-match" not in required or "412" in operation["responses"]
    )


def test_the_page_of_developers_lists_every_operation_with_its_scope(operations: Operations) -> None:
    page = (Path(__file__).parents[3] / "docs" / "developer" / "api.md").read_text()
    told = set(re.findall(r"^\| `([A-Z]+) (\S+)` \| `(\w+)` \|", page, re.MULTILINE))

    scopes = {(*key, (operation["security"][0]["token"] or ["any"])[0]) for key, operation in operations.items()}

    assert told == scopes


def test_refusals_are_documented_as_problems(operations: Operations) -> None:
    kinds = {
        tuple(response["content"])
        for operation in operations.values()
        for status, response in operation["responses"].items()
        if status >= "400"
    }

    assert kinds == {("application/problem+json",)}


def test_the_description_is_of_the_api_alone_and_names_what_it_uses(
    house: House, description: dict[str, Any], operations: Operations
) -> None:
    answer = house.as_().get("/api/v1/openapi.json")

    references = set(re.findall(r'"\$ref": ?"#/components/schemas/([^"]+)"', answer.text))
    assert answer.status_code == 200
    assert answer.json() == description
    assert description["openapi"].startswith("3.1")
    assert all(path.startswith(f"{API}/") for path in description["paths"])
    assert references <= set(description["components"]["schemas"])
    tags = {tag for operation in operations.values() for tag in operation["tags"]}
    assert tags == {tag["name"] for tag in description["tags"]}
    assert description["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


def test_the_command_line_prints_the_same_description(
    description: dict[str, Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TREMPLIN_DATA_DIR", str(tmp_path))

    print_description()

    assert json.loads(capsys.readouterr().out) == description
