"""A whole platform for a test: database, memory twins, a clock that can be moved, and people who sign in."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from shutil import copyfile

from starlette.testclient import TestClient

from app.adapters.addresses import MemoryAddresses
from app.adapters.clock import FixedClock
from app.adapters.companies import MemoryCompanies
from app.adapters.database import Database
from app.adapters.mail import MemoryMailer
from app.adapters.migrations import migrate
from app.adapters.scanner import Scanner
from app.adapters.storage import memory_storage
from app.main import create_app, make_hall
from app.settings import Settings
from app.web.hall import Hall
from app.worker import Worker
from tests.world import NOW, PDF, World, build

SECRET = "a secret for tests alone, 0123456789 abcdef"


class House:
    """One platform with its small world; `as_` gives a browser in which somebody is signed in."""

    def __init__(self, hall: Hall, world: World) -> None:
        assert isinstance(hall.clock, FixedClock)
        assert isinstance(hall.mailer, MemoryMailer)
        assert isinstance(hall.companies, MemoryCompanies)
        assert isinstance(hall.addresses, MemoryAddresses)
        self.companies, self.addresses = hall.companies, hall.addresses
        self.hall, self.world, self.clock, self.mailer = hall, world, hall.clock, hall.mailer
        self.database: Database = hall.database
        self.app = create_app(hall=hall)

    def as_(self, who: str = "", *, language: str = "fr") -> TestClient:
        """A browser where `who` is signed in (nobody when empty)."""
        client = TestClient(self.app, base_url="http://127.0.0.1:8000", follow_redirects=False)
        client.headers["accept-language"] = language
        client.headers["sec-fetch-site"] = "same-origin"
        if who:
            client.cookies.set("session", self.world.tokens[who], domain="127.0.0.1")
            # The account says French; the cookie comes before it.
            client.cookies.set("lang", language, domain="127.0.0.1")
        return client

    def work(self) -> None:
        """Let the worker do everything that is due."""
        Worker(self.hall).drain()


def settings_for(folder: Path, url: str = "") -> Settings:
    """Settings of a test: nothing of the machine's environment matters."""
    return Settings(
        data_dir=folder,
        database_url=url,
        secret_key=SECRET,
        base_url="http://127.0.0.1:8000",
        dev=True,
        # Nobody listens on the port named discard.
        companies_url="http://127.0.0.1:9",
        addresses_url="http://127.0.0.1:9",
    )


@contextmanager
def house_on(settings: Settings, world: World | None = None, *, scanner: Scanner | None = None) -> Iterator[House]:
    """A house on this database; the small world is built when none is given."""
    storage = memory_storage()
    hall = make_hall(
        settings,
        clock=FixedClock(NOW),
        mailer=MemoryMailer(),
        storage=storage,
        companies=MemoryCompanies(),
        addresses=MemoryAddresses(),
        scanner=scanner,
    )
    if world is None:
        with hall.database.writing() as db:
            world = build(db)
    for name in world.files:
        storage.write(f"world/{name}", BytesIO(PDF))
    try:
        yield House(hall, world)
    finally:
        hall.database.close()


def sqlite_template(folder: Path) -> tuple[Path, World]:
    """A migrated SQLite file with the small world, to be copied by each test."""
    path = folder / "template.sqlite3"
    return path, _template(f"sqlite:///{path}")


def postgres_template(url: str) -> World:
    """A migrated PostgreSQL database with the small world, to be copied by each test."""
    return _template(url)


def _template(url: str) -> World:
    database = Database(url)
    migrate(database)
    with database.writing() as db:
        world = build(db)
    database.close()
    return world


def copied(template: Path, folder: Path) -> str:
    """The address of a fresh copy of the template."""
    target = folder / "tremplin.sqlite3"
    copyfile(template, target)
    return f"sqlite:///{target}"
