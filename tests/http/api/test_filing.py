"""An applicant's journey by token: from a draft to the receipt, and what keeps it from going wrong."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from app.domain.receipts import verify
from tests import samples
from tests.houses import House
from tests.http.api.programs import Program, problem_of, program
from tests.world import CLOSES

SUBMISSION = {"exact": "yes", "informed": "yes"}


def _start(claire: Program) -> str:
    made = claire.post("/calls/ptce/dossiers", {"track": "pole"})
    assert made.status_code == 201
    return str(made.json()["id"])


def _fill(claire: Program, dossier: str) -> None:
    for section, answers in (
        ("bearer", {"bearer_name": "Scic Séchoir d’Ambert"}),
        ("project", {"summary": "Un séchoir partagé entre scieries."}),
    ):
        saved = claire.send("PATCH", f"/dossiers/{dossier}/sections/{section}", {"answers": answers}, version=0)
        assert (saved.status_code, saved.headers["etag"]) == (200, '"1"')


def test_a_dossier_is_started_filled_and_filed_and_its_receipt_proves_it(each_house: House) -> None:
    claire = program(each_house, "claire")
    dossier = _start(claire)
    _fill(claire, dossier)
    claire.post(f"/dossiers/{dossier}/members", {"name": "Scierie Chautard", "family": "company"})

    filed = claire.post(f"/dossiers/{dossier}/submit", SUBMISSION, version=1)
    receipt = claire.get(f"/dossiers/{dossier}/receipt").json()
    read = claire.get(f"/dossiers/{dossier}")

    assert filed.status_code == 200
    assert receipt == filed.json()
    assert verify(receipt["content"], receipt["digest"])
    assert receipt["content"]["members"][0]["name"] == "Scierie Chautard"
    assert (read.json()["state"], read.json()["reference"], read.headers["etag"]) == (
        "filed",
        receipt["reference"],
        '"2"',
    )
    assert read.json()["doors"] == ["reopen", "withdraw"]


def test_the_doors_shown_follow_what_is_still_missing(house: House) -> None:
    claire = program(house, "claire")
    dossier = _start(claire)
    before = claire.get(f"/dossiers/{dossier}").json()

    refused = claire.post(f"/dossiers/{dossier}/submit", SUBMISSION, version=1)
    problems = claire.get(f"/dossiers/{dossier}/answers").json()["problems"]
    _fill(claire, dossier)

    assert (before["doors"], before["missing"]) == (["edit", "discard"], 2)
    assert problem_of(refused) == (409, "dossier_incomplete")
    assert {(one["question"], one["code"]) for one in problems} == {
        ("bearer_name", "required"),
        ("summary", "required"),
    }
    assert claire.get(f"/dossiers/{dossier}").json()["doors"] == ["edit", "submit", "discard"]


def test_answers_saved_over_an_old_version_are_refused_and_the_first_stay(each_house: House) -> None:
    claire = program(each_house, "claire")
    dossier = _start(claire)
    section = f"/dossiers/{dossier}/sections/bearer"
    claire.send("PATCH", section, {"answers": {"bearer_name": "Première"}}, version=0)

    stale = claire.send("PATCH", section, {"answers": {"bearer_name": "Seconde"}}, version=0)
    blind = claire.send("PATCH", section, {"answers": {"bearer_name": "Seconde"}})
    star = claire.browser.patch(f"/api/v1{section}", json={"answers": {}}, headers={"if-match": "*"})

    assert problem_of(stale) == (412, "stale_version")
    assert stale.json()["params"] == {"given": 0, "current": 1}
    assert problem_of(blind) == (428, "version_needed")
    assert problem_of(star) == (412, "stale_version")
    assert claire.get(section).json()["answers"]["bearer_name"] == "Première"


def test_an_answer_to_a_question_that_is_not_asked_names_it(house: House) -> None:
    claire = program(house, "claire")
    dossier = _start(claire)

    refused = claire.send("PATCH", f"/dossiers/{dossier}/sections/bearer", {"answers": {"color": "bleu"}}, version=0)

    assert problem_of(refused) == (422, "unknown_question")
    assert refused.json()["errors"][0]["field"] == "color"
    unknown = claire.send("PATCH", f"/dossiers/{dossier}/sections/nowhere", {"answers": {}}, version=0)
    assert problem_of(unknown) == (404, "not_found")


def test_the_same_start_sent_six_times_at_once_makes_one_draft(each_house: House) -> None:
    claire = program(each_house, "claire")
    before = len(claire.get("/dossiers", params={"limit": 200}).json()["items"])

    with claire.browser, ThreadPoolExecutor(6) as crowd:
        answers = list(
            crowd.map(lambda _: claire.post("/calls/ptce/dossiers", {"track": "pole"}, key="one-draft-only"), range(6))
        )

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert sum("idempotency-replayed" in answer.headers for answer in answers) == 5
    assert len(claire.get("/dossiers", params={"limit": 200}).json()["items"]) == before + 1


def test_a_filing_sent_six_times_at_once_is_one_filing(each_house: House) -> None:
    claire = program(each_house, "claire")
    dossier = _start(claire)
    _fill(claire, dossier)

    with claire.browser, ThreadPoolExecutor(6) as crowd:
        answers = list(
            crowd.map(
                lambda _: claire.post(f"/dossiers/{dossier}/submit", SUBMISSION, version=1, key="file-me-once"),
                range(6),
            )
        )

    assert [answer.status_code for answer in answers] == [200] * 6
    assert {answer.headers["etag"] for answer in answers} == {'"2"'}
    assert len({answer.json()["code"] for answer in answers}) == 1
    assert claire.get(f"/dossiers/{dossier}/receipt").json()["number"] == 1


def test_a_key_that_served_for_something_else_is_refused(each_house: House) -> None:
    claire, yann = program(each_house, "claire"), program(each_house, "yann")
    first = claire.post("/calls/ptce/dossiers", {"track": "pole"}, key="the-same-key")

    other = claire.post("/calls/ptce/dossiers", {"track": "cooperation_project"}, key="the-same-key")
    elsewhere = yann.post("/calls/ptce/dossiers", {"track": "pole"}, key="the-same-key")
    short = claire.post("/calls/ptce/dossiers", {"track": "pole"}, key="short")

    assert problem_of(other) == (422, "key_reused")
    assert elsewhere.status_code == 201
    assert elsewhere.json()["id"] != first.json()["id"]
    assert problem_of(short) == (422, "invalid")


def test_a_key_of_an_act_that_was_refused_can_serve_again(house: House) -> None:
    claire = program(house, "claire")
    dossier = _start(claire)
    early = claire.post(f"/dossiers/{dossier}/submit", SUBMISSION, version=1, key="when-it-is-ready")
    _fill(claire, dossier)

    filed = claire.post(f"/dossiers/{dossier}/submit", SUBMISSION, version=1, key="when-it-is-ready")

    assert (early.status_code, filed.status_code) == (409, 200)


def test_a_dossier_is_refused_at_the_closing_second(house: House) -> None:
    claire = program(house, "claire")
    house.clock.move_to(CLOSES)

    refused = claire.post("/calls/ptce/dossiers", {"track": "pole"})

    assert problem_of(refused) == (409, "call_closed")
    assert refused.json()["params"]["closed_at"] == "2011-10-31T22:59:59+00:00"


@pytest.mark.parametrize(
    ("form", "field", "code"),
    [
        ({}, "track", "missing"),
        ({"track": 3}, "track", "string_type"),
        ({"track": "elsewhere"}, "track", "unknown_track"),
        ([], "", "model_attributes_type"),
    ],
)
def test_what_is_wrong_in_a_body_is_said_by_field(house: House, form: object, field: str, code: str) -> None:
    refused = program(house, "claire").post("/calls/ptce/dossiers", form)

    assert refused.status_code == 422
    problem_of(refused)
    assert [(one["field"], one["code"]) for one in refused.json()["errors"]] == [(field, code)]
    assert refused.json()["errors"][0]["detail"]


def test_what_is_not_json_is_refused(house: House) -> None:
    claire = program(house, "claire")
    headers = {"content-type": "application/json"}

    refused = claire.browser.post("/api/v1/calls/ptce/dossiers", content=b"{track:", headers=headers)

    assert problem_of(refused) == (422, "invalid")
    assert refused.json()["errors"][0]["code"] == "json_invalid"


def test_members_are_added_changed_moved_and_removed_by_version(each_house: House) -> None:
    claire = program(each_house, "claire")
    address = f"/dossiers/{_start(claire)}/members"
    first = claire.post(address, {"name": "Scierie Chautard", "family": "company"})
    second = claire.post(address, {"name": "Commune d’Ambert", "family": "authority"})
    one, two = first.json()["id"], second.json()["id"]

    moved = claire.post(f"{address}/{two}/move", {"way": "up"})
    changed = claire.send(
        "PUT", f"{address}/{one}", {"name": "Scierie Chautard SA", "family": "company", "jobs": "12,5"}, version=1
    )
    stale = claire.send("DELETE", f"{address}/{one}", version=1)
    gone = claire.send("DELETE", f"{address}/{one}", version=2)

    assert (first.status_code, first.headers["etag"]) == (201, '"1"')
    assert [row["id"] for row in moved.json()["items"]] == [two, one]
    assert (changed.json()["jobs"], changed.headers["etag"]) == (12.5, '"2"')
    assert problem_of(stale) == (412, "stale_version")
    assert gone.status_code == 204
    assert [row["id"] for row in claire.get(address).json()["items"]] == [two]


def test_a_file_is_sent_read_again_whole_and_taken_away(each_house: House) -> None:
    claire, content = program(each_house, "claire"), samples.pdf(2)
    address = f"/dossiers/{_start(claire)}/files"
    sent: dict[str, Any] = {"data": {"question": "statutes"}, "files": {"file": ("Statuts 2011.pdf", content)}}

    kept = claire.send("POST", address, key="the-statutes", **sent)
    again = claire.send("POST", address, key="the-statutes", **sent)
    read = claire.get(kept.headers["location"].removeprefix("/api/v1"))
    gone = claire.send("DELETE", f"{address}/{kept.json()['id']}")

    assert (kept.status_code, kept.json()["media_type"], kept.json()["size"]) == (201, "application/pdf", len(content))
    assert again.json() == kept.json()
    assert read.content == content
    assert read.headers["content-disposition"].endswith("filename*=UTF-8''Statuts%202011.pdf")
    assert gone.status_code == 204
    assert claire.get(address).json()["items"] == []


def test_a_file_that_lies_about_its_type_is_refused(house: House) -> None:
    claire = program(house, "claire")
    address = f"/dossiers/{_start(claire)}/files"

    refused = claire.send("POST", address, data={"question": "statutes"}, files={"file": ("a.pdf", b"MZ not a pdf")})
    alone = claire.send("POST", address, data={"question": "statutes"})

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "statutes"
    assert (problem_of(alone), alone.json()["errors"][0]["field"]) == ((422, "invalid"), "file")


def test_nobody_but_its_owner_acts_on_a_dossier(each_house: House) -> None:
    dossier = each_house.world.dossiers["filed"]
    acts = (
        ("POST", "submit", SUBMISSION),
        ("POST", "withdraw", None),
        ("POST", "discard", None),
        ("PATCH", "sections/bearer", {"answers": {"bearer_name": "Pirate"}}),
        ("POST", "members", {"name": "Pirate SA", "family": "company"}),
    )

    for who, refusal in (("yann", 404), ("ines", 404), ("gerard", 404), ("helene", 403)):
        stranger = program(each_house, who)
        for method, act, body in acts:
            assert stranger.send(method, f"/dossiers/{dossier}/{act}", body, version=1).status_code == refusal, (
                who,
                act,
            )


def test_what_a_role_may_not_see_is_absent(each_house: House) -> None:
    address = f"/dossiers/{each_house.world.dossiers['decided']}"

    owner, organiser, reviewer = (
        program(each_house, who).get(address).json() for who in ("claire", "helene", "gerard")
    )

    assert {"missing", "screening_reason", "late"} <= set(owner)
    assert "outcome" not in owner
    assert organiser["outcome"] == "selected"
    assert set(reviewer) & {"missing", "screening_reason", "late", "outcome", "filing_ends"} == set()
    members = program(each_house, "gerard").get(f"{address}/members").json()["items"]
    assert all("contact_email" not in member for member in members)
