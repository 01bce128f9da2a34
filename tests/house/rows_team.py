"""Rows of those who file a dossier together: team, tasks, owner; invitations answer whoever has the link."""

from tests.house.matrix import Row
from tests.house.rows_applicant import DRAFT, FILED, MINE, MINE_ACTS, OWNED, OWNED_ACTS, ROOT
from tests.house.rows_everyone import NOBODY

EDITH = {**DRAFT, "collaborator": "draft.edith"}
NO_SIGNATURE = "403 403 403 404"
OUT = "in {} 404 404 404 404 404 404 404 404"

ROWS = (
    Row("GET", ROOT + "/team", MINE, DRAFT),
    Row("GET", ROOT + "/team", MINE, FILED),
    Row("POST", ROOT + "/team", OUT.format(422), DRAFT, team="403 403 403 403"),
    Row("GET", ROOT + "/team/{collaborator}", OWNED, EDITH),
    Row(
        "GET", ROOT + "/team/{collaborator}", OUT.format(404), {**DRAFT, "collaborator": NOBODY}, team="403 403 403 403"
    ),
    Row("POST", ROOT + "/team/{collaborator}", OUT.format(422), EDITH, team="403 403 403 403"),
    Row("POST", ROOT + "/team/{collaborator}/again", OUT.format(409), EDITH, team="403 403 403 403"),
    Row("GET", ROOT + "/team/{collaborator}/end", OWNED, EDITH),
    Row(
        "POST",
        ROOT + "/team/{collaborator}/end",
        OUT.format(303),
        {**DRAFT, "collaborator": "draft.remi"},
        team="404 403 403 403",
        note="remi no longer knows of it",
    ),
    Row("GET", ROOT + "/team/{collaborator}/offer", OWNED, EDITH),
    Row("POST", ROOT + "/team/{collaborator}/offer", OWNED_ACTS, EDITH),
    Row("POST", ROOT + "/team/keep", OWNED_ACTS, DRAFT),
    Row("GET", ROOT + "/leave", OUT.format(303), DRAFT, team="200 200 200 200"),
    Row("POST", ROOT + "/leave", OUT.format(404), DRAFT, team="303 303 303 303"),
    Row("GET", ROOT + "/take-over", OUT.format(303), DRAFT, team="303 303 303 303", note="nothing is offered"),
    Row("POST", ROOT + "/take-over", OUT.format(409), DRAFT, team="409 409 409 409"),
    Row("POST", ROOT + "/take-over/decline", OUT.format(404), DRAFT, team="409 409 409 409"),
    Row("GET", ROOT + "/sign", OUT.format(403), DRAFT, team="403 403 403 200", note="nothing is asked of simon"),
    *(
        Row(method, ROOT + "/sign/{member}" + rest, OUT.format(403), {**DRAFT, "member": NOBODY}, team=NO_SIGNATURE)
        for method, rest in (("GET", ""), ("POST", ""), ("POST", "/refuse"))
    ),
    Row("GET", ROOT + "/tasks", OUT.format(200), DRAFT, team="403 403 200 403"),
    Row("POST", ROOT + "/tasks", MINE_ACTS, DRAFT),
    Row(
        "POST",
        ROOT + "/tasks/{question}/done",
        OUT.format(404),
        {**DRAFT, "question": "summary"},
        team="404 404 404 404",
    ),
    Row("POST", ROOT + "/sections/{section}/presence", MINE, {**DRAFT, "section": "project"}),
    Row("GET", "/invitations/{token}", "404", {"token": "none"}),
    Row("POST", "/invitations/{token}", "404", {"token": "none"}),
    Row("POST", "/invitations/{token}/decline", "404", {"token": "none"}),
    *(
        Row(
            "POST", "/applicant/invitations/{collaborator}" + rest, "in " + "404 " * 13, {"collaborator": "draft.edith"}
        )
        for rest in ("", "/decline")
    ),
)
