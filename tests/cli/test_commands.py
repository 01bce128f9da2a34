"""The command line: each command does what it says, or refuses with a sentence and a non-zero exit."""

import json
import os
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update
from sqlmodel import col

from app.adapters import archives
from app.adapters.database import Database
from app.adapters.migrations import migrate
from app.adapters.storage import memory_storage
from app.models import JournalLine, Person
from app.services import journal
from tests.houses import SECRET, House
from tests.world import NOW


def tremplin(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command as an operator would."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TREMPLIN_")}
    given = {f"TREMPLIN_{name.upper()}": value for name, value in settings.items()}
    environment = {**clean, "TREMPLIN_DATA_DIR": str(folder), **given}
    command = [sys.executable, "-m", "app", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_a_platform_is_made_ready_in_two_commands_and_the_doctor_finds_it_well(tmp_path: Path) -> None:
    assert tremplin(tmp_path, "migrate").returncode == 0
    added = tremplin(tmp_path, "people", "add", "ada@exemple.fr", "--role", "administrator")

    assert "/reset/" in added.stdout
    examined = tremplin(tmp_path, "doctor")
    assert (examined.returncode, examined.stdout.split()[1::2]) == (0, ["ok"] * 6)


def test_the_doctor_says_what_to_do_on_a_database_without_migrations(tmp_path: Path) -> None:
    examined = tremplin(tmp_path, "doctor")

    assert examined.returncode == 1
    assert "Run: tremplin migrate" in examined.stdout


@pytest.mark.parametrize(
    ("words", "settings", "says"),
    [
        (("serve",), {}, "Run: tremplin migrate"),
        (("serve",), {"database_url": "sqlite:///elsewhere.sqlite3"}, "TREMPLIN_SECRET_KEY is missing or too weak"),
        (("serve",), {"secret_key": "weak"}, "TREMPLIN_SECRET_KEY is missing or too weak"),
        (("people", "add", "ada", "--role", "administrator"), {}, "not an e-mail address"),
    ],
)
def test_a_command_that_can_not_work_says_what_to_do_and_fails(
    tmp_path: Path, words: tuple[str, ...], settings: dict[str, str], says: str
) -> None:
    refused = tremplin(tmp_path, *words, **settings)

    assert refused.returncode != 0
    assert says in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    "command", ["demo", "serve", "migrate", "worker", "replay", "doctor", "backup", "restore", "openapi"]
)
def test_every_command_explains_itself(command: str, tmp_path: Path) -> None:
    assert tremplin(tmp_path, command, "--help").returncode == 0


def test_the_journal_holds_until_a_line_is_altered_and_then_names_it(house: House, tmp_path: Path) -> None:
    with house.database.writing() as db:
        for number in range(3):
            paris = NOW.astimezone(ZoneInfo("Europe/Paris"))
            journal.write(db, "test.act", f"dossier:{number}", actor_id=None, now=paris)
    address = {"database_url": house.hall.settings.database, "secret_key": SECRET}
    assert tremplin(tmp_path, "journal", "verify", **address).returncode == 0

    with house.database.writing() as db:
        db.execute(update(JournalLine).where(col(JournalLine.sequence) == 2).values(subject="dossier:9"))

    found = tremplin(tmp_path, "journal", "verify", **address)
    assert (found.returncode, found.stderr.strip()) == (1, "house: line 2 is altered")


def test_what_was_backed_up_comes_back_whole_in_an_empty_platform(each_house: House, tmp_path: Path) -> None:
    storage = memory_storage()
    (tmp_path / "statuts.pdf").write_bytes(b"%PDF-1.7 " + b"x" * 700_000)
    with (tmp_path / "statuts.pdf").open("rb") as source:
        written = storage.write("dossiers/un", source)
    saved = archives.backup(each_house.database, storage, tmp_path / "tremplin.zip")

    fresh, other_storage = Database(f"sqlite:///{tmp_path / 'fresh.sqlite3'}"), memory_storage()
    migrate(fresh)
    back = archives.restore(fresh, other_storage, tmp_path / "tremplin.zip")

    assert back == saved
    assert b"".join(other_storage.read("dossiers/un")) == (tmp_path / "statuts.pdf").read_bytes()
    assert written.size == 700_009
    with fresh.reading() as db:
        assert db.get_one(Person, each_house.world.people["claire"]).name == "Claire Ambrosi"
    with pytest.raises(archives.CannotRestore, match="empty"):
        archives.restore(fresh, other_storage, tmp_path / "tremplin.zip")
    fresh.close()


def test_the_api_describes_itself_as_json(tmp_path: Path) -> None:
    assert json.loads(tremplin(tmp_path, "openapi").stdout)["openapi"].startswith("3.")
