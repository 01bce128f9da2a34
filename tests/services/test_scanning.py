"""What the antivirus says: cleared files are read, condemned ones by nobody, and the others wait."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from app.adapters.scanner import MemoryScanner
from app.models import Dossier, StoredFile
from tests.desk import Desk
from tests.houses import House, copied, house_on, settings_for
from tests.samples import pdf
from tests.world import World

MARK = b"EICAR"
ILL = pdf() + b"%" + MARK


@pytest.fixture
def scanner() -> MemoryScanner:
    """An antivirus that knows one mark."""
    made = MemoryScanner()
    made.marks[MARK] = "Eicar-Signature"
    return made


@pytest.fixture
def guarded(small_world: tuple[Path, World], tmp_path: Path, scanner: MemoryScanner) -> Iterator[House]:
    """A house with an antivirus; what it held before is already looked at."""
    template, world = small_world
    with house_on(settings_for(tmp_path, copied(template, tmp_path)), world, scanner=scanner) as house:
        house.work()
        yield house


def _file(house: House, file: object) -> StoredFile:
    with house.database.reading() as db:
        return db.get_one(StoredFile, file)


def _read(house: House, who: str, path: str) -> int:
    return house.as_(who).get(path).status_code


def test_files_that_were_there_before_the_antivirus_are_looked_at_too(guarded: House) -> None:
    assert {_file(guarded, one).scan for one in guarded.world.files.values()} == {"clean"}


def test_until_it_is_cleared_a_file_is_read_by_the_one_who_sent_it_alone(guarded: House) -> None:
    desk = Desk(guarded)
    dossier = desk.start()
    file = desk.attach(dossier, pdf())
    path = f"/applicant/dossiers/{dossier}/files/{file}"
    before = [_read(guarded, who, path) for who in ("claire", "edith", "helene")]

    guarded.work()

    assert before == [200, 404, 404]
    assert (_file(guarded, file).scan, _read(guarded, "claire", path)) == ("clean", 200)


def test_organisers_wait_for_the_verdict_and_are_told_so(guarded: House) -> None:
    file = guarded.world.files["admitted"]
    with guarded.database.writing() as db:
        db.get_one(StoredFile, file).scan = ""
    path = f"/organiser/calls/ptce/dossiers/{guarded.world.dossiers['admitted']}/files/{file}"

    waiting = guarded.as_("helene").get(path)
    guarded.work()

    assert waiting.status_code == 409
    assert "pas encore vérifié" in waiting.text
    assert _read(guarded, "helene", path) == 200


def test_a_file_that_is_condemned_leaves_the_draft_and_its_people_are_told(guarded: House) -> None:
    desk = Desk(guarded)
    dossier = desk.start()
    file = desk.attach(dossier, ILL)

    guarded.work()

    row, page = _file(guarded, file), f"/applicant/dossiers/{dossier}"
    assert (row.scan, row.removed_at is not None) == ("infected", True)
    assert _read(guarded, "claire", f"{page}/files/{file}") == 404
    assert "statuts.pdf a été écarté" in guarded.as_("claire").get(f"{page}/sections/project").text
    [mail] = [one for one in guarded.mailer.sent if "écarté" in str(one["subject"])]
    assert str(mail["to"]) == "claire@exemple.fr"


def test_once_another_file_is_sent_the_page_speaks_of_it_no_more(guarded: House) -> None:
    desk = Desk(guarded)
    dossier = desk.start()
    desk.attach(dossier, ILL)
    guarded.work()
    guarded.clock.move_to(guarded.clock.now().replace(hour=20))

    desk.attach(dossier, pdf())

    assert "a été écarté" not in guarded.as_("claire").get(f"/applicant/dossiers/{dossier}/sections/project").text


def test_a_filed_file_that_is_condemned_stays_in_the_dossier_and_is_opened_by_nobody(
    guarded: House, scanner: MemoryScanner
) -> None:
    file, dossier = guarded.world.files["admitted"], guarded.world.dossiers["admitted"]
    with guarded.database.writing() as db:
        db.get_one(StoredFile, file).scan = ""
    scanner.marks[b"small world"] = "Small.World"

    guarded.work()

    row = _file(guarded, file)
    assert (row.scan, row.removed_at) == ("infected", None)
    assert _read(guarded, "helene", f"/organiser/calls/ptce/dossiers/{dossier}/files/{file}") == 409
    archive = guarded.as_("helene").get(f"/organiser/calls/ptce/dossiers/{dossier}/dossier.zip")
    assert [name for name in ZipFile(BytesIO(archive.content)).namelist() if name.startswith("fichiers/")] == []
    with guarded.database.reading() as db:
        assert db.get_one(Dossier, dossier).state == "admitted"


def test_an_antivirus_that_is_down_condemns_and_clears_nothing(guarded: House, scanner: MemoryScanner) -> None:
    desk = Desk(guarded)
    scanner.is_down = True
    file = desk.attach(desk.start(), ILL)
    guarded.work()
    during = _file(guarded, file).scan

    scanner.is_down = False
    guarded.work()

    assert (during, _file(guarded, file).scan) == ("", "infected")
