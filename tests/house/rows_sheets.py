"""Rows of the spreadsheets: that of a reviewer, that of the assignments."""

from tests.house.matrix import Row

SHEET = "/reviewer/calls/{call}/sheet"
POOL = "in 404 404 {0} {0} {0} 404 404 404 404"

ROWS = (
    Row("GET", SHEET, POOL.format(200), note="nothing but one's own readings is in it"),
    Row("GET", SHEET + "/reviews.{ending}", POOL.format(200), {"ending": "xlsx"}),
    Row("GET", SHEET + "/reviews.{ending}", POOL.format(404), {"ending": "exe"}),
    Row("POST", SHEET, POOL.format(422), note="no file"),
    Row("POST", SHEET + "/keep", POOL.format(303), note="nothing to keep"),
)
