"""Rows of the doors of reviewers, and of organisers' assignments and reviews."""

from tests.house.matrix import Row
from tests.house.rows_everyone import NOBODY, SIGNED

ADMITTED = {"dossier": "admitted"}
NONE = "in 404 404 404 404 404 404 404 404 404"


def read(status: int) -> str:
    """Only who reads the dossier."""
    return f"in 404 404 {status} 404 404 404 404 404 404"


def run(status: int, recused: int = 404) -> str:
    """Who runs the call, and the administrator; `recused` for the organiser in conflict with the dossier."""
    return f"in 404 404 404 404 404 {status} {recused} 404 {status}"


DOSSIER = "/reviewer/dossiers/{dossier}"
GIVEN = "/organiser/calls/{call}/assignments"
REVIEWS = "/organiser/calls/{call}/reviews"

ROWS = (
    Row("GET", "/reviewer", SIGNED, note="one's own readings: none for who reviews nothing"),
    Row("GET", "/reviewer/calls/{call}/rubric", "in 404 404 200 200 200 404 404 404 404"),
    Row("GET", DOSSIER, read(200), ADMITTED),
    Row("GET", DOSSIER, NONE, {"dossier": "filed"}, note="not admitted"),
    Row("POST", DOSSIER, read(422), ADMITTED),
    Row("GET", DOSSIER + "/files/{file}", NONE, {**ADMITTED, "file": NOBODY}),
    Row("GET", DOSSIER + "/files/{file}/shown", NONE, {**ADMITTED, "file": NOBODY}),
    Row("GET", DOSSIER + "/history", read(200), ADMITTED),
    Row("POST", DOSSIER + "/history/{number}/restore", NONE, {**ADMITTED, "number": "1"}, note="nothing saved yet"),
    Row("GET", DOSSIER + "/submit", read(303), ADMITTED, note="nothing saved yet: back to the form"),
    Row("POST", DOSSIER + "/submit", read(303), ADMITTED),
    Row("GET", DOSSIER + "/recusal", read(200), ADMITTED),
    Row("POST", DOSSIER + "/recusal", read(422), ADMITTED),
    Row("GET", GIVEN, run(200, 200)),
    Row("GET", GIVEN + "/{dossier}", run(200), ADMITTED),
    Row("POST", GIVEN + "/{dossier}", run(422), ADMITTED),
    Row("POST", GIVEN + "/{dossier}/withdraw", NONE, ADMITTED, note="nobody to take it back from"),
    Row("POST", GIVEN + "/{dossier}/conflicts", run(422), ADMITTED),
    Row("POST", GIVEN + "/{dossier}/conflicts/{conflict}/dismiss", NONE, {**ADMITTED, "conflict": NOBODY}),
    Row("GET", REVIEWS, run(200, 200)),
    Row("GET", REVIEWS + "/remind", run(200, 200)),
    Row("POST", REVIEWS + "/remind", run(303, 303)),
    Row("GET", REVIEWS + "/{dossier}", run(200), ADMITTED),
    Row("GET", REVIEWS + "/{dossier}", run(200, 200), {"dossier": "decided"}),
    Row("POST", REVIEWS + "/{dossier}/{review}/reopen", run(422, 422), {"dossier": "decided", "review": "decided"}),
)
