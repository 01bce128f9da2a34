"""Rows of the comments on a question and of the history of answers: those who file the dossier, nobody else."""

from tests.house.matrix import Row

ROOT = "/applicant/dossiers/{dossier}"
OURS = "in 200 404 404 404 404 404 404 404 404"
ACTS = "in {0} 404 404 404 404 404 404 404 404"
GONE = "in 404 404 404 404 404 404 404 404 404"
NONE = "00000000-0000-4000-8000-000000000000"
READ = "200 200 200 200"
DRAFT = {"dossier": "draft", "question": "summary"}
FILED = {"dossier": "filed", "question": "summary"}
ADMITTED = {"dossier": "admitted", "question": "summary"}
ABSENT = {**DRAFT, "comment": NONE, "change": NONE}

ROWS = (
    *(Row("GET", ROOT + "/comments/{question}", OURS, names, team=READ) for names in (DRAFT, FILED, ADMITTED)),
    Row("GET", ROOT + "/comments/{question}", GONE, {**DRAFT, "question": "nothing"}, note="no such question"),
    Row("POST", ROOT + "/comments/{question}", ACTS.format(422), DRAFT, note="nothing written", team="403 422 422 403"),
    Row(
        "POST",
        ROOT + "/comments/{question}",
        ACTS.format(303),
        ADMITTED,
        {"text": "À vérifier."},
        team="403 303 303 403",
    ),
    Row("POST", ROOT + "/comments/{question}/{comment}/settle", GONE, ABSENT, note="no such comment"),
    Row("POST", ROOT + "/comments/{question}/{comment}/take-up", GONE, ABSENT, note="no such comment"),
    Row("GET", ROOT + "/comments/{question}/{comment}/remove", GONE, ABSENT, note="no such comment"),
    Row("POST", ROOT + "/comments/{question}/{comment}/remove", GONE, ABSENT, note="no such comment"),
    *(Row("GET", ROOT + "/history", OURS, names, team=READ) for names in (DRAFT, FILED, ADMITTED)),
    Row("GET", ROOT + "/history/{question}", OURS, DRAFT, team=READ),
    Row(
        "POST",
        ROOT + "/history/{question}/{change}/restore",
        GONE,
        ABSENT,
        note="no such change",
        team="403 403 404 403",
    ),
)
