"""Rows of the doors of discussions, rounds, revisions and of the mail of reviewers."""

from tests.house.matrix import Row
from tests.house.rows_everyone import NOBODY, SIGNED
from tests.house.rows_reading import ADMITTED, NONE, REVIEWS, read, run

DOSSIER = "/reviewer/dossiers/{dossier}"
REDIRECTED = "in 303 303 303 303 303 303 303 303 303"
NOTHING_SAID = {**ADMITTED, "message": NOBODY}

ROWS = (
    Row("GET", "/reviewer/discussions", SIGNED, note="one's own discussions: none for who reviews nothing"),
    Row("GET", DOSSIER + "/discussion", read(403), ADMITTED, note="no phase opens it"),
    Row("POST", DOSSIER + "/discussion", read(403), ADMITTED),
    Row("POST", DOSSIER + "/discussion/read", read(303), ADMITTED, note="nothing shown, nothing read"),
    Row("GET", DOSSIER + "/discussion/{message}", read(403), NOTHING_SAID),
    Row("POST", DOSSIER + "/discussion/{message}", read(403), NOTHING_SAID),
    Row("POST", DOSSIER + "/discussion/{message}/remove", NONE, NOTHING_SAID),
    Row("GET", DOSSIER + "/revision", read(409), ADMITTED, note="nothing handed in"),
    Row("POST", DOSSIER + "/revision", read(409), ADMITTED),
    Row("GET", DOSSIER + "/revision/submit", read(409), ADMITTED),
    Row("POST", DOSSIER + "/revision/submit", read(303), ADMITTED, note="nothing shown: back to the form"),
    Row("GET", REVIEWS + "/discussions", run(200, 200)),
    Row("GET", REVIEWS + "/{dossier}/discussion", run(200), ADMITTED),
    Row("GET", REVIEWS + "/{dossier}/discussion", NONE, {"dossier": "draft"}),
    Row("POST", REVIEWS + "/{dossier}/discussion", run(422), ADMITTED, note="nothing written"),
    Row("POST", REVIEWS + "/{dossier}/discussion/read", run(303), ADMITTED),
    Row("GET", REVIEWS + "/{dossier}/discussion/{message}", NONE, NOTHING_SAID),
    Row("POST", REVIEWS + "/{dossier}/discussion/{message}", NONE, NOTHING_SAID),
    Row("POST", REVIEWS + "/{dossier}/discussion/{message}/remove", NONE, NOTHING_SAID),
    Row("GET", REVIEWS + "/mail", run(200, 200)),
    Row("GET", REVIEWS + "/rounds", run(200, 200)),
    Row("POST", REVIEWS + "/rounds", NONE, note="no act"),
    Row("POST", REVIEWS + "/rounds", run(303, 303), fields={"number": "2", "act": "keep"}, note="nothing picked"),
    Row("POST", "/account/reading-mail", REDIRECTED, note="nothing chosen: said on the account"),
    Row("GET", "/reading-mail/{token}", "404"),
    Row("POST", "/reading-mail/{token}", "404"),
)
