"""Files that come piece by piece: nothing that was acknowledged is sent twice, and nothing half comes in."""

from datetime import timedelta
from uuid import UUID

import pytest
from httpx2 import Response
from sqlalchemy import select
from sqlmodel import col
from starlette.testclient import TestClient

from app.adapters.storage import open_storage
from app.models import StoredFile, Upload
from tests.desk import Desk
from tests.houses import House
from tests.s3 import Bucket
from tests.samples import image, pdf, scripted_pdf
from tests.world import AFTER

PIECE = 500
CONTENT = pdf(30)


class Sender:
    """A browser that sends a file piece by piece, as the script does."""

    def __init__(self, house: House, dossier: UUID, who: str = "claire") -> None:
        self.client: TestClient = house.as_(who)
        self.path = f"/applicant/dossiers/{dossier}/uploads"

    def begin(self, content: bytes = CONTENT, name: str = "statuts.pdf", **more: str) -> Response:
        """Say what is about to come."""
        fields = {"question": "statutes", "name": name, "size": str(len(content)), "fingerprint": "abc123"} | more
        return self.client.post(self.path, data=fields)

    def piece(self, address: str, content: bytes, offset: int, size: int = PIECE) -> Response:
        """Send one piece."""
        headers = {"upload-offset": str(offset), "content-type": "application/offset+octet-stream"}
        return self.client.patch(address, content=content[offset : offset + size], headers=headers)

    def send(self, content: bytes = CONTENT, **more: str) -> Response:
        """Send all of it, in pieces."""
        begun = self.begin(content, **more)
        assert begun.status_code == 201, begun.text
        address = begun.headers["location"]
        for offset in range(int(begun.headers["upload-offset"]), len(content), PIECE):
            assert self.piece(address, content, offset).status_code == 200
        return self.client.post(f"{address}/finish", data={"replaces": more.get("replaces", "")})


def _kept(house: House, dossier: UUID) -> list[StoredFile]:
    with house.database.reading() as db:
        query = select(StoredFile).where(col(StoredFile.dossier_id) == dossier, col(StoredFile.removed_at).is_(None))
        return list(db.execute(query.order_by(col(StoredFile.id))).scalars())


def _stored(house: House) -> list[str]:
    return sorted(key for key in house.hall.storage.every_key() if not key.startswith("world/"))


def test_a_file_sent_in_pieces_is_whole_and_its_pieces_are_gone(each_house: House) -> None:
    dossier = Desk(each_house).start()

    answer = Sender(each_house, dossier).send()

    [file] = _kept(each_house, dossier)
    assert (answer.status_code, file.name, file.size) == (200, "statuts.pdf", len(CONTENT))
    assert "statuts.pdf" in answer.text
    assert 'class="standing"' in answer.text
    assert b"".join(each_house.hall.storage.read(file.storage_key)) == CONTENT
    assert _stored(each_house) == [file.storage_key]


def test_a_file_goes_through_an_s3_store_as_through_a_folder(house: House, bucket: Bucket) -> None:
    dossier = Desk(house).start()
    object.__setattr__(house.hall, "storage", open_storage(bucket.url))

    answer = Sender(house, dossier).send()

    [file] = _kept(house, dossier)
    assert answer.status_code == 200
    assert b"".join(house.hall.storage.read(file.storage_key)) == CONTENT
    assert list(house.hall.storage.every_key("uploads")) == []


def test_after_a_cut_the_same_file_goes_on_where_it_was(each_house: House) -> None:
    dossier = Desk(each_house).start()
    sender = Sender(each_house, dossier)
    address = sender.begin().headers["location"]
    sender.piece(address, CONTENT, 0)

    asked = sender.client.head(address)
    again = sender.begin()
    page = sender.client.get(f"/applicant/dossiers/{dossier}/sections/project").text

    assert asked.headers["upload-offset"] == str(PIECE)
    assert (again.headers["location"], again.headers["upload-offset"]) == (address, str(PIECE))
    assert f'data-upload="{address}"' in page


def test_another_file_of_the_same_name_begins_by_itself(house: House) -> None:
    sender = Sender(house, Desk(house).start())
    first = sender.begin()

    assert sender.begin(fingerprint="def456").headers["location"] != first.headers["location"]


def test_a_piece_sent_twice_is_kept_once(each_house: House) -> None:
    dossier = Desk(each_house).start()
    sender = Sender(each_house, dossier)
    address = sender.begin().headers["location"]
    sender.piece(address, CONTENT, 0)

    again = sender.piece(address, CONTENT, 0)
    ahead = sender.piece(address, CONTENT, 3 * PIECE)

    assert [(one.status_code, one.headers["upload-offset"]) for one in (again, ahead)] == [(409, str(PIECE))] * 2


def test_more_than_was_said_and_nothing_at_all_are_refused(house: House) -> None:
    sender = Sender(house, Desk(house).start())
    address = sender.begin(CONTENT[:100]).headers["location"]

    assert sender.piece(address, CONTENT, 0).status_code == 422
    assert sender.piece(address, b"", 0).status_code == 422
    assert sender.client.head(address).headers["upload-offset"] == "0"


def test_a_file_that_did_not_come_whole_is_no_file(house: House) -> None:
    dossier = Desk(house).start()
    sender = Sender(house, dossier)
    address = sender.begin().headers["location"]
    sender.piece(address, CONTENT, 0)

    refused = sender.client.post(f"{address}/finish")

    assert (refused.status_code, refused.text) == (409, "Ce fichier n’est pas encore arrivé en entier.")
    assert _kept(house, dossier) == []


def test_finishing_twice_makes_one_file(each_house: House) -> None:
    dossier = Desk(each_house).start()
    sender = Sender(each_house, dossier)
    sender.send()
    with each_house.database.reading() as db:
        upload = db.execute(select(col(Upload.id)).where(col(Upload.dossier_id) == dossier)).scalar_one()

    again = sender.client.post(f"{sender.path}/{upload}/finish")

    assert again.status_code == 200
    assert len(_kept(each_house, dossier)) == 1


@pytest.mark.parametrize(
    ("size", "text"),
    [("0", "Ce fichier est vide."), ("2000001", "Ce fichier est trop lourd : 2 Mo au plus."), ("x", "Choisissez")],
)
def test_what_will_not_be_welcome_is_refused_before_it_is_sent(house: House, size: str, text: str) -> None:
    refused = Sender(house, Desk(house).start()).begin(size=size)

    assert refused.status_code == 422
    assert refused.text.replace("\u202f", " ").replace("\u00a0", " ").startswith(text)


@pytest.mark.parametrize("content", [b"<svg><script>alert(1)</script></svg>" * 40, b"MZ" * 600, b"ftypheic" * 100])
def test_what_is_no_document_is_refused_at_its_first_piece(house: House, content: bytes) -> None:
    sender = Sender(house, Desk(house).start())
    address = sender.begin(content).headers["location"]

    refused = sender.piece(address, content, 0)

    assert refused.status_code == 422
    assert refused.text.startswith("Format non lu.")
    assert _stored(house) == []


def test_a_picture_named_as_a_document_is_refused_at_the_end(house: House) -> None:
    dossier = Desk(house).start()
    content = b"%PDF-1.7\n" + image() * 40

    answer = Sender(house, dossier).send(content)

    assert (answer.status_code, answer.headers["content-type"][:10]) == (422, "text/plain")
    assert _kept(house, dossier) == []


def test_the_programs_of_a_pdf_are_taken_out_and_it_is_said(house: House) -> None:
    dossier = Desk(house).start()

    answer = Sender(house, dossier).send(scripted_pdf())

    [file] = _kept(house, dossier)
    assert file.disarmed
    assert "les programmes qu’il contenait ont été retirés" in answer.text
    assert b"/JavaScript" not in b"".join(house.hall.storage.read(file.storage_key))


def test_a_file_takes_the_place_of_another(each_house: House) -> None:
    desk = Desk(each_house)
    dossier = desk.start()
    first, other = desk.attach(dossier, pdf()), desk.attach(dossier, pdf(2), "autre.pdf")
    sender = Sender(each_house, dossier)

    full = sender.begin(name="de trop.pdf")
    answer = sender.send(name="nouveaux.pdf", replaces=str(first))

    assert full.status_code == 422
    assert answer.status_code == 200
    assert [(file.id == other, file.name) for file in _kept(each_house, dossier)] == [
        (True, "autre.pdf"),
        (False, "nouveaux.pdf"),
    ]


def test_a_file_is_replaced_without_scripts_and_one_that_is_refused_replaces_nothing(house: House) -> None:
    desk = Desk(house)
    dossier = desk.start()
    file = desk.attach(dossier, pdf())
    claire, page = house.as_("claire"), f"/applicant/dossiers/{dossier}/files/{file}/replace"

    empty = claire.post(page, data={"x": "y"})
    wrong = claire.post(page, files={"file": ("a.pdf", b"MZ no document")})
    held = [one.id for one in _kept(house, dossier)]
    right = claire.post(page, files={"file": ("nouveaux.pdf", pdf(2))})

    assert (empty.status_code, wrong.status_code, held) == (422, 422, [file])
    assert "a.pdf : Format non lu." in wrong.text.replace("\u00a0", " ")
    assert right.status_code == 303
    assert [one.name for one in _kept(house, dossier)] == ["nouveaux.pdf"]


def test_what_is_given_up_leaves_nothing(house: House) -> None:
    sender = Sender(house, Desk(house).start())
    address = sender.begin().headers["location"]
    sender.piece(address, CONTENT, 0)

    asked, given_up = sender.client.get(f"{address}/cancel"), sender.client.post(f"{address}/cancel")

    assert (asked.status_code, given_up.status_code, sender.client.head(address).status_code) == (200, 303, 404)
    assert _stored(house) == []


def test_pieces_that_nobody_finishes_are_swept_away(each_house: House) -> None:
    sender = Sender(each_house, Desk(each_house).start())
    sender.piece(sender.begin().headers["location"], CONTENT, 0)
    each_house.work()
    left = len(_stored(each_house))

    each_house.clock.move_to(each_house.clock.now() + timedelta(days=3))
    each_house.work()

    assert (left, _stored(each_house)) == (1, [])


def test_nobody_sees_or_continues_the_upload_of_another(house: House) -> None:
    dossier = Desk(house).start()
    address = Sender(house, dossier).begin().headers["location"]

    for who in ("edith", "yann", "helene"):
        other = Sender(house, dossier, who)
        assert [
            other.client.head(address).status_code,
            other.piece(address, CONTENT, 0).status_code,
            other.client.post(f"{address}/finish").status_code,
        ] == [404, 404, 404]


def test_after_the_closing_nothing_more_comes_in(house: House) -> None:
    sender = Sender(house, Desk(house).start())
    address = sender.begin().headers["location"]
    house.clock.move_to(AFTER)

    assert (sender.begin().status_code, sender.piece(address, CONTENT, 0).status_code) == (409, 409)


def test_nobody_has_more_than_a_few_files_on_their_way(house: House) -> None:
    sender = Sender(house, Desk(house).start())
    for number in range(40):
        assert sender.begin(fingerprint=f"{number:x}").status_code == 201

    assert sender.begin(fingerprint="fff").status_code == 429
