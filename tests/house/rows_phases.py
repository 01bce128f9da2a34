"""Rows of the phases of reviewing, of what tracks hide, and of what reviewers see of each other."""

from tests.house.matrix import Row
from tests.house.rows_reading import ADMITTED, NONE, read, run

PHASES = "/organiser/calls/{call}/phases"
BLIND = "/organiser/calls/{call}/tracks/{track}/blind"
REDACTIONS = "/organiser/calls/{call}/dossiers/{dossier}/redactions"
POLE = {"track": "pole"}
GONE = {"phase": "none"}
BOTH = "in 404 404 200 404 200 404 404 404 404"
FILE = {**ADMITTED, "file": "admitted"}

ROWS = (
    Row("GET", PHASES, run(200, 200)),
    Row("POST", PHASES, run(422, 422)),
    Row("GET", PHASES + "/new", run(200, 200)),
    Row("GET", PHASES + "/{phase}", NONE, GONE, note="the small world has no phase"),
    Row("POST", PHASES + "/{phase}", NONE, GONE),
    Row("GET", PHASES + "/{phase}/start", NONE, GONE),
    Row("POST", PHASES + "/{phase}/start", NONE, GONE),
    Row("GET", PHASES + "/{phase}/remove", NONE, GONE),
    Row("POST", PHASES + "/{phase}/remove", NONE, GONE),
    Row("GET", "/reviewer/dossiers/{dossier}/peers", read(200), ADMITTED),
    Row(
        "GET",
        "/reviewer/dossiers/{dossier}/peers",
        BOTH,
        {"dossier": "decided"},
        note="whose conflict is elsewhere too",
    ),
    Row("GET", BLIND, run(200, 200), POLE),
    Row("POST", BLIND, run(422, 422), POLE),
    Row("GET", REDACTIONS, run(200), ADMITTED),
    Row("POST", REDACTIONS, run(422), ADMITTED),
    Row("POST", REDACTIONS + "/files/{file}", run(422), FILE),
    Row("POST", REDACTIONS + "/remove", NONE, ADMITTED, note="nothing to show again"),
)
