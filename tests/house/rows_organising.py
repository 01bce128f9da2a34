"""Rows of the doors of organisers: desk, screening, people, settings."""

from tests.house.matrix import Row
from tests.house.rows_everyone import NOBODY
from tests.house.rows_reading import NONE, run

CALL = "/organiser/calls/{call}"
WHY = "Le groupement ne compte que deux membres."
FILED = {"dossier": "filed"}
ADMITTED = {"dossier": "admitted"}
DRAFT = {"dossier": "draft"}
MAKERS = "in 404 404 404 404 404 {0} {0} {0} {0}"
TRACK, POLE = CALL + "/tracks/{track}", {"track": "pole"}
FORM = TRACK + "/form"

ROWS = (
    Row("GET", "/organiser", "in 404 404 404 404 404 200 200 200 200", note="their own calls"),
    Row("GET", CALL, run(200, 200)),
    Row("GET", CALL + "/dossiers", run(200, 200)),
    Row("GET", CALL + "/organisations", run(200, 200)),
    Row("GET", CALL + "/dossiers/{dossier}", run(200, 200), FILED),
    Row("GET", CALL + "/dossiers/{dossier}", run(200), ADMITTED, note="one organiser has a conflict with it"),
    Row("GET", CALL + "/dossiers/{dossier}", NONE, DRAFT, note="a draft belongs to its owner"),
    *(Row("GET", f"{CALL}/dossiers/{{dossier}}/dossier.{kind}", run(200, 200), FILED) for kind in ("pdf", "zip")),
    *(Row("GET", f"{CALL}/dossiers/{{dossier}}/dossier.{kind}", run(200), ADMITTED) for kind in ("pdf", "zip")),
    Row("GET", CALL + "/dossiers/{dossier}/dossier.pdf", NONE, DRAFT),
    Row("GET", CALL + "/dossiers/{dossier}/files/{file}", NONE, {**FILED, "file": NOBODY}),
    Row("POST", CALL + "/dossiers/{dossier}/screening", run(422, 422), FILED, note="nothing chosen"),
    Row("POST", CALL + "/dossiers/{dossier}/screening", run(200), ADMITTED, {"act": "refuse", "reason": WHY}),
    Row("POST", CALL + "/dossiers/{dossier}/screening", run(409, 409), {"dossier": "withdrawn"}, {"act": "admit"}),
    Row("POST", CALL + "/dossiers/{dossier}/screening", NONE, DRAFT, {"act": "admit"}),
    Row("GET", CALL + "/screening", run(303, 303)),
    Row("GET", CALL + "/screening/{dossier}", run(200, 200), FILED),
    Row("GET", CALL + "/screening/{dossier}", run(200), ADMITTED),
    Row("POST", CALL + "/screening/bulk", run(303, 303), {}, {"act": "admit"}, note="nothing chosen"),
    Row("POST", CALL + "/screening/bulk", run(200, 200), {}, {"act": "admit", "scope": "all"}, note="the preview"),
    Row("GET", CALL + "/screening/jobs/{job}", NONE, {"job": NOBODY}),
    Row("GET", FORM + "/publish", run(200, 200), POLE),
    Row("POST", FORM + "/publish", run(422, 422), POLE),
    Row("GET", FORM + "/versions", run(200, 200), POLE),
    Row("GET", FORM + "/versions/{number}", run(200, 200), {**POLE, "number": "1"}),
    Row("GET", FORM + "/versions/{number}", NONE, {**POLE, "number": "9"}),
    Row("GET", CALL + "/people", run(200, 200)),
    Row("POST", CALL + "/people", run(422, 422)),
    Row("GET", CALL + "/people/{membership}/revoke", NONE, {"membership": NOBODY}),
    Row("POST", CALL + "/people/{membership}/revoke", NONE, {"membership": NOBODY}),
    Row("GET", CALL + "/tracks", run(200, 200)),
    Row("POST", CALL + "/tracks", run(422, 422), note="no name"),
    Row("GET", TRACK, run(200, 200), POLE),
    Row("GET", TRACK, NONE, {"track": "none"}),
    Row("POST", TRACK, run(422, 422), POLE),
    Row("POST", TRACK + "/move", run(303, 303), POLE, {"way": "up", "seen": "0"}),
    Row("GET", TRACK + "/remove", run(200, 200), POLE),
    Row("POST", TRACK + "/remove", run(409, 409), POLE, {"version": "1"}, note="dossiers were started in it"),
    Row("GET", TRACK + "/prefill", run(200, 200), POLE),
    Row("POST", TRACK + "/prefill", run(200, 200), POLE),
    Row("GET", TRACK + "/composition", run(200, 200), POLE),
    Row("POST", TRACK + "/composition", run(422, 422), POLE),
    Row("POST", TRACK + "/composition/set", run(422, 422), POLE),
    Row("GET", TRACK + "/outcomes", run(200, 200), POLE),
    Row("POST", TRACK + "/outcomes", run(422, 422), POLE),
    Row("GET", CALL + "/entry", run(200, 200)),
    Row("POST", CALL + "/entry/questions", run(422, 422)),
    Row("POST", CALL + "/entry/questions/copy", run(422, 422)),
    Row("POST", CALL + "/entry/questions/{key}/remove", run(303, 303), {"key": "none"}),
    Row("POST", CALL + "/entry/questions/{key}/move", run(303, 303), {"key": "none"}, {"way": "up"}),
    Row("POST", CALL + "/entry/refusals", run(422, 422)),
    Row("POST", CALL + "/entry/refusals/{key}/remove", run(303, 303), {"key": "none"}),
    Row("POST", CALL + "/entry/tracks/{track}", run(422, 422), POLE),
    Row("GET", "/organiser/calls/new", MAKERS.format(200), note="no call of theirs, no such page"),
    Row("POST", "/organiser/calls/new/blank", MAKERS.format(422), note="nothing typed"),
    Row("POST", "/organiser/calls/new/file", MAKERS.format(422), note="no file"),
    Row("GET", CALL + "/copy", run(200, 200)),
    Row("POST", CALL + "/copy", run(422, 422)),
    Row("GET", CALL + "/export.json", run(200, 200)),
    Row("GET", CALL + "/calendar", run(200, 200)),
    Row("POST", CALL + "/calendar", run(422, 422)),
    Row("GET", CALL + "/calendar/moves/{move}", run(200, 200), {"move": "close"}),
    Row("POST", CALL + "/calendar/moves/{move}", run(422, 422), {"move": "close"}, note="no reason"),
    Row("GET", CALL + "/preview", run(200, 200)),
    Row("GET", CALL + "/settings", run(200, 200)),
    Row("GET", CALL + "/settings/calendar", run(303, 303)),
    Row("POST", CALL + "/settings/calendar", run(422, 422)),
    Row("POST", CALL + "/settings/texts", run(422, 422)),
    Row("POST", CALL + "/settings/aims", run(422, 422)),
    Row("POST", CALL + "/settings/visibility", run(422, 422)),
)
