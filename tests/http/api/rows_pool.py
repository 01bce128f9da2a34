"""Rows of the reviewers of a call in the API; `~` is the address of the call."""

NOBODY = "00000000-0000-7000-8000-000000000000"
GERARD = {"membership": "gerard"}
REVIEWERS = "404 404 {0} {0} {0} 404 404 404 404"
A_TIE = {"ties": "Scierie, 552 100 555"}


def _organisers(status: int) -> str:
    return f"403 403 403 403 403 {status} {status} 403 {status}"


ROWS: tuple[tuple[str, str, str, object, dict[str, str]], ...] = (
    ("POST", "~/people/list", _organisers(422), {"text": ""}, {}),
    ("POST", "~/people/list", _organisers(200), {"text": "Odile Ravat, odile@exemple.fr"}, {}),
    ("PATCH", "~/people/{membership}", _organisers(422), A_TIE, GERARD),
    ("PATCH", "~/people/{membership}", _organisers(404), A_TIE, {"membership": NOBODY}),
    ("POST", "~/people/{membership}/again", _organisers(409), None, GERARD),
    (
        "POST",
        "/dossiers/{dossier}/experts",
        "403 404 403 404 404 422 404 404 422 403 403",
        {"name": "X"},
        {"dossier": "admitted"},
    ),
    ("GET", "~/nominations", _organisers(200), None, {}),
    ("POST", "~/nominations/{nomination}", _organisers(404), {"answer": "dismiss"}, {"nomination": NOBODY}),
    ("GET", "~/my-reviewing", REVIEWERS.format(200), None, {}),
    ("PATCH", "~/my-reviewing", REVIEWERS.format(422), A_TIE, {}),
    ("POST", "~/my-reviewing/accept", REVIEWERS.format(200), {}, {}),
    ("POST", "~/my-reviewing/decline", REVIEWERS.format(422), {"reason": "none"}, {}),
    ("POST", "~/my-reviewing/nominations", REVIEWERS.format(422), {"name": "X"}, {}),
)
