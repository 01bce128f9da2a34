"""Files: recognised by content, stored whole or not at all, named so that they deceive nobody."""

import io

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.adapters.filetypes import recognise
from app.adapters.unreadable import Unreadable
from app.domain.errors import Invalid, NotFound, WrongState
from app.models import StoredFile
from app.services import files
from tests.desk import Desk
from tests.houses import House
from tests.samples import archive, image, office_document, open_document, pdf
from tests.world import AFTER


def _keys(house: House) -> list[str]:
    """What is stored beside the small world's own files."""
    return sorted(key for key in house.hall.storage.every_key() if not key.startswith("world/"))


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (pdf(), "pdf"),
        (image(), "png"),
        (image("JPEG"), "jpg"),
        (open_document("odt"), "odt"),
        (open_document("ods"), "ods"),
        (office_document("docx"), "docx"),
        (office_document("xlsx"), "xlsx"),
    ],
)
def test_a_file_is_known_by_what_it_holds(content: bytes, ending: str) -> None:
    assert recognise(io.BytesIO(content)).ending == ending


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"MZ\x90\x00", "unknown"),
        (b"<html><script>alert(1)</script></html>", "unknown"),
        (b"%PDF-1.7\nnothing more", "broken"),
        (pdf(password="secret"), "locked"),
        (image()[:40], "broken"),
        (b"PK\x03\x04 and then nothing", "broken"),
        (archive({"readme.txt": b"x"}), "unknown"),
        (archive({"mimetype": b"application/x-evil", "content.xml": b""}), "unknown"),
        (archive({str(n): b"" for n in range(5_001)}), "bomb"),
        (archive({"mimetype": b"x", "zeros": bytes(301_000_000)}), "bomb"),
    ],
)
def test_a_file_that_lies_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        recognise(io.BytesIO(content))

    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("statuts.pdf", "statuts.pdf"),
        ("C:\\Users\\Claire\\statuts.PDF", "statuts.PDF"),
        ("../../etc/passwd", "passwd.pdf"),
        ("facture\u202efdp.exe", "facturefdp.exe.pdf"),
        ("a\x00b\n c.pdf", "ab c.pdf"),
        ("", "document.pdf"),
        ("...", "document.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_keeps_neither_folders_nor_signs_that_deceive(given: str, kept: str) -> None:
    assert files.clean_name(given, "pdf") == kept


def test_a_file_is_stored_with_its_real_type_and_digest(each_house: House) -> None:
    desk = Desk(each_house)
    dossier = desk.start()

    file = desk.attach(dossier, image(), "photo.pdf")

    with each_house.database.reading() as db:
        row = db.get_one(StoredFile, file)
    assert (row.name, row.media_type, row.size) == ("photo.pdf.png", "image/png", len(image()))
    assert b"".join(each_house.hall.storage.read(row.storage_key)) == image()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"MZ", "file_unknown"),
        (office_document(), "file_unknown"),
        (bytes(2_000_001), "file_too_large"),
    ],
)
def test_what_is_not_welcome_is_refused_and_leaves_no_byte(house: House, content: bytes, code: str) -> None:
    desk = Desk(house)
    dossier = desk.start()

    with pytest.raises(Invalid) as refused:
        desk.attach(dossier, content)

    assert (refused.value.code, refused.value.field) == (code, "statutes")
    assert _keys(house) == []


def test_no_more_files_than_the_question_takes(house: House) -> None:
    desk = Desk(house)
    dossier = desk.start()
    first = desk.attach(dossier, pdf())
    desk.attach(dossier, pdf())

    with pytest.raises(Invalid, match="file_too_many"):
        desk.attach(dossier, pdf())
    desk.act(lambda db, me: files.remove(db, desk.mine(db, dossier), first, actor=me, now=house.clock.now()))

    assert desk.attach(dossier, pdf())


def test_a_transaction_that_fails_takes_the_bytes_with_it(each_house: House) -> None:
    desk = Desk(each_house)
    dossier = desk.start()
    upload = files.Upload("statuts.pdf", io.BytesIO(pdf()))
    storage, now = each_house.hall.storage, each_house.clock.now()

    def fail(db: object, me: object) -> None:
        files.attach(db, storage, desk.mine(db, dossier), "statutes", upload, actor=me, now=now)  # type: ignore[arg-type]
        assert len(_keys(each_house)) == 1
        raise RuntimeError

    with pytest.raises(RuntimeError):
        desk.act(fail)

    with each_house.database.reading() as db:
        assert db.execute(select(col(StoredFile.id)).where(col(StoredFile.dossier_id) == dossier)).all() == []
    assert _keys(each_house) == []


def test_files_go_to_their_own_question_while_the_call_is_open(house: House) -> None:
    desk = Desk(house)
    dossier = desk.start()

    with pytest.raises(NotFound):
        desk.attach(dossier, pdf(), question="summary")
    house.clock.move_to(AFTER)
    with pytest.raises(WrongState, match="call_closed"):
        desk.attach(dossier, pdf())

    assert _keys(house) == []
