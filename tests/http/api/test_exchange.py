"""Corrections and messages by token: the same as on pages, with versions and keys."""

from tests.asking import WHY
from tests.houses import House
from tests.http.api.programs import problem_of, program
from tests.world import AFTER

A_CORRECTION = {
    "reason": WHY,
    "due_at": "2011-12-01T18:00:00+01:00",
    "questions": [{"key": "summary", "note": "Nommez la commune."}],
}


def test_a_correction_is_asked_answered_and_listed(each_house: House) -> None:
    each_house.clock.move_to(AFTER)
    helene, claire = program(each_house, "helene"), program(each_house, "claire")
    path = f"/dossiers/{each_house.world.dossiers['filed']}"

    asked = helene.post(f"{path}/corrections", A_CORRECTION, version=1, key="the-correction")
    again = helene.post(f"{path}/corrections", A_CORRECTION, version=1, key="the-correction")
    more = helene.post(f"{path}/corrections/prolong", {"due_at": "2011-12-05T18:00:00+01:00"}, version=2)
    shut = claire.send("PATCH", f"{path}/sections/bearer", {"answers": {"bearer_name": "Autre"}}, version=1)
    saved = claire.send("PATCH", f"{path}/sections/project", {"answers": {"summary": "À Romans."}}, version=1)
    version = claire.get(path).json()["version"]
    filed = claire.post(f"{path}/submit", {"exact": "yes", "informed": "yes"}, version=version)
    listed = claire.get(f"{path}/corrections").json()["items"]

    assert (asked.status_code, asked.headers["etag"], again.content) == (200, '"2"', asked.content)
    assert asked.json()["items"][0]["questions"] == [{"key": "summary", "note": "Nommez la commune."}]
    assert more.json()["items"][0]["due_at"] == "2011-12-05T17:00:00Z"
    assert problem_of(shut) == (409, "not_to_correct")
    assert (saved.status_code, filed.status_code) == (200, 200)
    assert (len(listed), listed[0]["answered_at"] is not None) == (1, True)


def test_a_correction_is_ended(house: House) -> None:
    house.clock.move_to(AFTER)
    helene, path = program(house, "helene"), f"/dossiers/{house.world.dossiers['filed']}"
    helene.post(f"{path}/corrections", A_CORRECTION, version=1)

    ended = helene.post(f"{path}/corrections/end", version=2)

    assert ended.json()["items"][0]["ended_at"] is not None
    assert helene.get(path).json()["state"] == "filed"
    assert problem_of(helene.post(f"{path}/corrections/end", version=3)) == (409, "wrong_state")


def test_messages_go_both_ways_and_are_read(each_house: House) -> None:
    helene, claire = program(each_house, "helene"), program(each_house, "claire")
    path = f"/dossiers/{each_house.world.dossiers['filed']}/messages"

    sent = claire.post(path, {"text": "Une question ?"}, key="the-question")
    twice = claire.post(path, {"text": "Une question ?"}, key="the-question")
    read = helene.post(f"{path}/read")
    helene.post(path, {"text": "Une réponse."})
    items = claire.get(path).json()["items"]

    assert (sent.status_code, twice.content) == (201, sent.content)
    assert read.json() == {"read": 1}
    assert [(one["from_organisers"], one["text"]) for one in items] == [
        (False, "Une question ?"),
        (True, "Une réponse."),
    ]
    assert [one["read_at"] is not None for one in items] == [True, False]


def test_a_token_without_the_scope_writes_nothing(house: House) -> None:
    path = f"/dossiers/{house.world.dossiers['filed']}/messages"

    refused = program(house, "claire", "read", "dossiers").post(path, {"text": "Une question ?"})

    assert problem_of(refused) == (403, "scope_missing")
