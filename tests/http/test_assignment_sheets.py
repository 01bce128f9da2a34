"""Who reads what, in a spreadsheet: down, changed, up again, looked at, done through the same checks as by hand."""

import html
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col
from starlette.testclient import TestClient

from app.adapters.workbooks.reading import sheets_of
from app.models import Assignment
from tests.browsing import fields_of
from tests.houses import House
from tests.html_checks import faults_of
from tests.http.test_reviewer_pages import give
from tests.office import recalculated
from tests.services.reviewing import acts, plain
from tests.workbooks import filled, row_of, rows_of

SHEET = "/organiser/calls/ptce/assignments/sheet"
KEEP = f"{SHEET}/keep"


@pytest.fixture
def helene(house: House) -> TestClient:
    return house.as_("helene")


def _down(browser: TestClient, ending: str = "xlsx") -> bytes:
    return browser.get(f"{SHEET}/assignments.{ending}").content


def _up(browser: TestClient, content: bytes) -> tuple[int, str]:
    answer = browser.post(SHEET, files={"file": ("attributions.xlsx", content)})
    return answer.status_code, answer.text


def _keep(browser: TestClient, page: str) -> tuple[int, str]:
    answer = browser.post(KEEP, data=fields_of(page, KEEP))
    return answer.status_code, answer.headers.get("location", "") or answer.text


def _said(page: str) -> str:
    return plain(html.unescape(page))


def _readers(house: House, name: str) -> set[str]:
    names = {person: who for who, person in house.world.people.items()}
    with house.database.reading() as db:
        query = select(col(Assignment.reviewer_id)).where(
            col(Assignment.dossier_id) == house.world.dossiers[name], col(Assignment.state) == "active"
        )
        return {names[one] for one in db.execute(query).scalars()}


def test_a_name_more_gives_a_name_less_takes_back_after_one_has_looked(each_house: House) -> None:
    give(each_house, "second")
    browser = each_house.as_("helene")
    content = _down(browser)
    row = row_of(content, "Dossier second")

    status, page = _up(browser, filled(content, {(row, 3): "", (row, 4): "francoise delorieux"}))
    before = _readers(each_house, "second")
    kept = _keep(browser, page)
    again = _keep(browser, page)

    assert status == 200
    assert "Rien n’est encore fait." in _said(page)
    assert faults_of(page) == []
    assert before == {"gerard"}
    assert kept == again == (303, "/organiser/calls/ptce/assignments")
    assert _readers(each_house, "second") == {"francoise"}
    assert [act for act in acts(each_house) if act.startswith("assignment")] == [
        "assignment.withdrawn",
        "assignments.published",
    ]
    with each_house.database.reading() as db:
        origins = db.execute(select(col(Assignment.origin)).where(col(Assignment.state) == "active")).scalars()
        assert "automatic" not in set(origins)


def test_what_cannot_be_is_told_row_by_row_and_the_rest_is_done(house: House, helene: TestClient) -> None:
    give(house, "second")
    content = _down(helene)
    admitted, second, decided = (row_of(content, f"Dossier {name}") for name in ("admitted", "second", "decided"))
    sent = filled(
        content,
        {
            (admitted, 4): "malik@exemple.fr",
            (admitted, 5): "Personne Inconnue",
            (second, 4): "Françoise Delorieux",
            (second, 5): "francoise@exemple.fr",
            (decided, 3): "",
            (90, 3): "francoise@exemple.fr",
        },
    )

    status, page = _up(helene, sent)
    kept, where = _keep(helene, page)

    assert status == 200
    for row, why in (
        (admitted, "Cette personne a un lien avec ce dossier"),
        (admitted, "recopiez-le depuis la seconde feuille"),
        (second, "Cette personne est deux fois"),
        (decided, "Cette évaluation est rendue"),
        (90, "n’est pas de ceux que vous pouvez attribuer"),
    ):
        lines = [part.split("</li>")[0] for part in _said(page).split("<li>") if f"<b>Ligne {row}</b>" in part]
        assert any(why in line for line in lines), (row, lines)
    assert faults_of(page) == []
    assert (kept, where) == (303, "/organiser/calls/ptce/assignments")
    assert _readers(house, "second") == {"gerard", "francoise"}
    assert "gerard" in _readers(house, "admitted")


def test_what_changed_online_since_stays_and_what_no_longer_may_be_is_told(house: House, helene: TestClient) -> None:
    give(house, "second")
    content = _down(helene)
    row = row_of(content, "Dossier second")
    dossier, people = house.world.dossiers["second"], house.world.people
    helene.post(f"/organiser/calls/ptce/assignments/{dossier}", data={"reviewer": str(people["francoise"])})

    untouched = _up(helene, content)[1]
    _, page = _up(helene, filled(content, {(row, 4): "malik@exemple.fr"}))
    helene.post(
        f"/organiser/calls/ptce/assignments/{dossier}/conflicts",
        data={"person": str(people["malik"]), "evidence": "A conseillé ce groupement."},
    )
    status, late = _keep(helene, page)

    assert "0 lecture à attribuer, 0 à retirer" in _said(untouched)
    assert status == 409
    assert "Cette personne a un lien avec ce dossier" in _said(late)
    assert faults_of(untouched) == faults_of(late) == []
    assert _readers(house, "second") == {"gerard", "francoise"}


def test_an_organiser_in_conflict_neither_sees_nor_gives_the_dossier(house: House, helene: TestClient) -> None:
    content = _down(helene)
    row = row_of(content, "Dossier admitted")
    paul = house.as_("paul")

    mine = rows_of(_down(paul))
    _, page = _up(paul, filled(content, {(row, 4): "francoise@exemple.fr"}))

    assert "Dossier admitted" not in {line[1] for line in mine}
    assert "Dossier admitted" not in page
    assert "n’est pas de ceux que vous pouvez attribuer" in _said(page)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_says_how_and_refuses_other_files(house: House, language: str) -> None:
    browser = house.as_("helene", language=language)
    page = browser.get(SHEET).text
    reviews = house.as_("gerard").get("/reviewer/calls/ptce/sheet/reviews.xlsx").content

    assert faults_of(page) == []
    assert [_up(browser, content)[0] for content in (b"nothing", reviews)] == [422, 422]


@pytest.mark.office
@pytest.mark.parametrize("ending", ["ods", "xlsx"])
def test_libreoffice_opens_it_and_what_it_saves_is_read(house: House, tmp_path: Path, ending: str) -> None:
    give(house, "second")
    browser = house.as_("helene")
    first = _down(browser, ending)
    there, back = tmp_path / "there", tmp_path / "back"
    there.mkdir()
    back.mkdir()
    opened = recalculated(first, ending, there, to="xlsx")
    sent = filled(opened, {(row_of(opened, "Dossier second"), 4): "francoise@exemple.fr"})
    _, page = _up(browser, recalculated(sent, "xlsx", back, to=ending))

    assert [[row.cells for row in rows] for rows in sheets_of(opened)] == [
        [row.cells for row in rows] for rows in sheets_of(first)
    ]
    assert _keep(browser, page)[0] == 303
    assert _readers(house, "second") == {"gerard", "francoise"}
