"""Rows of the public doors, and of the committee and the publication."""

from tests.house.matrix import Row

RUNS = "in 404 404 404 404 404 200 200 404 200"
WITHOUT_CONFLICT = "in 404 404 404 404 404 200 404 404 200"
SELECTION = "/organiser/calls/{call}/selection"
PUBLICATION = "/organiser/calls/{call}/publication"
UNPUBLISHED = "nothing is published in the small world"

ROWS = (
    *(Row("GET", path, "200") for path in ("/", "/calls", "/poles", "/agenda", "/agenda.ics", "/news", "/news.atom")),
    *(Row("GET", path, "200") for path in ("/accessibility", "/open-data", "/api", "/help", "/robots.txt")),
    *(Row("GET", path, "200") for path in ("/sitemap.xml", "/kit")),
    *(Row("GET", f"/calls/{{call}}{part}", "200") for part in ("", "/questions", "/method", "/journal", "/results")),
    *(
        Row("GET", "/calls/{call}/questions/{track}.{ending}", "200", {"track": "pole", "ending": ending})
        for ending in ("pdf", "docx")
    ),
    *(Row("GET", f"/calls/{{call}}/results.{kind}", "404", note=UNPUBLISHED) for kind in ("csv", "json", "geojson")),
    Row("GET", "/places/search", "200"),
    Row("GET", "/calls/{call}/files/{digest}", "404", {"digest": "0" * 64}, note="no file to fill in there"),
    Row("GET", "/poles/{slug}", "404", note=UNPUBLISHED),
    Row("GET", SELECTION, RUNS),
    Row("GET", f"{SELECTION}/proposal", RUNS),
    Row(
        "POST",
        f"{SELECTION}/proposal",
        "in 404 404 404 404 404 303 403 404 303",
        fields={"track": "pole", "places": "0"},
        note="whoever is in conflict in the track leaves it to somebody else",
    ),
    Row("GET", f"{SELECTION}/{{dossier}}", WITHOUT_CONFLICT, {"dossier": "admitted"}),
    Row("GET", f"{SELECTION}/{{dossier}}", "in 404 404 404 404 404 404 404 404 404", {"dossier": "filed"}),
    Row(
        "POST",
        f"{SELECTION}/{{dossier}}",
        "in 404 404 404 404 404 303 404 404 303",
        {"dossier": "admitted"},
        {"outcome": "waiting"},
    ),
    Row(
        "POST",
        f"{SELECTION}/{{dossier}}/undo",
        "in 404 404 404 404 404 303 303 404 303",
        {"dossier": "decided"},
        {"version": "1"},
    ),
    Row("GET", PUBLICATION, RUNS),
    Row("GET", f"{PUBLICATION}/confirm", "in 404 404 404 404 404 303 303 404 303", note="back: the call is open"),
    Row("POST", PUBLICATION, "in 404 404 404 404 404 422 422 404 422"),
)
