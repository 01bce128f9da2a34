"""Everything stays small enough to be read in one sitting."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FUNCTION_LINES = 40
PARAMETERS = 7
# The first folder that holds a file decides: how many lines it may have.
FILE_LINES = {
    "app/routes": 200,
    "app/models": 150,
    "app/templates": 150,
    "app": 250,
    "migrations": 250,
    "tools": 250,
    "tests": 400,
}

type_of_function = (ast.FunctionDef, ast.AsyncFunctionDef)


def files(*suffixes: str) -> Iterator[Path]:
    for folder in ("app", "migrations", "tools", "tests"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in suffixes and "versions" not in path.parts:
                yield path


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path in files(".py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, type_of_function):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node


def lines_allowed(path: Path) -> int:
    inside = path.relative_to(ROOT)
    return next(limit for folder, limit in FILE_LINES.items() if inside.is_relative_to(folder))


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Those given by position; keyword-only ones name themselves where they are given."""
    named = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return len([name for name in named if name not in ("self", "cls")])


def is_public(name: str) -> bool:
    return not name.startswith("_")


def test_no_file_outgrows_its_room() -> None:
    sizes = {path: len(path.read_text().splitlines()) for path in files(".py", ".html", ".txt", ".xml")}

    too_long = {str(path.relative_to(ROOT)): size for path, size in sizes.items() if size > lines_allowed(path)}

    assert too_long == {}


def test_no_function_is_longer_than_a_page() -> None:
    sizes = {place: (node.end_lineno or 0) - node.lineno + 1 for place, node in functions()}

    assert {place: size for place, size in sizes.items() if size > FUNCTION_LINES} == {}


def test_no_function_asks_for_more_than_seven_things_by_position() -> None:
    counts = {place: parameters(node) for place, node in functions()}

    assert {place: count for place, count in counts.items() if count > PARAMETERS} == {}


def test_every_module_says_which_room_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT)) for path in files(".py") if not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert silent == []


@pytest.mark.parametrize("room", ["domain", "services", "queries", "forms", "adapters"])
def test_every_public_function_of_the_inner_rooms_says_what_it_promises(room: str) -> None:
    silent = [
        f"{path.relative_to(ROOT)} {node.name}"
        for path in sorted((ROOT / "app" / room).rglob("*.py"))
        for node in ast.parse(path.read_text()).body
        if isinstance(node, type_of_function) and is_public(node.name) and not ast.get_docstring(node)
    ]

    assert silent == []
