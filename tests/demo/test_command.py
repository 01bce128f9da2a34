"""`tremplin demo`: a second start keeps what is there; a platform where people work is never taken for a demo."""

import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copyfile

import httpx

from app.adapters.clock import DemoClock
from app.demo.loading_roles import roles
from app.web.hall import Hall
from tests.houses import copied
from tests.rooms import free_port
from tests.world import World

START_SECONDS = 60


def _started(folder: Path, port: int) -> "subprocess.Popen[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TREMPLIN_")}
    return subprocess.Popen(
        (sys.executable, "-m", "app", "demo", "--port", str(port)),
        env={**environment, "TREMPLIN_DATA_DIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _answers(url: str) -> httpx.Response:
    transport = httpx.HTTPTransport(retries=8)
    with httpx.Client(transport=transport, timeout=START_SECONDS, follow_redirects=True) as client:
        return client.get(url)


def test_a_second_start_keeps_the_data_and_prints_a_link_for_each_role(demonstration: Hall, tmp_path: Path) -> None:
    for path in demonstration.settings.data_dir.glob("tremplin.sqlite3*"):
        copyfile(path, tmp_path / path.name)
    DemoClock(tmp_path / "clock").move_to(demonstration.clock.now())
    server = _started(tmp_path, free_port())

    try:
        assert server.stdout is not None
        said = ""
        while "Serving on" not in said:
            line = server.stdout.readline()
            assert line, said
            said += line
        links = re.findall(r"http://\S+/demo/enter/\S+", said)
        page = _answers(links[0])
    finally:
        server.terminate()
        server.communicate(timeout=30)

    assert len(links) == len(roles()) == 5
    assert "Loading" not in said
    assert page.status_code == 200


def test_a_platform_where_people_work_is_refused_and_left_alone(
    small_world: tuple[Path, World], tmp_path: Path
) -> None:
    copied(small_world[0], tmp_path)
    before = (tmp_path / "tremplin.sqlite3").stat().st_size

    done = _started(tmp_path, free_port())
    said, _ = done.communicate(timeout=START_SECONDS)

    assert done.returncode == 1
    assert "is no demonstration" in said
    assert (tmp_path / "tremplin.sqlite3").stat().st_size == before
