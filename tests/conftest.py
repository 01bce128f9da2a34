"""Fixtures of the test rooms, and the closing report that says what ran where."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.terminal import TerminalReporter
from playwright.sync_api import Browser, Page

from tests.browser_setup import browser as launch
from tests.houses import House, copied, house_on, postgres_template, settings_for, sqlite_template
from tests.live import Live, served
from tests.postgres import drop_database, new_database, postgres_server
from tests.s3 import Bucket, s3_bucket
from tests.smtp import Mailbox, smtp_server
from tests.world import World

ROOMS = {"postgres": "PostgreSQL", "browser": "browser", "office": "LibreOffice"}


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server, shared by the whole run."""
    with postgres_server() as url:
        yield url


@pytest.fixture
def postgres_database(postgres: str) -> Iterator[str]:
    """The URL of an empty PostgreSQL database, dropped afterwards."""
    url = new_database(postgres)
    yield url
    drop_database(url)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium, shared by the tests of this process."""
    with launch() as browser:
        yield browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page in a profile of its own."""
    context = chromium.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    yield context.new_page()
    context.close()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mailbox that receives by SMTP."""
    with smtp_server() as box:
        yield box


@pytest.fixture(scope="session")
def bucket() -> Iterator[Bucket]:
    """A bucket in an S3-compatible store."""
    with s3_bucket() as made:
        yield made


@pytest.fixture(scope="session")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    """The template of the SQLite houses of this process."""
    return sqlite_template(tmp_path_factory.mktemp("world"))


@pytest.fixture
def house(small_world: tuple[Path, World], tmp_path: Path) -> Iterator[House]:
    """A house on SQLite with the small world."""
    template, world = small_world
    with house_on(settings_for(tmp_path, copied(template, tmp_path)), world) as made:
        yield made


@pytest.fixture(scope="session")
def small_postgres_world(postgres: str) -> Iterator[tuple[str, World]]:
    """The template of the PostgreSQL houses of this process."""
    url = new_database(postgres)
    yield url, postgres_template(url)
    drop_database(url)


@pytest.fixture
def postgres_house(postgres: str, small_postgres_world: tuple[str, World], tmp_path: Path) -> Iterator[House]:
    """A house on PostgreSQL with the small world."""
    template, world = small_postgres_world
    url = new_database(postgres, template=template)
    with house_on(settings_for(tmp_path, url), world) as made:
        yield made
    drop_database(url)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def each_house(request: pytest.FixtureRequest) -> House:
    """The same house on each database."""
    return request.getfixturevalue("house" if request.param == "sqlite" else "postgres_house")  # type: ignore[no-any-return]


@pytest.fixture
def live(house: House) -> Iterator[Live]:
    """A house on SQLite behind a real socket."""
    with served(house) as made:
        yield made


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Say how many tests ran in each room, and shout when a room was missing."""
    counts = {room: Counter[str]() for room in ROOMS}
    for outcome in ("passed", "failed", "error", "skipped"):
        for report in terminalreporter.getreports(outcome):
            for room in ROOMS:
                counts[room][outcome] += room in getattr(report, "keywords", {})
    terminalreporter.section("rooms")
    for room, name in ROOMS.items():
        told = ", ".join(f"{number} {outcome}" for outcome, number in counts[room].items() if number) or "no test"
        skipped = bool(counts[room]["skipped"])
        loud = "   <<< NOT TESTED HERE: the reason is below" if skipped else ""
        terminalreporter.write_line(f"{name}: {told}{loud}", yellow=skipped, bold=skipped)
    if any(count["skipped"] for count in counts.values()) and os.environ.get("TREMPLIN_TEST_STRICT", "0") != "1":
        terminalreporter.write_line("Set TREMPLIN_TEST_STRICT=1 to make a missing room a failure.")
