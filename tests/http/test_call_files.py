"""The door of files to fill in: open before any account, never opened by the browser."""

import pytest

from app.models import Call
from tests.every_kind import draft_of
from tests.houses import House
from tests.samples import open_document
from tests.services.test_call_files import attach


@pytest.fixture
def path(house: House) -> str:
    return f"/calls/ptce/files/{attach(house, open_document(), 'Modèle de lettre.odt')}"


def _hide(house: House) -> None:
    with house.database.writing() as db:
        db.get_one(Call, house.world.calls["ptce"]).is_public = False


def test_everyone_downloads_the_file_of_a_public_call(house: House, path: str) -> None:
    answer = house.as_().get(path)

    assert answer.content == open_document()
    assert answer.headers["content-type"] == "application/vnd.oasis.opendocument.text"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''Mod%C3%A8le%20de%20lettre.odt"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_hidden_call_gives_its_files_to_those_who_take_part_alone(house: House, path: str) -> None:
    draft_of(house, who="claire")
    _hide(house)

    answers = {who: house.as_(who).get(path).status_code for who in ("", "claire", "gerard", "helene", "ines")}

    assert answers == {"": 404, "claire": 200, "gerard": 404, "helene": 200, "ines": 404}


def test_a_file_of_another_call_is_nowhere(house: House, path: str) -> None:
    assert house.as_().get(path.replace("ptce", "autre")).status_code == 404
    assert house.as_().get("/calls/nothing/files/" + "0" * 64).status_code == 404
