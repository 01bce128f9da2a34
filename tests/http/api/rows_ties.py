"""Rows of the operations on conflicts of interest, on whom applicants ask to keep away, and on wishes."""

from tests.http.api.rows import INSIDE, NOBODY, OLD, Row

ADMITTED, DRAFT = {"dossier": "admitted"}, {"dossier": "draft"}

MALIK = {"conflict": "admitted.malik"}
RUN = "403 403 403 403 403 {0} {0} 403 {0}"
SEEN = {"seen": "suspected"}

ROWS = (
    Row("POST", "/calls/{call}/conflicts/detection", RUN.format(202)),
    Row("POST", "/conflicts/{conflict}/confirm", "404 404 404 404 404 412 404 404 412", SEEN, names=MALIK),
    Row("POST", "/conflicts/{conflict}/reopen", "404 404 404 404 404 200 404 404 200", SEEN, names=MALIK),
    Row("GET", "/calls/{call}/concerns", RUN.format(200)),
    Row("GET", "/dossiers/{dossier}/concerns", "200" + " 404" * 8 + " 200 200", names=DRAFT),
    Row("POST", "/dossiers/{dossier}/concerns", INSIDE.format(422), {}, names=ADMITTED, team="403 422"),
    Row("DELETE", "/concerns/{concern}", "404", names={"concern": NOBODY}),
    Row(
        "POST", "/concerns/{concern}/settle", "404", {"answer": "Nous en avons tenu compte."}, names={"concern": NOBODY}
    ),
    Row("GET", "/calls/{call}/wishes", "404", names={}),
    Row("PUT", "/calls/{call}/wishes", "404", {"wishes": []}),
    Row("PUT", "/calls/{call}/wishes/asking", RUN.format(412), {"weight": 20}, OLD),
    Row("GET", "/calls/{call}/wishes/standings", RUN.format(200)),
)
