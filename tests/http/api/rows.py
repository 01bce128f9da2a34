"""One row for each operation of the API: what it answers to each kind of person who holds a token with every scope.

Where somebody may act, the row sends an old version, or what can not be accepted: the statuses then say who may, and
nothing changes on the way.
"""

from dataclasses import dataclass, field
from uuid import UUID

from tests.http.api.test_organising import A_CALL
from tests.world import World

COLUMNS = ("claire", "yann", "gerard", "francoise", "malik", "helene", "paul", "ines", "ada", "remi", "edith")
TEAM = 2
"""Applicant, other applicant, reviewer, reviewer not assigned, reviewer in conflict, organiser, organiser in conflict,
organiser of another call, administrator; who reads, and who edits, the dossiers of the applicant."""
NOBODY = "00000000-0000-7000-8000-000000000000"
OLD = 99
BECAUSE = {"reason": "Une raison de plus de dix signes."}
A_MEMBER = {"name": "Scierie Chautard", "family": "company"}
A_RUBRIC = {"criteria": [{"key": "one", "title": {"fr": "Un"}, "weight": 100}]}
A_COPY = {"title": {"fr": "Suite"}, "reference": "PTCE-2011", "opens_at": "2012-10-01T09:00"}
DATES = {"opens_at": "2011-10-01T09:00:00", "closes_at": "2011-10-31T23:59:59"}
A_CORRECTION = {**BECAUSE, "due_at": "2012-01-01T00:00:00Z", "questions": [{"key": "summary"}]}
MORE_TIME = {"due_at": "2012-01-01T00:00:00Z"}
BULK = {"act": "admit", "scope": "all"}
A_STRANGER = {"person": NOBODY, "evidence": "Ancien salarié de la structure."}
INVITED = {"role": "reviewer", "name": "Odile", "email": "odile@exemple.fr", "network": "none"}
AN_OLD_EDIT = {"do": "set_question", "key": "summary", "field": "label.fr", "was": "Autre chose", "value": "Résumé"}
A_TEAMMATE = {"email": "remi@exemple.fr", "hand": "read"}
LATE = {"until": "2011-10-02T00:00:00Z", **BECAUSE}


@dataclass(frozen=True, slots=True)
class Row:
    """One operation; `answers` has one status for everyone, or one for each column.

    `team`: for the last two columns; without it they are answered as the other applicant is.
    """

    method: str
    path: str
    answers: str
    body: object = None
    version: int | None = None
    names: dict[str, str] = field(default_factory=dict)
    query: str = ""
    team: str = ""

    def address(self, world: World) -> str:
        """The path with the world's own ids."""
        path = self.path
        for part, name in {"call": "ptce", "track": "pole", "section": "bearer", **self.names}.items():
            path = path.replace("{" + part + "}", str(_found(world, part, name)))
        return path + self.query

    def expected(self) -> dict[str, int]:
        """The status for each person."""
        statuses = [int(status) for status in self.answers.split()]
        if len(statuses) == len(COLUMNS) - TEAM:
            statuses += [int(status) for status in self.team.split()] or [statuses[1]] * TEAM
        return dict(zip(COLUMNS, statuses * len(COLUMNS) if len(statuses) == 1 else statuses, strict=True))


def _found(world: World, part: str, name: str) -> UUID | str:
    shelves: dict[str, dict[str, UUID]] = {
        "dossier": world.dossiers,
        "assignment": world.assignments,
        "review": world.reviews,
        "conflict": world.conflicts,
        "member": world.members,
        "file": world.files,
        "version": world.versions,
        "teammate": world.collaborators,
    }
    return shelves.get(part, {}).get(name, name)


def _organisers(status: int) -> str:
    """A door of those who run the call."""
    return f"403 403 403 403 403 {status} {status} 403 {status}"


def _readers(status: int) -> str:
    """A door of those who may read the dossier `admitted`."""
    return f"{status} 404 {status} 404 404 {status} 404 404 {status} {status} {status}"


def _owner(status: int) -> str:
    """A door of those who write the draft."""
    return f"{status}" + " 404" * 8 + f" 403 {status}"


def _screeners(status: int) -> str:
    """A door of those who run the call, for the dossier `admitted`; its owner and its reviewer know it exists."""
    return f"403 404 403 404 404 {status} 404 404 {status} 403 403"


ADMITTED, DRAFT, DECIDED = {"dossier": "admitted"}, {"dossier": "draft"}, {"dossier": "decided"}
INSIDE = "{} 404 403 404 404 403 404 404 403"
REVIEWER_ONLY = "404 404 {} 404 404 404 404 404 404"
# Nobody but organisers may know that there is an assignment, a conflict or a review of this id.
UNKNOWN_BUT_TO_ORGANISERS = "404 404 404 404 404 {0} {0} 404 {0}"

SAID = {**ADMITTED, "message": NOBODY}
# Who reads the dossier knows of its discussion, which no phase opens; those who file it know nothing.
TALKING_ONLY = "404 404 {0} 404 404 {1} 404 404 {1}"
TALKING = (
    Row("GET", "/discussions", "200"),
    Row("GET", "/dossiers/{dossier}/discussion", TALKING_ONLY.format(403, 200), names=ADMITTED),
    Row("POST", "/dossiers/{dossier}/discussion", TALKING_ONLY.format(403, 422), {}, names=ADMITTED),
    Row("PUT", "/dossiers/{dossier}/discussion/{message}", TALKING_ONLY.format(403, 404), {"text": "Oui."}, OLD, SAID),
    Row("DELETE", "/dossiers/{dossier}/discussion/{message}", TALKING_ONLY.format(403, 404), names=SAID),
    Row("POST", "/dossiers/{dossier}/discussion/read", TALKING_ONLY.format(403, 422), {}, names=ADMITTED),
    Row("GET", "/calls/{call}/progress", _organisers(200)),
    Row("POST", "/calls/{call}/reminders", _organisers(404), {"person": NOBODY}),
    Row("POST", "/calls/{call}/rounds", _organisers(200), {"number": 2, "act": "leave", "dossiers": [NOBODY]}),
    Row("GET", "/reviews/{review}/handed", UNKNOWN_BUT_TO_ORGANISERS.format(200), names={"review": "decided"}),
    Row("GET", "/dossiers/{dossier}/revision", REVIEWER_ONLY.format(409), names=ADMITTED),
    Row("PUT", "/dossiers/{dossier}/revision", REVIEWER_ONLY.format(409), {"seen": "old"}, names=ADMITTED),
    Row("POST", "/dossiers/{dossier}/revision/submit", REVIEWER_ONLY.format(409), {"seen": "old"}, names=ADMITTED),
    Row("PUT", "/me/reading-mail", "200", {"wanted": "each"}),
)

ROWS: tuple[Row, ...] = (
    Row("GET", "/me", "200"),
    Row("GET", "/tokens", "200"),
    Row("DELETE", "/tokens/{token}", "404", names={"token": NOBODY}),
    Row("GET", "/calls", "200"),
    Row("POST", "/calls", "403 403 403 403 403 422 422 422 422", {**A_CALL, "slug": "ptce"}),
    Row("GET", "/calls/{call}", "200"),
    Row("PUT", "/calls/{call}/calendar", _organisers(412), DATES, OLD),
    Row("GET", "/calls/{call}/document", _organisers(200)),
    Row("POST", "/calls/{call}/copy", _organisers(422), A_COPY),
    Row("POST", "/calls/{call}/moves/{move}", _organisers(412), BECAUSE, OLD, {"move": "close"}),
    Row("GET", "/calls/{call}/changes", _organisers(200)),
    Row("PUT", "/calls/{call}/texts", _organisers(412), {"title": {"fr": "Nom"}}, OLD),
    Row("PUT", "/calls/{call}/aims", _organisers(412), {"places": 1, "reviews_per_dossier": 1, "expected": 1}, OLD),
    Row("POST", "/calls/{call}/open", _organisers(412), version=OLD),
    Row("POST", "/calls/{call}/close", _organisers(412), version=OLD),
    Row("GET", "/calls/{call}/tracks", "200"),
    Row("GET", "/calls/{call}/tracks/{track}", "200"),
    Row("POST", "/calls/{call}/tracks", _organisers(404), {"title": {"fr": "Nom"}, "like": "none"}),
    Row("PUT", "/calls/{call}/tracks/{track}", _organisers(412), {"title": {"fr": "Nom"}}, OLD),
    Row("POST", "/calls/{call}/tracks/{track}/move", _organisers(412), {"way": "up", "seen": 7}),
    Row("DELETE", "/calls/{call}/tracks/{track}", _organisers(412), None, OLD),
    Row("PUT", "/calls/{call}/tracks/{track}/composition", _organisers(412), {"rules": []}, OLD),
    Row("PUT", "/calls/{call}/tracks/{track}/outcomes", _organisers(412), {"outcomes": []}, OLD),
    Row("PUT", "/calls/{call}/tracks/{track}/suits", _organisers(412), {"suits": None}, OLD),
    Row("GET", "/calls/{call}/entry", "200"),
    Row("PUT", "/calls/{call}/entry", _organisers(412), {}, OLD),
    Row("POST", "/calls/{call}/entry/verdict", "200", {"answers": {}}),
    Row("GET", "/form-versions/{version}", "200", names={"version": "pole"}),
    Row("POST", "/calls/{call}/tracks/{track}/prefill", _organisers(200), {"answers": {}}),
    Row("GET", "/calls/{call}/tracks/{track}/form", _organisers(200)),
    Row("GET", "/calls/{call}/tracks/{track}/form/edits", _organisers(200)),
    Row("POST", "/calls/{call}/tracks/{track}/form/edits", _organisers(412), AN_OLD_EDIT),
    Row("POST", "/calls/{call}/tracks/{track}/form/undo", _organisers(409), {}),
    Row("POST", "/calls/{call}/tracks/{track}/form/redo", _organisers(409), {}),
    Row("GET", "/form-versions/{version}/changes", "200", names={"version": "pole"}),
    Row("GET", "/calls/{call}/tracks/{track}/form-versions", _organisers(200)),
    Row("GET", "/calls/{call}/tracks/{track}/form/publication", _organisers(409)),
    Row("POST", "/calls/{call}/tracks/{track}/form/publication", _organisers(409), {"version": NOBODY, "edits": 0}),
    Row("GET", "/calls/{call}/tracks/{track}/rubric", "200"),
    Row("PUT", "/calls/{call}/tracks/{track}/rubric", _organisers(412), A_RUBRIC, OLD),
    Row("POST", "/calls/{call}/tracks/{track}/rubric/lock", _organisers(200)),
    Row("POST", "/calls/{call}/tracks/{track}/rubric/unlock", _organisers(409)),
    Row("GET", "/dossiers", "200"),
    Row("GET", "/calls/{call}/dossiers", _organisers(200)),
    Row("POST", "/calls/{call}/dossiers", "422", {"track": "none"}),
    Row("GET", "/dossiers/{dossier}", _readers(200), names=ADMITTED),
    Row("GET", "/dossiers/{dossier}", "200" + " 404" * 8 + " 200 200", names=DRAFT),
    Row("POST", "/dossiers/{dossier}/submit", _owner(412), {"exact": "yes", "informed": "yes"}, OLD, DRAFT),
    Row("POST", "/dossiers/{dossier}/withdraw", "412 404 403 404 404 403 404 404 403 403 412", None, OLD, ADMITTED),
    Row("POST", "/dossiers/{dossier}/discard", _owner(412), None, OLD, DRAFT),
    Row("POST", "/dossiers/{dossier}/recover", _owner(412), None, OLD, DRAFT),
    *(
        Row("POST", f"/dossiers/{{dossier}}/{turn}", "412 404 403 404 404 403 404 404 403 403 412", None, OLD, ADMITTED)
        for turn in ("reopen", "revert", "restore")
    ),
    Row("GET", "/dossiers/{dossier}/receipt", "200 404 404 404 404 200 404 404 200 200 200", names=ADMITTED),
    Row("GET", "/dossiers/{dossier}/receipt.pdf", "200 404 404 404 404 200 404 404 200 200 200", names=ADMITTED),
    Row("GET", "/dossiers/{dossier}/document.pdf", _readers(200), names=ADMITTED),
    Row("GET", "/dossiers/{dossier}/archive.zip", _readers(200), names=ADMITTED),
    Row("GET", "/receipts/{code}", "200", names={"code": "CODE-filed"}),
    Row("GET", "/receipts/{code}", "404", names={"code": "0000-0000-0000-0000"}),
    Row("GET", "/dossiers/{dossier}/composition", _readers(200), names=ADMITTED),
    Row("GET", "/dossiers/{dossier}/answers", _readers(200), names=ADMITTED),
    Row("GET", "/dossiers/{dossier}/sections/{section}", _readers(200), names=ADMITTED),
    Row("PATCH", "/dossiers/{dossier}/sections/{section}", _owner(412), {"answers": {}}, OLD, DRAFT),
    Row("GET", "/dossiers/{dossier}/members", _readers(200), names=ADMITTED),
    Row("POST", "/dossiers/{dossier}/members", _owner(201), A_MEMBER, None, DRAFT),
    Row("POST", "/dossiers/{dossier}/members", "409 404 403 404 404 403 404 404 403 403 409", A_MEMBER, None, ADMITTED),
    Row("PUT", "/dossiers/{dossier}/members/{member}", _owner(412), A_MEMBER, OLD, {**DRAFT, "member": "draft"}),
    Row("DELETE", "/dossiers/{dossier}/members/{member}", _owner(412), None, OLD, {**DRAFT, "member": "draft"}),
    Row(
        "POST",
        "/dossiers/{dossier}/members/{member}/move",
        _owner(404),
        {"way": "up"},
        names={**DRAFT, "member": "admitted"},
    ),
    Row("GET", "/dossiers/{dossier}/files", _readers(200), names=ADMITTED),
    Row("POST", "/dossiers/{dossier}/files", _owner(422), names=DRAFT),
    Row("GET", "/dossiers/{dossier}/files/{file}", _readers(200), names={**ADMITTED, "file": "admitted"}),
    Row("GET", "/dossiers/{dossier}/files/{file}", _readers(404), names={**ADMITTED, "file": "draft"}),
    Row("DELETE", "/dossiers/{dossier}/files/{file}", _owner(404), names={**DRAFT, "file": "admitted"}),
    Row("GET", "/dossiers/{dossier}/team", INSIDE.format(200), names=ADMITTED, team="200 200"),
    Row("POST", "/dossiers/{dossier}/team", "422 404 403 404 404 403 404 404 403 403 403", A_TEAMMATE, None, ADMITTED),
    Row(
        "PUT",
        "/dossiers/{dossier}/team/{teammate}",
        INSIDE.format(412),
        {"hand": "read"},
        OLD,
        {**ADMITTED, "teammate": "admitted.remi"},
        team="403 403",
    ),
    Row(
        "DELETE",
        "/dossiers/{dossier}/team/{teammate}",
        INSIDE.format(404),
        names={**ADMITTED, "teammate": NOBODY},
        team="403 403",
    ),
    Row("GET", "/dossiers/{dossier}/tasks", INSIDE.format(200), names=ADMITTED, team="200 200"),
    Row("PATCH", "/dossiers/{dossier}/tasks", INSIDE.format(200), {"tasks": {}}, None, ADMITTED, team="403 200"),
    Row("GET", "/calls/{call}/files", "200"),
    Row("POST", "/calls/{call}/files", _organisers(422)),
    Row("GET", "/calls/{call}/files/{digest}", "404", names={"digest": "0" * 64}),
    Row("DELETE", "/calls/{call}/files/{digest}", _organisers(404), names={"digest": "0" * 64}),
    Row("POST", "/dossiers/{dossier}/admit", _screeners(412), None, OLD, ADMITTED),
    Row("POST", "/dossiers/{dossier}/refuse", _screeners(412), BECAUSE, OLD, ADMITTED),
    Row("POST", "/dossiers/{dossier}/requalify", _screeners(412), {"track": "pole", **BECAUSE}, OLD, ADMITTED),
    Row("GET", "/dossiers/{dossier}/corrections", "200 404 404 404 404 200 404 404 200 200 200", names=ADMITTED),
    Row("POST", "/dossiers/{dossier}/corrections", _screeners(412), A_CORRECTION, OLD, ADMITTED),
    Row("POST", "/dossiers/{dossier}/corrections/prolong", _screeners(412), MORE_TIME, OLD, ADMITTED),
    Row("POST", "/dossiers/{dossier}/corrections/end", _screeners(412), None, OLD, ADMITTED),
    Row("GET", "/dossiers/{dossier}/messages", "200 404 404 404 404 200 404 404 200 200 200", names=ADMITTED),
    Row("GET", "/dossiers/{dossier}/messages", "200" + " 404" * 8 + " 200 200", names=DRAFT),
    Row("POST", "/dossiers/{dossier}/messages", "422 404 404 404 404 422 404 404 422 422 422", {}, names=ADMITTED),
    Row("POST", "/dossiers/{dossier}/messages/read", "200 404 404 404 404 200 404 404 200 403 200", names=ADMITTED),
    Row("GET", "/calls/{call}/drafts", _organisers(200)),
    Row("POST", "/dossiers/{dossier}/extend", "403 404 404 404 404 422 422 404 422 403 403", LATE, None, DRAFT),
    Row("POST", "/calls/{call}/screening/preview", _organisers(200), BULK),
    Row("POST", "/calls/{call}/screening", _organisers(409), {**BULK, "previewed": 0}),
    Row("GET", "/calls/{call}/people", _organisers(200)),
    Row("POST", "/calls/{call}/people", _organisers(422), INVITED),
    Row("DELETE", "/calls/{call}/people/{membership}", _organisers(404), names={"membership": NOBODY}),
    Row("GET", "/calls/{call}/conflicts", _organisers(200)),
    Row("POST", "/dossiers/{dossier}/conflicts", _screeners(422), A_STRANGER, None, ADMITTED),
    Row(
        "POST",
        "/conflicts/{conflict}/dismiss",
        "404 404 404 404 404 200 404 404 200",
        BECAUSE,
        names={"conflict": "admitted.malik"},
    ),
    Row("POST", "/dossiers/{dossier}/recusal", REVIEWER_ONLY.format(204), {"why": "other", **BECAUSE}, None, ADMITTED),
    Row("GET", "/calls/{call}/assignments", _organisers(200)),
    Row("POST", "/dossiers/{dossier}/assignments", _screeners(422), {"reviewer": NOBODY}, None, ADMITTED),
    Row(
        "POST",
        "/assignments/{assignment}/withdraw",
        UNKNOWN_BUT_TO_ORGANISERS.format(409),
        BECAUSE,
        names={"assignment": "decided.gerard"},
    ),
    Row("POST", "/calls/{call}/proposals", _organisers(202)),
    Row("GET", "/proposals/{job}", "404", names={"job": NOBODY}),
    Row("POST", "/proposals/{job}/apply", "404", names={"job": NOBODY}),
    Row("GET", "/jobs/{job}", "404", names={"job": NOBODY}),
    Row("GET", "/readings", "200"),
    Row("GET", "/dossiers/{dossier}/review", REVIEWER_ONLY.format(200), names=ADMITTED),
    Row("PUT", "/dossiers/{dossier}/review", REVIEWER_ONLY.format(412), {}, OLD, ADMITTED),
    Row("POST", "/dossiers/{dossier}/review/submit", REVIEWER_ONLY.format(412), None, OLD, ADMITTED),
    Row("GET", "/dossiers/{dossier}/review/versions", REVIEWER_ONLY.format(200), names=ADMITTED),
    Row(
        "POST",
        "/dossiers/{dossier}/review/versions/{number}/restore",
        REVIEWER_ONLY.format(412),
        None,
        OLD,
        {**ADMITTED, "number": "1"},
    ),
    Row("GET", "/dossiers/{dossier}/reviews", _screeners(200), names=ADMITTED),
    Row("GET", "/dossiers/{dossier}/peers", REVIEWER_ONLY.format(200), names=ADMITTED),
    Row("GET", "/calls/{call}/reviewing", _organisers(200)),
    Row("PUT", "/calls/{call}/reviewing", _organisers(412), {"reviewing": {}}, OLD),
    Row("GET", "/calls/{call}/tracks/{track}/blind", _organisers(200)),
    Row("PUT", "/calls/{call}/tracks/{track}/blind", _organisers(412), {"blind": "both"}, OLD),
    Row(
        "POST",
        "/reviews/{review}/reopen",
        UNKNOWN_BUT_TO_ORGANISERS.format(412),
        BECAUSE,
        OLD,
        {"review": "decided"},
    ),
    *TALKING,
    Row("GET", "/calls/{call}/tracks/{track}/ranking", _organisers(200)),
    Row("GET", "/dossiers/{dossier}/decision", UNKNOWN_BUT_TO_ORGANISERS.format(200), names=DECIDED),
    Row(
        "PUT",
        "/dossiers/{dossier}/decision",
        "403 404 403 404 403 412 412 404 412 403 403",
        {"outcome": "selected"},
        OLD,
        DECIDED,
    ),
    Row("DELETE", "/dossiers/{dossier}/decision", "403 404 403 404 403 412 412 404 412 403 403", None, OLD, DECIDED),
    Row(
        "POST",
        "/calls/{call}/decisions",
        _organisers(404),
        {"choices": [{"dossier": NOBODY, "outcome": "waiting"}]},
    ),
    Row("GET", "/calls/{call}/tracks/{track}/selection", _organisers(200), query="?places=1"),
    Row(
        "POST",
        "/calls/{call}/tracks/{track}/selection",
        "403 403 403 403 403 412 403 403 412",
        {"places": 1, "seen": "old"},
    ),
    Row("GET", "/calls/{call}/publication", _organisers(200)),
    Row("POST", "/calls/{call}/publication", _organisers(412), {"sure": True}, OLD),
    Row("GET", "/calls/{call}/results", "409"),
    Row("GET", "/calls/{call}/poles", "409"),
    Row("GET", "/poles/{slug}", "404", names={"slug": "none"}),
    Row("GET", "/calls/{call}/journal", "200"),
    Row("GET", "/calls/{call}/journal/lines", _organisers(200)),
)

# Rooms that keep their rows apart need what is above.
from tests.http.api.rows_ties import ROWS as OF_TIES  # noqa: E402

ROWS += OF_TIES
