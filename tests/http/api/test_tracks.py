"""Tracks by token: added like another one, their rules and outcomes, and what precedes a dossier."""

from tests.houses import House
from tests.http.api.programs import problem_of, program

WHY = "Les réseaux l’ont demandé."
RULES = [{"key": "ess", "at_least": 1, "families": ["ess"]}]
ENTRY = {
    "questions": [{"key": "together", "kind": "yes_no", "label": {"fr": "Plusieurs ?"}, "required": True}],
    "refusals": [
        {
            "key": "alone",
            "when": {"question": "together", "op": "is", "value": False},
            "explanation": {"fr": "Il faut être plusieurs."},
        }
    ],
}
TOGETHER = {"question": "together", "op": "is", "value": True}


def test_a_track_is_made_like_another_ruled_named_moved_and_removed(each_house: House) -> None:
    helene, path = program(each_house, "helene"), "/calls/ptce/tracks"

    made = helene.post(path, {"title": {"fr": "Idées"}, "like": "pole"}, key="one-more-track")
    again = helene.post(path, {"title": {"fr": "Idées"}, "like": "pole"}, key="one-more-track")
    ruled = helene.send("PUT", f"{path}/idees/composition", {"rules": RULES}, version=1)
    named = helene.send("PUT", f"{path}/idees/outcomes", {"outcomes": [{"key": "selected", "label": {}}]}, version=2)
    stale = helene.send("PUT", f"{path}/idees", {"title": {"fr": "Autre"}}, version=1)
    moved = helene.post(f"{path}/idees/move", {"way": "up", "seen": 2})
    gone = helene.send("DELETE", f"{path}/idees", version=3)

    assert (made.status_code, made.headers["location"]) == (201, "/api/v1/calls/ptce/tracks/idees")
    assert again.content == made.content
    assert (ruled.json()["composition"], ruled.headers["etag"]) == (RULES, '"2"')
    assert [one["key"] for one in named.json()["outcomes"]] == ["selected"]
    assert problem_of(stale)[0] == 412
    assert [one["key"] for one in moved.json()["items"]] == ["pole", "idees", "cooperation_project"]
    assert gone.status_code == 204
    assert helene.get(f"{path}/idees").status_code == 404


def test_rules_of_a_track_that_has_dossiers_change_for_a_reason(house: House) -> None:
    helene, path = program(house, "helene"), "/calls/ptce/tracks/pole"

    refused = helene.send("PUT", f"{path}/composition", {"rules": RULES}, version=1)
    kept = helene.send("PUT", f"{path}/composition", {"rules": RULES, "reason": WHY}, version=1)
    started = helene.send("DELETE", path, version=2)

    assert problem_of(refused) == (422, "change_needs_reason")
    assert kept.status_code == 200
    assert problem_of(started) == (409, "track_has_dossiers")


def test_answers_before_a_dossier_are_judged_and_asked_for_at_its_start(house: House) -> None:
    helene, yann = program(house, "helene"), program(house, "yann")

    entry = helene.send("PUT", "/calls/ptce/entry", ENTRY, version=1)
    helene.send("PUT", "/calls/ptce/tracks/pole/suits", {"suits": TOGETHER}, version=1)
    unknown = helene.send("PUT", "/calls/ptce/tracks/pole/suits", {"suits": {**TOGETHER, "question": "no"}}, version=2)
    alone = yann.post("/calls/ptce/entry/verdict", {"answers": {"together": "non"}})
    several = yann.post("/calls/ptce/entry/verdict", {"answers": {"together": True}})
    starts = [
        yann.post("/calls/ptce/dossiers", {"track": "pole", "answers": answers})
        for answers in ({}, {"together": False}, {"together": True})
    ]

    assert (entry.json()["version"], yann.get("/calls/ptce/entry").json()) == (2, {**ENTRY, "version": 2})
    assert problem_of(unknown) == (422, "unknown_entry_question")
    assert alone.json() == {
        "opens": False,
        "refusals": [{"key": "alone", "explanation": {"fr": "Il faut être plusieurs."}}],
        "suits": [],
        "unanswered": [],
    }
    assert (several.json()["opens"], several.json()["suits"]) == (True, ["pole"])
    assert [one.status_code for one in starts] == [422, 422, 201]
    assert [problem_of(one)[1] for one in starts[:2]] == ["entry_unanswered", "not_eligible"]


def test_an_entry_that_can_not_be_is_refused_with_its_place(house: House) -> None:
    wrong = {"questions": [{"key": "files", "kind": "files", "label": {"fr": "Pièces"}}]}

    assert program(house, "helene").send("PUT", "/calls/ptce/entry", wrong, version=1).status_code == 422
