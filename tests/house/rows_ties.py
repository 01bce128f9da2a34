"""Rows of the doors of conflicts of interest, of whom applicants ask to keep away, and of wishes."""

from tests.house.matrix import Row
from tests.house.rows_applicant import DRAFT, MINE, MINE_WRONG, ROOT
from tests.house.rows_everyone import NOBODY
from tests.house.rows_reading import NONE, run

CALL = "/organiser/calls/{call}"
TIES = CALL + "/conflicts"
MALIK = {"conflict": "admitted.malik"}
WISHES = "/reviewer/calls/{call}/wishes"

ROWS = (
    Row("GET", TIES, run(200, 200)),
    Row("POST", TIES + "/decide", run(422, 422), note="nothing ticked"),
    Row("POST", TIES + "/look", run(303, 303)),
    Row("POST", TIES + "/detection", run(409, 409), {}, {"version": "0"}),
    Row("GET", TIES + "/{conflict}", run(200), MALIK, note="one organiser has a conflict with its dossier"),
    Row("GET", TIES + "/{conflict}", NONE, {"conflict": NOBODY}),
    Row("POST", TIES + "/{conflict}/confirm", run(409), MALIK, {"seen": "suspected"}),
    Row("POST", TIES + "/{conflict}/dismiss", run(422), MALIK, note="no reason"),
    Row("POST", TIES + "/{conflict}/reopen", run(303), MALIK, {"seen": "suspected"}, note="undone already"),
    Row("GET", CALL + "/concerns", run(200, 200)),
    Row("POST", CALL + "/concerns/{concern}", NONE, {"concern": NOBODY}),
    Row("GET", CALL + "/wishes", run(200, 200)),
    Row("POST", CALL + "/wishes", run(422, 422), note="no version"),
    Row("GET", WISHES, NONE, note="wishes are not asked"),
    Row("POST", WISHES, NONE),
    Row("GET", ROOT + "/concerns", MINE, DRAFT),
    Row("POST", ROOT + "/concerns", MINE_WRONG, DRAFT),
    Row("POST", ROOT + "/concerns/{concern}/remove", NONE, {**DRAFT, "concern": NOBODY}, team="403 403 404 403"),
)
