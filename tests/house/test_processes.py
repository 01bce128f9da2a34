"""The national set-up for real: two web processes, a worker by itself, PostgreSQL, S3 and SMTP on loopback."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.houses import SECRET
from tests.rooms import free_port
from tests.s3 import Bucket
from tests.smtp import Mailbox

PATIENCE_SECONDS = 60


def _wait(ready: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while not ready():
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.1)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture
def national(postgres_database: str, bucket: Bucket, mailbox: Mailbox, tmp_path: Path) -> Iterator[str]:
    """The address of the platform; every process is stopped by its pid."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    settings = {"DATA_DIR": str(tmp_path), "DATABASE_URL": postgres_database, "STORAGE_URL": bucket.url}
    settings |= {"SMTP_URL": mailbox.url, "BASE_URL": base, "SECRET_KEY": SECRET, "LOG_FORMAT": "json"}
    environment = os.environ | {f"TREMPLIN_{name}": value for name, value in settings.items()}
    tremplin = [sys.executable, "-m", "app"]
    subprocess.run([*tremplin, "migrate"], env=environment, check=True, timeout=60)
    commands = (["serve", "--port", str(port), "--workers", "2"], ["worker"])
    processes = [subprocess.Popen([*tremplin, *words], env=environment) for words in commands]
    try:
        _wait(lambda: _answers(f"{base}/readyz"))
        yield base
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            process.wait(30)


@pytest.mark.postgres
def test_a_person_signs_up_on_one_process_the_worker_writes_and_another_process_knows_them(
    national: str, mailbox: Mailbox
) -> None:
    form = {"name": "Odile Ravat", "email": "odile@exemple.fr", "password": "le séchoir d’Ambert"}
    assert httpx.post(f"{national}/sign-up", data=form).status_code == 200

    _wait(lambda: len(mailbox.messages) == 1)
    text = mailbox.messages[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    link = re.search(r"http\S+/confirm/\S+", text)[0]  # type: ignore[index]
    confirmed = httpx.post(link)

    assert confirmed.status_code == 303
    cookies = {"session": confirmed.cookies["session"]}
    pages = [httpx.get(f"{national}/account", cookies=cookies) for _ in range(8)]
    assert [page.status_code for page in pages] == [200] * 8
