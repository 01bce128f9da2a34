"""Programs make calls, copy them, read their document, and move their dates with a reason."""

from tests.houses import House
from tests.http.api.programs import problem_of, program
from tests.http.api.test_organising import A_CALL

WHY = {"reason": "Les réseaux ont demandé dix jours de plus."}


def test_a_document_that_is_read_makes_the_same_call_elsewhere(each_house: House) -> None:
    helene = program(each_house, "helene")
    document = helene.get("/calls/ptce/document")

    made = helene.post("/calls", document.json() | {"slug": "ailleurs", "reference": "AILLEURS"})
    again = helene.get("/calls/ailleurs/document")

    assert (document.headers["etag"], made.status_code) == ('"1"', 201)
    assert again.json() == document.json() | {"slug": "ailleurs", "reference": "AILLEURS"}


def test_a_call_is_copied_once_under_one_key(each_house: House) -> None:
    helene = program(each_house, "helene")
    said = {"title": {"fr": "Suite"}, "reference": "suite", "opens_at": "2012-10-01T09:00:00"}

    made = [helene.post("/calls/ptce/copy", said, key="the-next-call") for _ in range(2)]

    assert [one.status_code for one in made] == [201, 201]
    assert made[0].json() == made[1].json()
    assert made[0].headers["location"] == "/api/v1/calls/suite"
    assert (made[0].json()["closes_at"], made[0].json()["is_public"]) == ("2012-10-31T22:59:59Z", False)


def test_a_token_made_for_one_call_copies_nothing(house: House) -> None:
    said = {"title": {"fr": "Suite"}, "reference": "SUITE", "opens_at": "2012-10-01T09:00:00"}

    refused = program(house, "helene", call="ptce").post("/calls/ptce/copy", said)

    assert problem_of(refused) == (403, "may_not_make_calls")


def test_a_phase_is_moved_by_hand_and_its_reason_is_listed(each_house: House) -> None:
    helene = program(each_house, "helene")

    silent = helene.post("/calls/ptce/moves/extend", {"until": "2011-11-10T12:00"}, version=1)
    moved = helene.post("/calls/ptce/moves/extend", {"until": "2011-11-10T12:00", **WHY}, version=1)
    wrong = helene.post("/calls/ptce/moves/open", WHY, version=2)
    closed = helene.post("/calls/ptce/moves/close", WHY, version=2)
    listed = helene.get("/calls/ptce/changes").json()["items"]

    assert problem_of(silent) == (422, "invalid")
    assert (moved.status_code, moved.json()["closes_at"]) == (200, "2011-11-10T11:00:00Z")
    assert problem_of(wrong) == (409, "wrong_phase")
    assert (closed.json()["closes_at"], closed.json()["phase"]) == ("2011-10-20T10:00:00Z", "closed")
    assert [(one["kind"], one["reason"]) for one in listed] == [("extend", WHY["reason"]), ("close", WHY["reason"])]
    assert listed[0]["before"]["closes_at"] == "2011-10-31T22:59:59Z"


def test_dates_need_a_reason_and_hours_that_exist(house: House) -> None:
    helene = program(house, "helene")
    dates = {"opens_at": "2011-10-01T09:00:00", "closes_at": "2011-11-15T23:59:59"}

    silent = helene.send("PUT", "/calls/ptce/calendar", dates, version=1)
    skipped = helene.send("PUT", "/calls/ptce/calendar", {**dates, "opens_at": "2011-03-27T02:30"}, version=1)
    moment = {"kind": "jury", "title": {"fr": "Comité"}, "starts_at": "2011-10-30T02:30"}
    twice = helene.send("PUT", "/calls/ptce/calendar", {**dates, "moments": [moment]}, version=1)

    assert problem_of(silent) == (422, "reason_for_dates")
    assert silent.json()["errors"][0]["field"] == "reason"
    assert [(one["field"], one["code"]) for one in skipped.json()["errors"]] == [("opens_at", "no_such_hour")]
    assert [(one["field"], one["code"]) for one in twice.json()["errors"]] == [("moments.0.starts_at", "hour_twice")]


def test_a_name_that_a_document_does_not_know_is_a_mistake(house: House) -> None:
    refused = program(house, "ada").post("/calls", {**A_CALL, "colour": "red"})

    assert [(one["field"], one["code"]) for one in refused.json()["errors"]] == [("colour", "extra_forbidden")]
