"""The spreadsheets in LibreOffice itself: it opens them, keeps their locks, and what it saves comes back whole."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.adapters.workbooks.reading import sheets_of
from tests.browsing import fields_of, send
from tests.house.rows_sheets import SHEET as DOOR
from tests.houses import House
from tests.http.test_reviewer_pages import give
from tests.office import recalculated
from tests.services.reviewing import plain, review
from tests.workbooks import filled, opened_by_excel, row_of

SHEET = DOOR.replace("{call}", "ptce")
KEEP = f"{SHEET}/keep"
TEXT = "Une vision  claire.\n\nEt des moyens ; « à suivre » : 5 < 6 & « = » 😀"


def _send(browser: TestClient, content: bytes, ending: str) -> str:
    answer = browser.post(SHEET, files={"file": (f"evaluations.{ending}", content)})
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.office
@pytest.mark.parametrize(("down", "up"), [("ods", "ods"), ("xlsx", "ods"), ("ods", "xlsx"), ("xlsx", "xlsx")])
def test_what_libreoffice_saves_comes_back_whole(house: House, tmp_path: Path, down: str, up: str) -> None:
    give(house, "second")
    browser = house.as_("gerard")
    first = browser.get(f"{SHEET}/reviews.{down}").content
    # LibreOffice opens what we made, and saves it; it is filled in; LibreOffice opens and saves it once more.
    there = recalculated(first, down, _folder(tmp_path, "there"), to="xlsx")
    row = row_of(there, "second", "score-strategy")
    cells: dict[tuple[int, int], object] = {
        (row, 4): 4,
        (row, 5): TEXT,
        (row + 1, 4): "7",
        (row_of(there, "second", "|comment|"), 5): "Bien.",
    }
    back = recalculated(filled(there, cells), "xlsx", _folder(tmp_path, "back"), to=up)

    page = _send(browser, back, up)
    status, where = send(browser, page, KEEP)

    assert f"<b>Ligne {row + 1}</b>" in plain(page)
    assert (status, where) == (303, "/reviewer")
    with house.database.reading() as db:
        found = review(db, house, "second", "gerard")
    assert found is not None
    assert found.comment == "Bien."
    assert _comment(house, "second") == TEXT


@pytest.mark.office
@pytest.mark.parametrize("ending", ["ods", "xlsx"])
def test_libreoffice_keeps_locks_hidden_columns_and_the_scale(house: House, tmp_path: Path, ending: str) -> None:
    first = house.as_("gerard").get(f"{SHEET}/reviews.{ending}").content
    again = recalculated(first, ending, _folder(tmp_path, "again"), to="xlsx")
    sheet = opened_by_excel(again).worksheets[0]
    row = row_of(again, "admitted", "score-strategy")

    assert sheet.protection.sheet
    assert [sheet.cell(row, column).protection.locked for column in range(1, 8)] == [True] * 3 + [False] * 2 + [
        True
    ] * 2
    assert sheet.column_dimensions["G"].hidden
    assert {str(rule.formula2) for rule in sheet.data_validations.dataValidation} == {"5"}
    assert [[one.cells for one in rows] for rows in sheets_of(again)] == [
        [one.cells for one in rows] for rows in sheets_of(first)
    ]


def _folder(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    return folder


def _comment(house: House, name: str) -> str:
    """What the page of the review shows in the comment of the first criterion."""
    path = f"/reviewer/dossiers/{house.world.dossiers[name]}"
    return fields_of(house.as_("gerard").get(path).text, path)["comment-strategy"][0].removeprefix("\n")
