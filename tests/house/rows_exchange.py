"""Rows of the doors of corrections and messages, on both sides."""

from tests.house.matrix import Row
from tests.house.rows_reading import NONE, run

MINE = "/applicant/dossiers/{dossier}/messages"
CALL = "/organiser/calls/{call}"
ONE = CALL + "/dossiers/{dossier}"
READ = "in 200 404 404 404 404 404 404 404 404 200 200 200 200"
WRITE = "in {0} 404 404 404 404 404 404 404 404 403 403 {0} 403"
FILED, ADMITTED, DRAFT = {"dossier": "filed"}, {"dossier": "admitted"}, {"dossier": "draft"}
CORRECTED = {"dossier": "to_correct"}
OPEN = run(200, 200)

ROWS = (
    Row("GET", MINE, READ, DRAFT),
    Row("GET", MINE, READ, FILED),
    Row("POST", MINE, WRITE.format(422), FILED, note="nothing written"),
    Row("POST", MINE + "/read", WRITE.format(303), FILED),
    Row("GET", CALL + "/messages", OPEN),
    Row("GET", ONE + "/messages", OPEN, FILED),
    Row("GET", ONE + "/messages", run(200), ADMITTED, note="one organiser has a conflict with it"),
    Row("GET", ONE + "/messages", NONE, DRAFT, note="nothing was asked from this draft"),
    Row("POST", ONE + "/messages", run(422), ADMITTED, note="nothing written"),
    Row("POST", ONE + "/messages", NONE, DRAFT, {"text": "Bonjour."}),
    Row("POST", ONE + "/messages/read", run(303), ADMITTED),
    Row("GET", ONE + "/correction", OPEN, FILED),
    Row("GET", ONE + "/correction", run(200), ADMITTED),
    Row("GET", ONE + "/correction", NONE, DRAFT),
    Row("GET", ONE + "/correction", run(409, 409), {"dossier": "decided"}, note="it was reviewed"),
    Row("POST", ONE + "/correction", run(422), ADMITTED, note="nothing chosen"),
    Row("GET", ONE + "/correction/end", OPEN, CORRECTED),
    Row("POST", ONE + "/correction/end", run(409, 409), FILED, note="no correction is awaited"),
    Row("GET", ONE + "/correction/time", OPEN, CORRECTED),
    Row("POST", ONE + "/correction/time", run(422, 422), CORRECTED, note="no date"),
)
