"""Two people write in one section: each keeps what they wrote, and only what both changed is asked about."""

import json
import re
import threading
from html import unescape
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlmodel import col
from starlette.testclient import TestClient

from app.models import Answer, JournalLine
from app.queries.dossiers import sections_of
from tests.desk import Desk
from tests.houses import House
from tests.html_checks import faults_of as faults
from tests.world import AFTER

ALONE = {"x-autosave": "yes"}


@pytest.fixture
def dossier(house: House) -> UUID:
    return house.world.dossiers["draft"]


def _path(dossier: UUID, section: str = "bearer") -> str:
    return f"/applicant/dossiers/{dossier}/sections/{section}"


def _page(client: TestClient, dossier: UUID) -> dict[str, str | list[str]]:
    """The form of the page as a browser would send it untouched."""
    text = client.get(_path(dossier)).text
    fields: dict[str, str | list[str]] = {"asked": ["bearer_name", "bearer_email"]}
    for name in ("version", "prints", "form", "q-bearer_name", "q-bearer_email"):
        tag = re.search(rf'<input[^>]* name="{name}"[^>]*>', text)
        value = re.search(r' value="([^"]*)"', tag[0]) if tag else None
        fields[name] = unescape(value[1]) if value else ""
    return fields


def _answers(house: House, dossier: UUID) -> dict[str, object]:
    with house.database.reading() as db:
        query = select(col(Answer.question_key), col(Answer.value)).where(col(Answer.dossier_id) == dossier)
        return {row[0]: row[1] for row in db.execute(query)}


def test_two_people_who_change_different_answers_of_one_page_lose_nothing(each_house: House) -> None:
    dossier = each_house.world.dossiers["draft"]
    claire, edith = each_house.as_("claire"), each_house.as_("edith")
    hers, theirs = _page(claire, dossier), _page(edith, dossier)

    first = claire.post(_path(dossier), data={**hers, "q-bearer_name": "De Claire"}, headers=ALONE)
    second = edith.post(_path(dossier), data={**theirs, "q-bearer_email": "edith@exemple.fr"}, headers=ALONE)

    assert (first.status_code, second.status_code) == (200, 200)
    found = _answers(each_house, dossier)
    assert (found["bearer_name"], found["bearer_email"]) == ("De Claire", "edith@exemple.fr")
    # What Claire wrote comes to the page of Édith.
    assert "data-news" in second.text
    assert 'value="De Claire"' in second.text


def test_only_the_answer_that_both_changed_crosses_and_the_others_are_saved(each_house: House) -> None:
    dossier = each_house.world.dossiers["draft"]
    claire, edith = each_house.as_("claire"), each_house.as_("edith")
    hers, theirs = _page(claire, dossier), _page(edith, dossier)
    edith.post(_path(dossier), data={**theirs, "q-bearer_name": "D’Édith"}, headers=ALONE)
    both = {**hers, "q-bearer_name": "De Claire", "q-bearer_email": "claire@exemple.fr"}

    by_itself = claire.post(_path(dossier), data=both, headers=ALONE)
    by_button = claire.post(_path(dossier), data={**both, "go": "back"})

    assert (by_itself.status_code, by_button.status_code) == (409, 409)
    found = _answers(each_house, dossier)
    assert (found["bearer_name"], found["bearer_email"]) == ("D’Édith", "claire@exemple.fr")
    assert "Édith Moreau a répondu autre chose" in by_itself.text
    for answer in (by_itself, by_button):
        assert "De Claire" in answer.text
        assert "D’Édith" in answer.text
    assert "Vos autres réponses de cette rubrique sont enregistrées." in by_button.text
    assert faults(by_button.text) == []


@pytest.mark.parametrize(("keep", "stored"), [("mine", "De Claire"), ("theirs", "D’Édith")])
def test_each_text_that_crossed_can_be_kept(house: House, dossier: UUID, keep: str, stored: str) -> None:
    claire, edith = house.as_("claire"), house.as_("edith")
    hers, theirs = _page(claire, dossier), _page(edith, dossier)
    edith.post(_path(dossier), data={**theirs, "q-bearer_name": "D’Édith"}, headers=ALONE)
    page = claire.post(_path(dossier), data={**hers, "q-bearer_name": "De Claire"}).text
    prints = re.search(r'name="prints" value="([^"]*)"', page)
    version = re.search(r'name="version" value="(\d+)"', page)
    assert prints
    assert version

    form = {"asked": "bearer_name", "q-bearer_name": "De Claire", "keep-bearer_name": keep, "go": "stay"}
    answer = claire.post(_path(dossier), data={**form, "prints": unescape(prints[1]), "version": version[1]})

    assert answer.status_code == 303
    assert _answers(house, dossier)["bearer_name"] == stored


def test_what_the_page_left_untouched_never_replaces_what_another_wrote(house: House, dossier: UUID) -> None:
    claire, edith = house.as_("claire"), house.as_("edith")
    old = _page(claire, dossier)
    edith.post(_path(dossier), data={**_page(edith, dossier), "q-bearer_name": "D’Édith"}, headers=ALONE)

    answer = claire.post(_path(dossier), data={**old, "go": "back"})

    assert answer.status_code == 303
    assert _answers(house, dossier)["bearer_name"] == "D’Édith"


def test_a_save_that_changes_nothing_leaves_no_line_in_the_journal(house: House, dossier: UUID) -> None:
    client = house.as_("claire")

    client.post(_path(dossier), data=_page(client, dossier), headers=ALONE)

    with house.database.reading() as db:
        query = select(func.count()).where(col(JournalLine.action) == "dossier.section_saved")
        assert db.execute(query).scalar_one() == 0


@pytest.mark.parametrize("sent", ["", "{", "[]", '"x"', json.dumps({"bearer_name": None})])
def test_fingerprints_that_cannot_be_read_make_a_page_old_and_break_nothing(
    house: House, dossier: UUID, sent: str
) -> None:
    client = house.as_("claire")
    form = {**_page(client, dossier), "prints": sent, "q-bearer_name": "De Claire"}

    assert client.post(_path(dossier), data=form, headers=ALONE).status_code in (200, 409)


def test_forty_saves_at_once_of_two_people_keep_both_texts(each_house: House) -> None:
    dossier = each_house.world.dossiers["draft"]
    wrong: list[int] = []

    def write(who: str, question: str) -> None:
        client = each_house.as_(who)
        for number in range(20):
            form = _page(client, dossier) | {f"q-{question}": f"{who}{number}@exemple.fr"}
            status = client.post(_path(dossier), data=form, headers=ALONE).status_code
            if status != 200:
                wrong.append(status)

    writers = [threading.Thread(target=write, args=at) for at in (("claire", "bearer_name"), ("edith", "bearer_email"))]
    for one in writers:
        one.start()
    for one in writers:
        one.join()

    assert wrong == []
    found = _answers(each_house, dossier)
    assert (found["bearer_name"], found["bearer_email"]) == ("claire19@exemple.fr", "edith19@exemple.fr")
    with each_house.database.reading() as db:
        assert sections_of(db, dossier)["bearer"].version == 41


def test_a_save_too_late_shows_what_was_changed_and_only_that(house: House) -> None:
    desk = Desk(house)
    dossier = desk.start()
    desk.save(dossier, "bearer", {"bearer_name": "Scic"})
    client = house.as_("claire")
    form = {**_page(client, dossier), "q-bearer_email": "trop@tard.fr"}
    house.clock.move_to(AFTER)

    by_itself = client.post(_path(dossier), data=form, headers=ALONE)
    by_button = client.post(_path(dossier), data=form)

    assert (by_itself.status_code, by_button.status_code) == (409, 409)
    assert "Pas enregistré : le délai est passé." in by_itself.text.replace("\u00a0", " ").replace("\u202f", " ")
    assert "trop@tard.fr" in by_button.text
    assert "kept-bearer_name" not in by_button.text
    assert "bearer_email" not in _answers(house, dossier)
