"""The members of a grouping, page by page."""

from uuid import UUID

import pytest

from tests.desk import Desk
from tests.houses import House
from tests.html_checks import faults_of as faults


@pytest.fixture
def dossier(house: House) -> UUID:
    return Desk(house).start()


def _path(dossier: UUID, rest: str = "") -> str:
    return f"/applicant/dossiers/{dossier}/members{rest}"


def test_a_member_is_added_changed_and_removed(house: House, dossier: UUID) -> None:
    client = house.as_("claire")
    assert faults(client.get(_path(dossier, "/new")).text) == []
    form = {"name": "Scierie Chautard", "family": "company", "identifier": "732 829 320 00074", "jobs": "11,5"}

    added = client.post(_path(dossier), data={**form, "is_bearer": "yes", "key": "a1b2c3d4"})
    section = client.get(added.headers["location"]).text

    member = section.split('value="members/')[1].split('"')[0]
    page = client.get(_path(dossier, f"/{member}")).text
    assert 'value="11,5"' in page
    assert faults(page) == []
    changed = client.post(_path(dossier, f"/{member}"), data={**form, "name": "Scierie", "version": "1"})
    assert changed.headers["location"] == f"/applicant/dossiers/{dossier}/sections/members#members"
    assert "Scierie fait" not in client.get(_path(dossier, f"/{member}/remove")).text
    client.post(_path(dossier, f"/{member}/remove"))
    assert client.get(_path(dossier, f"/{member}")).status_code == 404


def test_a_wrong_number_keeps_what_was_typed_and_says_why(house: House, dossier: UUID) -> None:
    form = {"name": "Scierie Chautard", "family": "company", "identifier": "4412 0873 0001"}

    answer = house.as_("claire").post(_path(dossier), data=form)

    assert answer.status_code == 422
    assert 'value="4412 0873 0001"' in answer.text
    assert "Un SIRET compte 14 chiffres, un SIREN 9\u202f; vous en avez écrit 12." in answer.text


def test_words_that_crossed_are_shown_beside_mine(house: House, dossier: UUID) -> None:
    member = Desk(house).join(dossier, name="Scierie")
    client = house.as_("claire")
    client.post(_path(dossier, f"/{member}"), data={"name": "Scierie du haut", "family": "company", "version": "1"})

    answer = client.post(
        _path(dossier, f"/{member}"), data={"name": "Scierie du bas", "family": "company", "version": "1"}
    )

    assert answer.status_code == 409
    assert 'value="Scierie du bas"' in answer.text
    assert "<dd>Scierie du haut</dd>" in answer.text
    assert 'name="version" value="2"' in answer.text


def test_a_member_moves_in_the_list(house: House, dossier: UUID) -> None:
    desk = Desk(house)
    desk.join(dossier, name="Premier")
    second = desk.join(dossier, name="Second")

    house.as_("claire").post(_path(dossier, f"/{second}/move"), data={"way": "up"})

    page = house.as_("claire").get(f"/applicant/dossiers/{dossier}/sections/members").text
    assert page.index("Second") < page.index("Premier")


def test_a_member_of_somebody_else_is_nowhere(house: House, dossier: UUID) -> None:
    member = Desk(house).join(dossier)

    assert house.as_("yann").get(_path(dossier, f"/{member}")).status_code == 404
    assert house.as_("claire").get(_path(house.world.dossiers["draft"], f"/{member}")).status_code == 404
