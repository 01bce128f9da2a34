"""Rows of the doors of the form editor."""

from tests.house.matrix import Row
from tests.house.rows_reading import run

FORM = "/organiser/calls/{call}/tracks/{track}/form"
POLE = {"track": "pole"}
SECTION = {**POLE, "section": "bearer"}
QUESTION = {**POLE, "question": "summary"}

ROWS = (
    Row("GET", FORM, run(200, 200), POLE),
    Row("GET", FORM + "/history", run(200, 200), POLE),
    Row("GET", FORM + "/start", run(200, 200), POLE),
    Row("GET", FORM + "/preview", run(200, 200), POLE),
    Row("GET", FORM + "/sections/{section}", run(200, 200), SECTION),
    Row("GET", FORM + "/sections/{section}/add", run(200, 200), SECTION),
    Row("GET", FORM + "/sections/{section}/reuse", run(200, 200), SECTION),
    Row("GET", FORM + "/sections/{section}/remove", run(200, 200), SECTION),
    Row("GET", FORM + "/questions/{question}", run(200, 200), QUESTION),
    Row("GET", FORM + "/questions/{question}/remove", run(200, 200), QUESTION),
    Row("POST", FORM + "/sections", run(422, 422), POLE, note="without a title"),
    Row("POST", FORM + "/start", run(422, 422), POLE, note="nothing ticked"),
    Row("POST", FORM + "/preview", run(200, 200), POLE, note="nothing is kept"),
    Row("POST", FORM + "/undo", run(303, 303), POLE, note="nothing to undo is said on the form"),
    Row("POST", FORM + "/redo", run(303, 303), POLE),
    Row("POST", FORM + "/sections/{section}", run(303, 303), SECTION),
    Row("POST", FORM + "/sections/{section}/add", run(422, 422), SECTION, note="nothing chosen"),
    Row("POST", FORM + "/sections/{section}/reuse", run(422, 422), SECTION),
    Row("POST", FORM + "/sections/{section}/move", run(303, 303), SECTION),
    Row("POST", FORM + "/sections/{section}/remove", run(200, 200), SECTION, note="first says what is lost"),
    Row("POST", FORM + "/questions/{question}", run(303, 303), QUESTION),
    Row("POST", FORM + "/questions/{question}/move", run(303, 303), QUESTION),
    Row("POST", FORM + "/questions/{question}/duplicate", run(303, 303), QUESTION),
    Row("POST", FORM + "/questions/{question}/remove", run(200, 200), QUESTION, note="first says what is lost"),
)
