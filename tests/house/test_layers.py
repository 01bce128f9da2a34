"""Imports go only down: the contracts hold, and they catch what they should."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = "from importlinter.cli import lint_imports_command as go; go()"
ROOMS = ("main", "cli", "demo", "routes", "web", "services", "queries", "adapters", "models", "forms", "domain")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", COMMAND, "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def doll_house(tmp_path: Path) -> Path:
    """A house of empty rooms under the same contracts."""
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    for room in ("", *ROOMS, "routes/pages", "routes/api"):
        (tmp_path / "app" / room).mkdir()
        (tmp_path / "app" / room / "__init__.py").touch()
    (tmp_path / "app" / "__main__.py").touch()
    return tmp_path


def test_the_house_keeps_its_layers() -> None:
    found = lint(ROOT)

    assert found.returncode == 0, found.stdout + found.stderr


def test_empty_rooms_keep_their_layers(doll_house: Path) -> None:
    found = lint(doll_house)

    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("domain", "import app.models"),
        ("services", "import app.web"),
        ("services", "import app.queries"),
        ("routes/pages", "import app.routes.api"),
        ("domain", "import sqlmodel"),
        ("domain", "import random"),
    ],
)
def test_an_import_that_goes_up_is_caught(doll_house: Path, room: str, line: str) -> None:
    (doll_house / "app" / room / "__init__.py").write_text(f"{line}\n")

    found = lint(doll_house)

    assert found.returncode == 1
    assert "BROKEN" in found.stdout


def test_a_room_that_is_not_on_the_plan_is_caught(doll_house: Path) -> None:
    (doll_house / "app" / "helpers.py").touch()

    assert "BROKEN" in lint(doll_house).stdout
