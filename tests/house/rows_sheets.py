"""Rows of the spreadsheets: that of a reviewer, that of the assignments."""

from tests.house.matrix import Row
from tests.house.rows_reading import run

SHEET = "/reviewer/calls/{call}/sheet"
GIVEN = "/organiser/calls/{call}/assignments/sheet"
POOL = "in 404 404 {0} {0} {0} 404 404 404 404"

ROWS = (
    Row("GET", SHEET, POOL.format(200), note="nothing but one's own readings is in it"),
    Row("GET", SHEET + "/reviews.{ending}", POOL.format(200), {"ending": "xlsx"}),
    Row("GET", SHEET + "/reviews.{ending}", POOL.format(404), {"ending": "exe"}),
    Row("POST", SHEET, POOL.format(422), note="no file"),
    Row("POST", SHEET + "/keep", POOL.format(303), note="nothing to keep"),
    Row("GET", GIVEN, run(200, 200), note="a dossier one is in conflict with is not in it"),
    Row("GET", GIVEN + "/assignments.{ending}", run(200, 200), {"ending": "ods"}),
    Row("GET", GIVEN + "/assignments.{ending}", run(404), {"ending": "exe"}),
    Row("POST", GIVEN, run(422, 422), note="no file"),
    Row("POST", GIVEN + "/keep", run(303, 303), note="nothing to do"),
)
