"""The demonstration, loaded once for the tests that look at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.adapters.clock import FixedClock
from app.adapters.database import Database
from app.adapters.mail import MemoryMailer
from app.adapters.migrations import migrate
from app.adapters.storage import memory_storage
from app.demo.loading import load
from app.main import make_hall
from app.web.hall import Hall
from tests.houses import settings_for


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """The whole demonstration on SQLite, at its own instant."""
    folder: Path = tmp_path_factory.mktemp("demonstration")
    url = f"sqlite:///{folder / 'tremplin.sqlite3'}"
    database, storage = Database(url), memory_storage()
    migrate(database)
    loaded = load(database, storage)
    database.close()
    settings = settings_for(folder, url).with_values(demo=True)
    hall = make_hall(settings, clock=FixedClock(loaded.now), mailer=MemoryMailer(), storage=storage)
    yield hall
    hall.database.close()
