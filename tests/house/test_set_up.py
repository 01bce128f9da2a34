"""The set-up knows when there is nothing to do."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import set_up

ROOT = Path(__file__).parents[2]


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """An environment with nothing in it."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "venv")], check=True)
    return tmp_path / "venv"


def lock(folder: Path, name: str, *pins: str) -> Path:
    path = folder / name
    path.write_text("\n".join(pins))
    return path


def test_an_environment_is_done_for_its_lock_and_for_the_smaller_one_it_holds(tmp_path: Path, venv: Path) -> None:
    large = lock(tmp_path, "requirements-dev.lock", "a==1 \\", "b==2 \\")
    small = lock(tmp_path, "requirements.lock", "a==1 \\")
    other = lock(tmp_path, "requirements-other.lock", "a==2 \\")

    set_up.remember(venv, large)

    assert [set_up.is_done(venv, each) for each in (large, small, other)] == [True, True, False]


def test_an_environment_is_no_longer_done_when_its_lock_changes(tmp_path: Path, venv: Path) -> None:
    pinned = lock(tmp_path, "requirements.lock", "a==1 \\")
    set_up.remember(venv, pinned)

    pinned.write_text("a==2 \\")

    assert not set_up.is_done(venv, pinned)


def test_an_environment_whose_python_is_gone_is_not_done(tmp_path: Path, venv: Path) -> None:
    pinned = lock(tmp_path, "requirements.lock", "a==1 \\")
    set_up.remember(venv, pinned)

    (venv / "bin" / "python").unlink()

    assert not set_up.is_done(venv, pinned)


def test_the_command_of_the_project_stands_in_the_environment(venv: Path) -> None:
    set_up.add_project(venv)

    path = subprocess.run(
        [venv / "bin" / "python", "-c", "import sys; print(sys.path)"], capture_output=True, text=True, check=True
    )
    assert str(ROOT) in path.stdout
    assert (venv / "bin" / "tremplin").stat().st_mode & 0o111


def test_what_the_application_needs_is_pinned_alike_in_both_locks() -> None:
    small, large = (set_up.pins(ROOT / name) for name in ("requirements.lock", "requirements-dev.lock"))

    assert small - large == set()
