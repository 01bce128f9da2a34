"""Questions asked of some only, on the pages of applicants: hidden or shown by the server, opened before going on."""

import re
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from tests.conditional import install
from tests.desk import Desk
from tests.houses import House
from tests.html_checks import faults_of

KIND = {"version": "0", "asked": ["title", "state", "since"], "q-title": "Le séchoir", "q-state": "existing"}


@pytest.fixture
def dossier(house: House) -> UUID:
    install(house)
    return Desk(house).start()


@pytest.fixture
def claire(house: House) -> TestClient:
    return house.as_("claire")


def _section(dossier: UUID, key: str = "kind") -> str:
    return f"/applicant/dossiers/{dossier}/sections/{key}"


def _hidden(html: str) -> dict[str, bool]:
    found = re.findall(r'data-question="(\w+)"( hidden)?', html)
    return {key: bool(hidden) for key, hidden in found}


def test_what_is_not_asked_stands_hidden_in_the_page(house: House, claire: TestClient, dossier: UUID) -> None:
    before = claire.get(_section(dossier)).text
    Desk(house).save(dossier, "kind", {"state": "existing", "since": 2005})
    after = claire.get(_section(dossier)).text

    assert _hidden(before) == {"since": True, "report": True}
    assert _hidden(after) == {"since": False, "report": False}
    assert before.count('name="unseen"') == 2
    assert faults_of(before) == faults_of(after) == []


def test_a_section_without_conditions_carries_nothing_for_them(claire: TestClient, dossier: UUID) -> None:
    html = claire.get(_section(dossier, "later")).text

    assert "data-conditions" not in html
    assert "scripts/conditions" not in html


@pytest.mark.parametrize("way", ["", "continue", "stay"])
def test_what_an_answer_opens_is_shown_before_going_on(claire: TestClient, dossier: UUID, way: str) -> None:
    saved = claire.post(_section(dossier), data={**KIND, "unseen": ["since", "report"], "go": way})

    assert saved.headers["location"] == f"{_section(dossier)}?opened=since#opened"
    html = claire.get(saved.headers["location"]).text
    assert "Votre réponse ouvre 1 question de plus." in html
    assert _hidden(html) == {"since": False, "report": True}


def test_who_saw_the_questions_open_goes_on(claire: TestClient, dossier: UUID) -> None:
    saved = claire.post(_section(dossier), data={**KIND, "unseen": ["report"], "q-since": "2012", "go": "continue"})

    assert saved.headers["location"] == _section(dossier, "history")


def test_typed_text_is_kept_while_its_question_is_not_asked(claire: TestClient, dossier: UUID) -> None:
    claire.post(_section(dossier), data={**KIND, "q-since": "2007", "q-state": "new"})
    claire.post(_section(dossier), data={**KIND, "version": "1", "q-since": "2007"})

    assert 'value="2007"' in claire.get(_section(dossier)).text.replace("2\u202f007", "2007")


def test_a_section_that_asks_nothing_is_neither_listed_nor_numbered(
    house: House, claire: TestClient, dossier: UUID
) -> None:
    new = claire.get(f"/applicant/dossiers/{dossier}").text
    last = claire.get(_section(dossier, "later")).text
    Desk(house).save(dossier, "kind", {"state": "existing"})
    existing = claire.get(f"/applicant/dossiers/{dossier}").text

    assert ("Histoire" in new, "Histoire" in existing) == (False, True)
    assert "Rubrique 2 sur 2" in last
    assert "Rubrique 3 sur 3" in claire.get(_section(dossier, "later")).text


def test_going_on_passes_over_a_section_that_asks_nothing(claire: TestClient, dossier: UUID) -> None:
    fields = {**KIND, "q-state": "new", "unseen": ["since", "report"], "go": "continue"}

    assert claire.post(_section(dossier), data=fields).headers["location"] == _section(dossier, "later")
    assert claire.get(_section(dossier, "history")).headers["location"] == f"/applicant/dossiers/{dossier}"


def test_each_save_brings_what_the_page_cannot_read(claire: TestClient, dossier: UUID) -> None:
    saved = claire.post(_section(dossier), data=KIND, headers={"x-autosave": "yes"}).text

    assert 'id="stored"' in saved


def test_what_is_not_needed_to_file_says_so_and_is_listed_at_the_check(
    house: House, claire: TestClient, dossier: UUID
) -> None:
    Desk(house).save(dossier, "kind", {"title": "Le séchoir", "state": "new"})

    form = claire.get(_section(dossier, "later")).text
    check = claire.get(f"/applicant/dossiers/{dossier}/check").text

    assert "Demandé plus tard, si votre projet est retenu\u00a0: vous pouvez déposer sans y répondre." in form
    assert "Demandé plus tard, pour la recevabilité\u00a0: vous pouvez déposer sans y répondre." in form
    assert "2 réponses vous seront demandées plus tard" in check
    assert "Déposer le dossier" in check
    assert "Histoire" not in check


def test_organisers_see_what_is_asked_and_what_lacks_at_the_screening(house: House, dossier: UUID) -> None:
    desk = Desk(house)
    desk.save(dossier, "kind", {"title": "Le séchoir", "state": "existing", "since": 2012})
    desk.save(dossier, "history", {"history": "Texte qui attend."})
    desk.save(dossier, "kind", {"state": "new"}, version=1)
    desk.submit(dossier)

    html = house.as_("helene").get(f"/organiser/calls/ptce/dossiers/{dossier}").text

    assert "Réponses attendues pour la recevabilité" in html
    assert "0 sur 1" in html
    assert "Preuve d’existence" in html
    assert "À demander aux lauréats" in html
    assert ("Texte qui attend" in html, "Depuis quelle année" in html) == (False, False)
