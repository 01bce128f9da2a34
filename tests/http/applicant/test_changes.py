"""The form changed under a draft: its owner is told, and every page they had open still saves."""

from random import Random
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from app.domain.questions import QuestionKind
from tests.browsing import fields_of, send
from tests.desk import Desk
from tests.houses import House
from tests.html_checks import faults_of
from tests.publishing import Publisher, asking, both, moving, setting, without, without_section
from tests.samples import pdf
from tests.services.test_form_moves import answers, unseen
from tests.services.test_hundred_drafts import Crowd
from tests.world import AFTER

NOTE = "Nous avions oublié vos partenaires."


@pytest.fixture
def draft(house: House) -> UUID:
    return Desk(house).whole()


def _path(draft: UUID, section: str = "") -> str:
    return f"/applicant/dossiers/{draft}" + (f"/sections/{section}" if section else "")


def test_the_dossier_says_what_changed_until_it_is_seen(house: House, draft: UUID) -> None:
    Publisher(house).change(both(asking(), without("bearer_email"), setting("summary", limit=10)), note=NOTE)
    client = house.as_("claire")

    page = client.get(_path(draft)).text

    assert (
        "Le formulaire a changé le 20 octobre 2011\u00a0: 1 question nouvelle, 1 question retirée, 1 question" in page
    )
    assert NOTE in page
    assert "10 mots au plus, au lieu de 50 mots" in page
    assert faults_of(page) == []
    assert send(client, page, f"{_path(draft)}/changes") == (303, _path(draft))
    assert "Le formulaire a changé" not in client.get(_path(draft)).text


def test_each_section_marks_its_new_and_changed_questions(house: House, draft: UUID) -> None:
    Publisher(house).change(both(asking(), setting("summary", kind=QuestionKind.NUMBER, limit=None, unit=None)))
    client = house.as_("claire")

    here, elsewhere = (client.get(_path(draft, section)).text for section in ("project", "bearer"))

    assert "Cette rubrique a changé le 20 octobre 2011" in here
    assert here.count('class="mark small"') == 2
    assert "Votre réponse d’avant" in here
    assert "Un séchoir partagé entre scieries." in here
    assert faults_of(here) == []
    assert "a changé le" not in elsewhere
    assert send(client, here, f"{_path(draft)}/changes") == (303, _path(draft, "project"))


def test_what_was_published_since_is_still_to_be_seen(house: House, draft: UUID) -> None:
    publisher, client = Publisher(house), house.as_("claire")
    first = publisher.change(asking())
    page = client.get(_path(draft)).text
    publisher.change(setting("summary", limit=10))

    send(client, page, f"{_path(draft)}/changes")

    assert Desk(house).row(draft).moved_from_id == first
    after = client.get(_path(draft)).text
    assert "1 question modifiée" in after
    assert "nouvelle" not in after


def test_the_whole_list_and_the_retired_answers_have_their_pages(house: House, draft: UUID) -> None:
    Desk(house).attach(draft, pdf())
    Publisher(house).change(both(without("summary"), without("statutes")), note=NOTE)

    for language in ("fr", "en"):
        client = house.as_("claire", language=language)
        changes, aside = (client.get(f"{_path(draft)}/{name}?lang={language}") for name in ("changes", "set-aside"))
        assert (changes.status_code, aside.status_code) == (200, 200)
        assert faults_of(changes.text) == faults_of(aside.text) == []
        assert "Un séchoir partagé entre scieries." in aside.text
        assert "statuts.pdf" in aside.text


def test_the_retired_answers_of_a_dossier_are_its_owners_alone(house: House, draft: UUID) -> None:
    Publisher(house).change(without("summary"))

    assert {who: house.as_(who).get(f"{_path(draft)}/set-aside").status_code for who in ("helene", "yann", "ada")} == {
        "helene": 404,
        "yann": 404,
        "ada": 404,
    }


def test_a_section_that_is_gone_leads_back_to_the_dossier(house: House, draft: UUID) -> None:
    Publisher(house).change(without_section("project"))
    client = house.as_("claire")

    answer = client.get(_path(draft, "project"))

    assert (answer.status_code, answer.headers["location"]) == (303, _path(draft))
    assert "« Rubrique project »" in client.get(_path(draft)).text.replace("\u202f", " ")
    assert client.get(_path(draft, "nowhere")).status_code == 404


def test_a_page_opened_before_the_change_saves_what_was_typed(house: House, draft: UUID) -> None:
    client = house.as_("claire")
    page = client.get(_path(draft, "project")).text
    Publisher(house).change(both(moving("summary", "members"), without_section("project"), asking(section="bearer")))

    status, where = send(client, page, _path(draft, "project"), q__summary="Tapé pendant ce temps.", go="continue")

    assert (status, where) == (303, _path(draft))
    assert answers(house, draft)["summary"] == "Tapé pendant ce temps."
    assert "Le formulaire a changé pendant que vous écriviez." in client.get(where).text


def test_what_was_typed_for_a_question_that_went_is_with_the_retired_answers(house: House, draft: UUID) -> None:
    client = house.as_("claire")
    page = client.get(_path(draft, "bearer")).text
    Publisher(house).change(without("bearer_email"))

    status, where = send(client, page, _path(draft, "bearer"), q__bearer_email="moi@exemple.fr", go="stay")

    assert (status, where) == (303, _path(draft, "bearer"))
    assert unseen(house, draft) == [("bearer_email", "moi@exemple.fr")]
    assert "réponses aux questions retirées" in client.get(where).text


def test_a_file_chosen_for_a_question_that_went_is_kept(house: House, draft: UUID) -> None:
    client, version = house.as_("claire"), house.world.versions["pole"]
    Publisher(house).change(without("statutes"))
    form = {"form": str(version), "version": "1", "asked": "summary", "q-summary": "Un séchoir."}

    answer = client.post(_path(draft, "project"), data=form, files={"q-statutes": ("statuts.pdf", pdf())})

    assert answer.status_code == 303
    assert "statuts.pdf" in client.get(f"{_path(draft)}/set-aside").text


def test_an_automatic_save_from_an_old_page_says_that_the_form_changed(house: House, draft: UUID) -> None:
    client, version = house.as_("claire"), house.world.versions["pole"]
    Publisher(house).change(without("bearer_email"))
    form = {"form": str(version), "version": "1", "asked": ["bearer_name"], "q-bearer_name": "Neuve"}

    answer = client.post(_path(draft, "bearer"), data=form, headers={"x-autosave": "yes"})

    assert answer.status_code == 200
    assert "Le formulaire a changé entre-temps." in answer.text
    assert '<input type="hidden" name="version" value="2" id="version" autocomplete="off">' in answer.text
    assert answers(house, draft)["bearer_name"] == "Neuve"


def test_two_texts_that_cross_a_change_are_shown_side_by_side_and_then_kept(house: House, draft: UUID) -> None:
    client = house.as_("claire")
    page = client.get(_path(draft, "project")).text
    Publisher(house).change(both(moving("summary", "members"), without_section("project")))
    house.clock.move_to(house.clock.now().replace(minute=30))
    Desk(house).save(draft, "members", {"summary": "Ailleurs."}, version=0)

    answer = client.post(_path(draft, "project"), data={**_fields(page, draft), "q-summary": "Ici."})

    assert answer.status_code == 409
    assert "Ailleurs." in answer.text
    assert faults_of(answer.text) == []
    status, _ = send(client, answer.text, _path(draft, "project"), go="stay")
    assert (status, answers(house, draft)["summary"]) == (303, "Ici.")


def test_nobody_files_a_form_they_have_not_seen(house: House, draft: UUID) -> None:
    client = house.as_("claire")
    page = client.get(f"{_path(draft)}/check").text
    Publisher(house).change(setting("bearer_email", required=False, label={"fr": "Adresse publique"}))

    answer = client.post(
        f"{_path(draft)}/submit", data={**_fields(page, draft, "submit"), "exact": "yes", "informed": "yes"}
    )

    assert answer.status_code == 409
    assert "Le formulaire a changé pendant que vous relisiez." in answer.text
    assert Desk(house).row(draft).state == "draft"


def test_what_comes_too_late_from_an_old_page_is_shown_to_be_copied(house: House, draft: UUID) -> None:
    client = house.as_("claire")
    page = client.get(_path(draft, "project")).text
    Publisher(house).change(both(moving("summary", "members"), without_section("project")))
    house.clock.move_to(AFTER)

    answer = client.post(_path(draft, "project"), data={**_fields(page, draft), "q-summary": "Trop tard."})

    assert answer.status_code == 409
    assert "Trop tard." in answer.text
    assert faults_of(answer.text) == []


def test_any_change_under_real_pages_leaves_every_draft_sound(house: House) -> None:
    crowd, client = Crowd(house, Random(5), 4, typed=()), house.as_("claire")
    for _ in range(4):
        opened = _open(client, crowd)
        crowd.change()
        for draft in crowd.drafts:
            for key, old in opened.get(draft, {}).items():
                assert send(client, old, _path(draft, key), go="stay")[0] == 303
            for section in crowd.publisher.present().sections:
                page = client.get(_path(draft, section.key))
                assert page.status_code in (200, 303)
                if page.status_code == 200:
                    assert faults_of(page.text) == []
                    assert send(client, page.text, _path(draft, section.key), go="stay")[0] == 303
            for rest in ("", "/set-aside", "/check"):
                assert faults_of(client.get(_path(draft) + rest).text) == []
        crowd.check()
    for draft in crowd.drafts:
        crowd.file(draft)


def _open(client: TestClient, crowd: Crowd) -> dict[UUID, dict[str, str]]:
    """Every page of every draft, as they are before the form changes."""
    found: dict[UUID, dict[str, str]] = {}
    for draft in crowd.drafts:
        for section in crowd.publisher.present().sections:
            page = client.get(_path(draft, section.key))
            if page.status_code == 200:
                found.setdefault(draft, {})[section.key] = page.text
    return found


def _fields(page: str, draft: UUID, act: str = "sections/project") -> dict[str, list[str]]:
    return fields_of(page, f"{_path(draft)}/{act}")
