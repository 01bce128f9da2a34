"""Rows of the applicants' doors: a dossier is its owner's alone; a receipt is everybody's."""

from tests.house.matrix import Row
from tests.house.rows_everyone import NOBODY, SIGNED

MINE = "in 200 404 404 404 404 404 404 404 404 200 200 200 200"
MINE_TOO = "in 303 404 404 404 404 404 404 404 404 303 303 303 303"
MINE_ACTS = "in 303 404 404 404 404 404 404 404 404 403 403 303 403"
MINE_WRONG = "in 422 404 404 404 404 404 404 404 404 403 403 422 403"
OWNED = "in 200 404 404 404 404 404 404 404 404 403 403 403 403"
OWNED_ACTS = "in 303 404 404 404 404 404 404 404 404 403 403 403 403"
SHUT = "in 409 404 404 404 404 404 404 404 404 403 403 403 403"
SHUT_ACTS = "in 409 404 404 404 404 404 404 404 404 403 403 403 403"
NOT_MINE = "in 404 404 404 404 404 404 404 404 404"
NOT_WRITTEN = "in 404 404 404 404 404 404 404 404 404 403 403 404 403"
DRAFT, FILED = {"dossier": "draft"}, {"dossier": "filed"}
ROOT = "/applicant/dossiers/{dossier}"

ROWS = (
    Row("GET", "/applicant", SIGNED),
    Row("GET", "/calls/{call}/apply", "200"),
    Row("POST", "/calls/{call}/apply", "in 200 303 303 303 303 303 303 303 303", fields={"track": "pole"}),
    Row("GET", ROOT, MINE, DRAFT),
    Row("GET", ROOT, MINE, FILED),
    Row("GET", ROOT + "/sections/{section}", MINE, {**DRAFT, "section": "project"}),
    Row("POST", ROOT + "/sections/{section}", MINE_ACTS, {**DRAFT, "section": "project"}),
    Row("GET", ROOT + "/changes", MINE_TOO, DRAFT, note="nothing changed: back to the dossier"),
    Row("POST", ROOT + "/changes", MINE_ACTS, DRAFT),
    Row("GET", ROOT + "/set-aside", MINE, DRAFT),
    Row("GET", ROOT + "/check", MINE, DRAFT),
    Row("GET", ROOT + "/read", MINE, FILED),
    Row("POST", ROOT + "/submit", MINE_WRONG, DRAFT),
    Row("POST", ROOT + "/submit", MINE_ACTS, FILED),
    Row("GET", ROOT + "/receipt", MINE, FILED),
    *(Row("GET", f"{ROOT}/{paper}", MINE, FILED) for paper in ("receipt.pdf", "dossier.pdf", "dossier.zip")),
    Row("GET", ROOT + "/dossier.pdf", MINE, DRAFT),
    Row("POST", ROOT + "/reopen", "in 303 404 404 404 404 404 404 404 404 403 403 303 403", FILED),
    Row("GET", ROOT + "/revert", SHUT, FILED, note="it holds no change"),
    Row("POST", ROOT + "/revert", SHUT_ACTS, FILED, note="it holds no change"),
    Row("POST", ROOT + "/restore", OWNED_ACTS, {"dossier": "withdrawn"}),
    Row("POST", ROOT + "/recover", SHUT_ACTS, {"dossier": "withdrawn"}, note="it was filed"),
    Row("GET", ROOT + "/withdraw", OWNED, FILED),
    Row("POST", ROOT + "/withdraw", OWNED_ACTS, FILED),
    Row("GET", ROOT + "/discard", OWNED, DRAFT),
    Row("POST", ROOT + "/discard", OWNED_ACTS, DRAFT),
    Row("GET", ROOT + "/members/new", "in 200 404 404 404 404 404 404 404 404 403 403 200 403", DRAFT),
    Row("POST", ROOT + "/members", MINE_WRONG, DRAFT),
    Row("GET", ROOT + "/members", MINE, DRAFT),
    Row("GET", ROOT + "/members", MINE, FILED),
    Row("POST", ROOT + "/members/ask", MINE_ACTS, DRAFT),
    Row("POST", ROOT + "/members/signatures", MINE_ACTS, DRAFT),
    Row("POST", ROOT + "/members/{member}/letter", NOT_WRITTEN, {**DRAFT, "member": NOBODY}),
    Row("GET", "/members/{token}", "404", {"token": "unknown"}, note="a link that nobody was sent"),
    Row("POST", "/members/{token}", "404", {"token": "unknown"}, fields={"answer": "confirm"}),
    Row("GET", "/signatures/{token}", "404", {"token": "unknown"}),
    Row("POST", "/signatures/{token}", "404", {"token": "unknown"}),
    Row("POST", "/signatures/{token}/refuse", "404", {"token": "unknown"}),
    Row("GET", "/signatures/{token}/files/{file}", "404", {"token": "unknown", "file": NOBODY}),
    *(
        Row(
            method,
            ROOT + "/members/{member}" + rest,
            NOT_WRITTEN,
            {**DRAFT, "member": NOBODY},
        )
        for method, rest in (("GET", ""), ("POST", ""), ("GET", "/remove"), ("POST", "/remove"), ("POST", "/move"))
    ),
    *(
        Row(
            method,
            ROOT + "/files/{file}" + rest,
            NOT_WRITTEN if rest else NOT_MINE,
            {**DRAFT, "file": NOBODY},
        )
        for method, rest in (
            ("GET", ""),
            ("GET", "/remove"),
            ("POST", "/remove"),
            ("GET", "/replace"),
            ("POST", "/replace"),
        )
    ),
    Row("POST", ROOT + "/uploads", MINE_WRONG, DRAFT, note="nothing is said of the file"),
    *(
        Row(
            method,
            ROOT + "/uploads/{upload}" + rest,
            NOT_MINE if method == "GET" else NOT_WRITTEN,
            {**DRAFT, "upload": NOBODY},
        )
        for method, rest in (("GET", ""), ("PATCH", ""), ("POST", "/finish"), ("GET", "/cancel"), ("POST", "/cancel"))
    ),
    Row("GET", "/receipts", "200"),
    Row("POST", "/receipts", "422", note="nothing was given"),
    Row("POST", "/receipts/{code}", "200", {"code": "CODE-filed"}, {"digest": "0" * 64}, "nothing personal there"),
    Row("GET", "/receipts/{code}", "200", {"code": "CODE-filed"}, note="nothing personal there"),
)
