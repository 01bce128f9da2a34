"""The spreadsheet of a reviewer: down, filled in, up again, looked at, kept; nothing lost or written over."""

import html

import pytest
from starlette.testclient import TestClient

from app.adapters.workbooks.reading import sheets_of
from tests.browsing import fields_of
from tests.houses import House
from tests.html_checks import faults_of
from tests.http.test_reviewer_pages import address, give, hand_in
from tests.services.reviewing import acts, plain, review
from tests.workbooks import filled, opened_by_excel, row_of, rows_of

SHEET = "/reviewer/calls/ptce/sheet"
KEEP = f"{SHEET}/keep"
MARK, WORDS, CODE = 4, 5, 7
FORM_TWO = {"version": "0", "score-strategy": "4", "score-anchoring": "2", "comment": "En ligne."}
CONFLICT = {"why": "conflict", "reason": "J’ai conseillé ce groupement."}


def _down(browser: TestClient, ending: str = "xlsx") -> bytes:
    return browser.get(f"{SHEET}/reviews.{ending}").content


def _up(browser: TestClient, content: bytes, name: str = "evaluations.xlsx") -> tuple[int, str]:
    answer = browser.post(SHEET, files={"file": (name, content)})
    return answer.status_code, answer.text


def _cells(content: bytes, title: str) -> dict[str, int]:
    """The rows of a dossier: each criterion, and the texts about the whole."""
    first = row_of(content, title)
    words = {"strategy": "strategy", "anchoring": "anchoring", "comment": "Avis d’ensemble", "note": "Note pour vous"}
    rows = rows_of(content)
    return {
        key: next(n for n, row in enumerate(rows, 1) if n > first and word in str(row[2]))
        for key, word in words.items()
    }


def _said(page: str) -> str:
    """A page as one reads it."""
    return plain(html.unescape(page))


def _keep(browser: TestClient, page: str, **choices: str) -> tuple[int, str]:
    answer = browser.post(KEEP, data={**fields_of(page, KEEP), **choices})
    return answer.status_code, answer.headers.get("location", "") or answer.text


@pytest.fixture
def gerard(house: House) -> TestClient:
    return house.as_("gerard")


def test_what_is_filled_in_is_shown_then_kept(each_house: House) -> None:
    browser = each_house.as_("gerard")
    content = _down(browser)
    rows = _cells(content, "Dossier admitted")
    sent = filled(
        content,
        {
            (rows["strategy"], MARK): 4,
            (rows["strategy"], WORDS): "Une vision.\nEt des moyens.",
            (rows["anchoring"], MARK): "2",
            (rows["comment"], WORDS): "=SOMME(1;1) n’est pas une formule",
            (rows["note"], WORDS): "À revoir.",
        },
    )
    status, page = _up(browser, sent)
    before = acts(each_house).count("review.saved")
    kept = _keep(browser, page)

    assert (status, before) == (200, 0)
    assert "Rien n’est encore gardé." in _said(page)
    assert faults_of(page) == []
    assert kept == (303, "/reviewer")
    assert acts(each_house).count("review.saved") == 1
    with each_house.database.reading() as db:
        found = review(db, each_house, "admitted", "gerard")
    assert found is not None
    assert (found.state, found.comment, found.private_note) == (
        "draft",
        "=SOMME(1;1) n’est pas une formule",
        "À revoir.",
    )
    assert _said(_up(browser, _down(browser))[1]).count("Aucun changement à garder.") == 1


def _spoilt(browser: TestClient) -> tuple[bytes, list[tuple[int, str]]]:
    """The sheet with a fault of each kind, and what is to be said of which row."""
    content = _down(browser)
    one, two, three = (_cells(content, f"Dossier {name}") for name in ("admitted", "second", "third"))
    faults: list[tuple[int, int, object, str]] = [
        (one["strategy"], MARK, 9, "note entière de 0 à 5"),
        (one["anchoring"], MARK, 3.5, "note entière de 0 à 5"),
        (one["comment"], WORDS, "x" * 10_001, "Raccourcissez"),
        (two["comment"], WORDS, "Écrit dans le train.", "Cette évaluation est rendue"),
        (three["comment"], WORDS, "Écrit avant le conflit.", "n’est pas dans vos lectures"),
        (200, MARK, 3, "n’est pas dans vos lectures"),
        (201, WORDS, "Une ligne de plus", "n’est pas dans vos lectures"),
    ]
    cells: dict[tuple[int, int], object] = {(row, column): value for row, column, value, _ in faults}
    cells[one["note"], WORDS] = "Gardé."
    return filled(content, cells), [(row, why) for row, _, _, why in faults]


def test_faults_of_every_kind_are_told_line_by_line_and_the_rest_is_kept(house: House, gerard: TestClient) -> None:
    give(house, "second", "third")
    sent, rows = _spoilt(gerard)
    gerard.post(address(house, "second"), data=FORM_TWO)
    gerard.post(address(house, "second") + "/submit", data={"version": "1"})
    gerard.post(
        address(house, "third") + "/recusal", data={"why": "conflict", "reason": "J’ai conseillé ce groupement."}
    )

    status, page = _up(gerard, sent)
    kept, rest = _keep(gerard, page)

    assert status == 200
    for row, why in rows:
        line = _said(page).split(f"<b>Ligne {row}</b>")[1].split("</li>")[0]
        assert why in line, (row, line)
    assert "Écrit avant le conflit." in _said(page)
    assert "Dossier third" not in _said(page)
    assert faults_of(page) == []
    assert (kept, rest) == (303, "/reviewer")
    with house.database.reading() as db:
        found = review(db, house, "admitted", "gerard")
    assert found is not None
    assert (found.private_note, found.comment) == ("Gardé.", "")


BOTH = "En ligne.\n\nAu train."


@pytest.mark.parametrize(("choice", "result"), [("theirs", "En ligne."), ("mine", "Au train."), ("both", BOTH)])
def test_a_text_that_changed_online_meanwhile_is_shown_beside_the_other_and_one_chooses(
    house: House, gerard: TestClient, choice: str, result: str
) -> None:
    content = _down(gerard)
    rows = _cells(content, "Dossier admitted")
    gerard.post(address(house), data=FORM_TWO)
    _, page = _up(gerard, filled(content, {(rows["comment"], WORDS): "Au train.", (rows["note"], WORDS): "Note."}))
    dossier = house.world.dossiers["admitted"]
    name = f"keep-{dossier}/comment"

    undecided, again = _keep(gerard, page)
    with house.database.reading() as db:
        half = review(db, house, "admitted", "gerard")
        assert half is not None
        assert (half.comment, half.private_note) == ("En ligne.", "Note.")
    value = next(part.split('"')[0] for part in again.split('value="') if part.startswith(f"{choice}:"))
    done = _keep(gerard, again, **{name: value})

    assert "Écrit des deux côtés" in _said(page)
    assert faults_of(page) == faults_of(again) == []
    assert undecided == 409
    assert done == (303, "/reviewer")
    with house.database.reading() as db:
        found = review(db, house, "admitted", "gerard")
    assert found is not None
    assert found.comment == result


def test_what_one_did_not_touch_and_changed_online_stays_as_it_is_online(house: House, gerard: TestClient) -> None:
    content = _down(gerard)
    gerard.post(address(house), data=FORM_TWO)

    status, page = _up(gerard, content)

    assert status == 200
    assert "Aucun changement à garder." in _said(page)
    assert "3 cases que vous n’avez pas touchées ont changé en ligne" in _said(page)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "Choisissez le fichier"),
        (b"not a workbook", "ne se lit pas"),
        (b"PK\x03\x04 broken", "ne se lit pas"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_in_words(gerard: TestClient, content: bytes, says: str) -> None:
    status, page = _up(gerard, content, "" if not content else "x.xlsx")

    assert status == 422
    assert says in _said(page)
    assert faults_of(page) == []


def test_the_sheet_of_somebody_else_or_without_its_last_column_is_refused(house: House, gerard: TestClient) -> None:
    content = _down(gerard)
    francoise = house.as_("francoise")

    other = _up(francoise, content)
    bare = _up(gerard, filled(content, dict.fromkeys((row, CODE) for row in range(1, 40))))

    assert (other[0], bare[0]) == (422, 422)
    assert "celui d’un autre appel ou d’une autre personne" in _said(other[1])
    assert "il lui manque des colonnes" in _said(bare[1])


def test_the_sheet_locks_all_but_what_is_to_fill_and_a_review_that_is_handed_in(
    house: House, gerard: TestClient
) -> None:

    give(house, "second")
    hand_in(house, gerard)
    content = _down(gerard)
    sheet = opened_by_excel(content).worksheets[0]
    open_rows = {cell.row for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    given, to_do = _cells(content, "Dossier admitted"), _cells(content, "Dossier second")

    assert sheet.protection.sheet
    assert sheet.column_dimensions["G"].hidden
    assert set(to_do.values()) <= open_rows
    assert not set(given.values()) & open_rows
    assert sheet.cell(given["strategy"], MARK).value == 4
    assert "Rendue le" in plain(str(sheet.cell(row_of(content, "Dossier admitted"), 3).value))
    assert {str(rule.formula2) for rule in sheet.data_validations.dataValidation} == {"5"}


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_both_formats_say_the_same_and_nothing_of_a_dossier_in_conflict(house: House, ending: str) -> None:
    rows, ways = sheets_of(_down(house.as_("malik"), ending))
    mine = sheets_of(_down(house.as_("gerard"), ending))[0]

    assert "Dossier admitted" not in {row.cell(1) for row in rows}
    assert "cases jaunes" in plain(ways[1].cells[0])
    assert [row.cells for row in mine] == [row.cells for row in sheets_of(_down(house.as_("gerard")))[0]]
    assert "Dossier admitted" in {row.cell(1) for row in mine}


def test_who_reviews_nothing_in_the_call_has_no_sheet(house: House) -> None:
    for who in ("claire", "helene", "ines"):
        assert house.as_(who).get(SHEET).status_code == 404
    assert "Aucun dossier ne vous est attribué" in house.as_("francoise").get(SHEET).text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_says_how(house: House, language: str) -> None:
    page = house.as_("gerard", language=language).get(SHEET).text

    assert f"{SHEET}/reviews.ods" in page
    assert faults_of(page) == []
