"""Answering, section by section: everything is kept, and every mishap says what to do."""

import re
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.models import Answer, StoredFile
from tests.desk import Desk
from tests.houses import House
from tests.html_checks import faults_of as faults
from tests.samples import image, pdf
from tests.world import AFTER

LONG = "mot " * 60
SHOWN = {"asked": ["summary", "budget"]}


def _path(dossier: UUID, section: str = "project") -> str:
    return f"/applicant/dossiers/{dossier}/sections/{section}"


def _kept(house: House, dossier: UUID, key: str = "summary") -> object:
    with house.database.reading() as db:
        query = select(col(Answer.value)).where(col(Answer.dossier_id) == dossier, col(Answer.question_key) == key)
        return db.execute(query).scalar_one_or_none()


@pytest.fixture
def dossier(house: House) -> UUID:
    return Desk(house).start()


@pytest.mark.parametrize("section", ["bearer", "project", "members"])
def test_a_section_is_a_well_made_page_in_both_languages(house: House, dossier: UUID, section: str) -> None:
    Desk(house).join(dossier)
    for language in ("fr", "en"):
        page = house.as_("claire", language=language).get(_path(dossier, section))
        assert page.status_code == 200
        assert faults(page.text) == []


def test_saving_goes_on_to_the_next_section_and_at_last_to_the_check(house: House, dossier: UUID) -> None:
    client = house.as_("claire")
    form = {"version": "0", "asked": "summary", "q-summary": "Un séchoir.", "go": "continue"}

    first = client.post(_path(dossier), data=form)
    last = client.post(_path(dossier, "members"), data={"version": "0", "go": "continue"})
    back = client.post(_path(dossier), data={**form, "version": "1", "go": "back"})

    assert first.headers["location"] == _path(dossier, "members")
    assert last.headers["location"] == f"/applicant/dossiers/{dossier}/check"
    assert back.headers["location"] == f"/applicant/dossiers/{dossier}"
    assert _kept(house, dossier) == "Un séchoir."


def test_what_is_wrong_is_kept_and_told_before_going_on(house: House, dossier: UUID) -> None:
    form = {"version": "0", **SHOWN, "q-summary": LONG, "q-budget-staff-2012": "beaucoup", "go": "continue"}

    answer = house.as_("claire").post(_path(dossier), data=form)

    assert answer.status_code == 422
    assert _kept(house, dossier) == LONG.strip()
    assert '<a href="#q-summary">Raccourcissez de 10 mots. Rien n’est coupé' in answer.text
    assert '<a href="#q-budget">2012\u00a0: Écrivez un nombre.' in answer.text
    assert 'value="beaucoup"' in answer.text
    assert faults(answer.text) == []


def test_a_button_inside_the_section_saves_before_it_leads_elsewhere(house: House, dossier: UUID) -> None:
    form = {"version": "0", "asked": "summary", "q-summary": "Écrit avant.", "go": "members/new"}

    answer = house.as_("claire").post(_path(dossier), data=form)

    assert answer.headers["location"] == f"/applicant/dossiers/{dossier}/members/new"
    assert _kept(house, dossier) == "Écrit avant."


@pytest.mark.parametrize("way", ["//evil.example", "members/../../..", "javascript:alert(1)"])
def test_a_button_never_leads_out_of_the_dossier(house: House, dossier: UUID, way: str) -> None:
    answer = house.as_("claire").post(_path(dossier), data={"version": "0", "go": way})

    assert answer.headers["location"] == _path(dossier, "members")


def test_saving_by_itself_answers_the_pieces_that_changed(house: House, dossier: UUID) -> None:
    form = {"version": "0", "asked": "summary", "q-summary": "Un séchoir."}

    answer = house.as_("claire").post(_path(dossier), data=form, headers={"x-autosave": "yes"})

    assert answer.status_code == 200
    assert 'name="version" value="1"' in answer.text
    assert "Il reste <b>1 réponse</b>." in answer.text
    assert "<html" not in answer.text


def test_a_stale_save_shows_both_texts_and_either_can_be_kept(each_house: House) -> None:
    desk = Desk(each_house)
    dossier = desk.start()
    desk.save(dossier, "project", {"summary": "Le texte de l’autre onglet."})
    client = each_house.as_("claire")
    form = {"version": "0", "asked": "summary", "q-summary": "Mon texte à moi.", "go": "continue"}

    by_itself = client.post(_path(dossier), data=form, headers={"x-autosave": "yes"})
    crossed = client.post(_path(dossier), data=form)

    assert by_itself.status_code == crossed.status_code == 409
    assert "Une réponse a changé ailleurs" in by_itself.text
    assert "Mon texte à moi." in crossed.text
    assert "Le texte de l’autre onglet." in crossed.text
    assert faults(crossed.text) == []
    assert _kept(each_house, dossier) == "Le texte de l’autre onglet."
    version = re.search(r'name="version" value="(\d+)"', crossed.text)
    assert version
    client.post(_path(dossier), data={**form, "version": version[1], "go": "stay"})
    assert _kept(each_house, dossier) == "Mon texte à moi."


def test_the_deadline_that_passes_while_writing_shows_the_text_that_came_too_late(house: House, dossier: UUID) -> None:
    Desk(house).save(dossier, "project", {"summary": "Enregistré à temps."})
    house.clock.move_to(AFTER)

    answer = house.as_("claire").post(
        _path(dossier), data={"version": "1", "asked": "summary", "q-summary": "Écrit trop tard."}
    )

    assert answer.status_code == 409
    assert "Écrit trop tard." in answer.text
    assert "Ce qui était enregistré est gardé." in answer.text
    assert faults(answer.text) == []
    assert _kept(house, dossier) == "Enregistré à temps."


def test_files_come_with_the_answers_and_a_wrong_one_keeps_the_rest(house: House, dossier: UUID) -> None:
    form = {"version": "0", "asked": "summary", "q-summary": "Un séchoir.", "go": "back"}
    files = [("q-statutes", ("statuts.pdf", pdf())), ("q-statutes", ("piège.pdf", b"MZ\x90"))]

    answer = house.as_("claire").post(_path(dossier), data=form, files=files)

    assert answer.status_code == 422
    assert _kept(house, dossier) == "Un séchoir."
    assert "statuts.pdf</a>" in answer.text
    assert "piège.pdf\u00a0: Format non lu. Enregistrez-le dans un de ces formats\u00a0: pdf, png." in answer.text
    assert 'href="#q-statutes"' in answer.text


def test_a_file_too_large_for_its_question_is_refused_and_one_for_the_house_too(house: House, dossier: UUID) -> None:
    client = house.as_("claire")

    large = client.post(_path(dossier), data={"version": "0"}, files={"q-statutes": ("a.pdf", bytes(2_100_000))})
    larger = client.post(_path(dossier), data={"version": "0"}, files={"q-statutes": ("a.pdf", bytes(13_000_000))})

    assert (large.status_code, larger.status_code) == (422, 413)
    assert "Ce fichier est trop lourd\u00a0: 2 Mo au plus." in large.text
    assert not any(key.startswith("dossiers/") for key in house.hall.storage.every_key())


def test_my_file_comes_back_as_a_download_that_no_browser_opens(house: House, dossier: UUID) -> None:
    file = Desk(house).attach(dossier, image(), "Séchoir d’été.png")

    answer = house.as_("claire").get(f"/applicant/dossiers/{dossier}/files/{file}")

    assert answer.content == image()
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-length"] == str(len(image()))
    assert (
        answer.headers["content-disposition"]
        == "attachment; filename*=UTF-8''S%C3%A9choir%20d%E2%80%99%C3%A9t%C3%A9.png"
    )
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert house.as_("yann").get(f"/applicant/dossiers/{dossier}/files/{file}").status_code == 404


def test_a_file_is_removed_after_a_question(house: House, dossier: UUID) -> None:
    file = Desk(house).attach(dossier, pdf())
    path = f"/applicant/dossiers/{dossier}/files/{file}"
    client = house.as_("claire")
    assert "Retirer statuts.pdf" in client.get(f"{path}/remove").text

    answer = client.post(f"{path}/remove")

    assert answer.headers["location"] == f"{_path(dossier)}#q-statutes"
    assert client.get(path).status_code == 404
    with house.database.reading() as db:
        assert db.get_one(StoredFile, file).removed_at == house.clock.now()


def test_unknown_sections_and_dossiers_are_nowhere(house: House, dossier: UUID) -> None:
    client = house.as_("claire")

    assert client.get(_path(dossier, "nowhere")).status_code == 404
    assert client.post(_path(dossier, "nowhere")).status_code == 404
    assert client.get(_path(house.world.dossiers["other_owner"])).status_code == 404
    assert client.get("/applicant/dossiers/nothing").status_code == 404
