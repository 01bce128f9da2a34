"""Rows of the doors of assignments: settings, proposals, changes by hand, and the side of reviewers."""

from tests.house.matrix import Row
from tests.house.rows_everyone import NOBODY
from tests.house.rows_reading import ADMITTED, GIVEN, NONE, run

PLANS, PLAN = GIVEN + "/proposals", GIVEN + "/proposals/{number}"
NO_PLAN = {"number": "1"}
READERS, READER = GIVEN + "/reviewers", GIVEN + "/reviewers/{reviewer}"
FRANCOISE = {"reviewer": "francoise"}

ROWS = (
    Row("POST", GIVEN + "/{dossier}/demand", run(303), ADMITTED, note="as many as it has"),
    Row("GET", GIVEN + "/settings", run(200, 200)),
    Row("POST", GIVEN + "/settings", run(422, 422)),
    Row("POST", GIVEN + "/settings/demand", run(422, 422)),
    Row("GET", PLANS, run(200, 200)),
    Row("POST", PLANS, run(303, 303)),
    Row("GET", PLANS + "/compare", run(303, 303), note="nothing to compare"),
    Row("GET", PLAN, NONE, NO_PLAN),
    *(
        Row("POST", f"{PLAN}/{act}", NONE, NO_PLAN)
        for act in ("publish", "name", "drop", "take-up", "undo", "capacity")
    ),
    Row("GET", PLAN + "/dossiers/{dossier}", NONE, {**NO_PLAN, **ADMITTED}),
    Row("POST", PLAN + "/dossiers/{dossier}", NONE, {**NO_PLAN, **ADMITTED}),
    Row("GET", READERS, run(200, 200)),
    Row("GET", READER, run(200, 200), FRANCOISE),
    Row("GET", READER, NONE, {"reviewer": "claire"}, note="no reviewer"),
    Row("POST", READER, run(422, 422), FRANCOISE, note="nothing ticked"),
    Row("POST", READER + "/withdraw", NONE, {"reviewer": NOBODY}),
)
