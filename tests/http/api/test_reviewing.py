"""Assignments, conflicts and reviews by token, from the proposal to the review handed in."""

from datetime import timedelta

from tests.houses import House
from tests.http.api.programs import problem_of, program
from tests.world import NOW

DRAFT = {"scores": {"strategy": 4, "anchoring": 2, "bonus": None}, "comment": "Un projet déjà debout."}
BECAUSE = {"reason": "Elle a travaillé pour cette association."}


def test_a_reviewer_finds_saves_and_hands_in_a_review(each_house: House) -> None:
    gerard, dossier = program(each_house, "gerard"), each_house.world.dossiers["admitted"]
    readings = {row["dossier"]: row["state"] for row in gerard.get("/readings").json()["items"]}
    blank = gerard.get(f"/dossiers/{dossier}/review")

    saved = gerard.send("PUT", f"/dossiers/{dossier}/review", DRAFT, version=0)
    handed = gerard.post(f"/dossiers/{dossier}/review/submit", version=1)

    assert readings[str(dossier)] == "to_do"
    assert (blank.json()["version"], blank.headers["etag"]) == (0, '"0"')
    assert (saved.status_code, saved.headers["etag"], saved.json()["scores"]["strategy"]) == (200, '"1"', 4)
    assert (handed.status_code, handed.json()["state"], handed.headers["etag"]) == (200, "submitted", '"2"')
    assert handed.json()["mean"] == 10 / 3


def test_a_review_that_changed_meanwhile_is_not_overwritten(each_house: House) -> None:
    gerard, address = program(each_house, "gerard"), f"/dossiers/{each_house.world.dossiers['admitted']}/review"
    gerard.send("PUT", address, DRAFT, version=0)

    stale = gerard.send("PUT", address, {**DRAFT, "comment": "Autre avis."}, version=0)
    blind = gerard.send("PUT", address, {**DRAFT, "comment": "Autre avis."})

    assert problem_of(stale) == (412, "stale_version")
    assert stale.json()["params"] == {"given": 0, "current": 1}
    assert problem_of(blind) == (428, "version_needed")
    assert gerard.get(address).json()["comment"] == "Un projet déjà debout."


def test_a_program_reads_the_history_of_its_review_and_brings_a_version_back(each_house: House) -> None:
    gerard, address = program(each_house, "gerard"), f"/dossiers/{each_house.world.dossiers['admitted']}/review"
    gerard.send("PUT", address, DRAFT, version=0)
    each_house.clock.move_to(NOW + timedelta(hours=1))
    gerard.send("PUT", address, {**DRAFT, "comment": "Autre avis."}, version=1)

    listed = gerard.get(f"{address}/versions").json()["items"]
    stale = gerard.post(f"{address}/versions/1/restore", version=1)
    nothing = gerard.post(f"{address}/versions/7/restore", version=2)
    back = gerard.post(f"{address}/versions/1/restore", version=2)

    assert [(row["number"], row["comment"], row["handed"]) for row in listed] == [
        (2, "Autre avis.", False),
        (1, DRAFT["comment"], False),
    ]
    assert (problem_of(stale)[0], problem_of(nothing)[0]) == (412, 404)
    assert (back.json()["version"], back.json()["comment"]) == (3, DRAFT["comment"])


def test_a_review_with_a_criterion_left_out_can_not_be_handed_in(house: House) -> None:
    gerard, address = program(house, "gerard"), f"/dossiers/{house.world.dossiers['admitted']}/review"
    gerard.send("PUT", address, {"scores": {"strategy": 4}, "comment": "Court."}, version=0)

    refused = gerard.post(f"{address}/submit", version=1)

    assert problem_of(refused) == (422, "criteria_missing")
    assert refused.json()["errors"][0]["field"] == "score-anchoring"


def test_a_reviewer_without_the_dossier_or_in_conflict_finds_nothing(each_house: House) -> None:
    address = f"/dossiers/{each_house.world.dossiers['admitted']}/review"

    for who in ("francoise", "malik", "claire", "helene", "ines"):
        assert problem_of(program(each_house, who).get(address)) == (404, "not_found"), who
        refused = program(each_house, who).send("PUT", address, DRAFT, version=0)
        assert problem_of(refused) == (404, "not_found"), who


def test_an_organiser_reads_handed_reviews_and_gives_one_back(each_house: House) -> None:
    helene, dossier = program(each_house, "helene"), each_house.world.dossiers["decided"]
    gerard = program(each_house, "gerard")
    gerard.send("PUT", f"/dossiers/{each_house.world.dossiers['admitted']}/review", DRAFT, version=0)

    given = helene.get(f"/dossiers/{dossier}/reviews").json()["items"]
    begun = helene.get(f"/dossiers/{each_house.world.dossiers['admitted']}/reviews").json()["items"]
    reopened = helene.post(f"/reviews/{given[0]['id']}/reopen", BECAUSE, version=given[0]["version"])

    assert [(row["reviewer_name"], row["comment"]) for row in given] == [("Gérard Mazoyer", "Avis secret de Gérard.")]
    assert [(row["state"], row["comment"], row["scores"], row["mean"]) for row in begun] == [("draft", "", {}, None)]
    assert (reopened.status_code, reopened.json()["state"]) == (200, "draft")
    assert problem_of(gerard.get(f"/dossiers/{dossier}/reviews")) == (403, "only_an_organiser")


def test_an_organiser_gives_a_dossier_by_hand_and_takes_it_back(each_house: House) -> None:
    helene, world = program(each_house, "helene"), each_house.world
    reviewer = {"reviewer": str(world.people["francoise"])}

    given = helene.post(f"/dossiers/{world.dossiers['admitted']}/assignments", reviewer)
    listed = helene.get("/calls/ptce/assignments", params=reviewer).json()["items"]
    taken = helene.post(f"/assignments/{given.json()['id']}/withdraw", {"reason": "Vacances jusqu’au 15."})

    assert (given.status_code, given.json()["state"]) == (201, "active")
    assert [row["id"] for row in listed] == [given.json()["id"]]
    assert (taken.status_code, taken.json()["state"]) == (200, "withdrawn")


def test_a_dossier_is_not_given_to_somebody_in_conflict(house: House) -> None:
    address = f"/dossiers/{house.world.dossiers['admitted']}/assignments"

    refused = program(house, "helene").post(address, {"reviewer": str(house.world.people["malik"])})

    assert problem_of(refused) == (422, "reviewer_in_conflict")
    assert refused.json()["errors"][0]["field"] == "reviewer"


def test_a_proposal_is_a_job_to_follow_read_and_apply(each_house: House) -> None:
    helene = program(each_house, "helene")

    asked = helene.post("/calls/ptce/proposals", key="proposal-of-october")
    again = helene.post("/calls/ptce/proposals", key="proposal-of-october")
    early = helene.get(f"/proposals/{asked.json()['id']}")
    each_house.work()
    job = helene.get(asked.headers["location"].removeprefix("/api/v1")).json()
    proposal = helene.get(job["result_location"].removeprefix("/api/v1")).json()
    applied = helene.post(f"/proposals/{job['id']}/apply")

    assert (asked.status_code, asked.json()["state"]) == (202, "waiting")
    assert again.json()["id"] == asked.json()["id"]
    assert problem_of(early) == (409, "proposal_not_ready")
    assert job["state"] == "done"
    assert "pairs" not in job["result"]
    assert applied.json()["given"] == len(proposal["pairs"]) > 0
    assert helene.post(f"/proposals/{job['id']}/apply").json() == applied.json()


def test_a_proposal_shows_nothing_of_a_dossier_in_conflict_with_its_reader(house: House) -> None:
    helene, paul = program(house, "helene"), program(house, "paul")
    job = helene.post("/calls/ptce/proposals").json()["id"]
    house.work()

    seen = {who: helper.get(f"/proposals/{job}").json() for who, helper in (("helene", helene), ("paul", paul))}

    secret = str(house.world.dossiers["admitted"])
    assert secret in str(seen["helene"])
    assert secret not in str(seen["paul"])
    assert problem_of(program(house, "ines").get(f"/proposals/{job}")) == (404, "not_found")
    assert problem_of(program(house, "claire").get(f"/jobs/{job}")) == (404, "not_found")


def test_a_conflict_is_declared_listed_and_dismissed_with_a_reason(each_house: House) -> None:
    helene, world = program(each_house, "helene"), each_house.world
    tie = {"person": str(world.people["gerard"]), "evidence": "Ancien salarié de la structure porteuse."}

    declared = helene.post(f"/dossiers/{world.dossiers['decided']}/conflicts", tie)
    listed = helene.get("/calls/ptce/conflicts").json()["items"]
    blind = program(each_house, "gerard").get(f"/dossiers/{world.dossiers['decided']}")
    dismissed = helene.post(f"/conflicts/{declared.json()['id']}/dismiss", {"reason": "Homonyme, vérifié."})

    assert declared.status_code == 201
    assert declared.json()["id"] in [row["id"] for row in listed]
    assert problem_of(blind) == (404, "not_found")
    assert (dismissed.status_code, dismissed.json()["state"]) == (200, "dismissed")


def test_a_conflict_needs_somebody_who_exists(house: House) -> None:
    tie = {"person": "0198f3c0-7d11-7c7e-9c8e-5f2f6f1d7a10", "evidence": "Ancien salarié de la structure."}

    refused = program(house, "helene").post(f"/dossiers/{house.world.dossiers['decided']}/conflicts", tie)

    assert problem_of(refused) == (422, "unknown_person")


def test_a_reviewer_gives_a_dossier_back(each_house: House) -> None:
    gerard, dossier = program(each_house, "gerard"), each_house.world.dossiers["admitted"]
    recusal = {"why": "conflict", "reason": "J’ai travaillé pour eux jusqu’en 2010."}

    first = gerard.post(f"/dossiers/{dossier}/recusal", recusal, key="recusal-0001")
    again = gerard.post(f"/dossiers/{dossier}/recusal", recusal, key="recusal-0001")

    assert (first.status_code, again.status_code) == (204, 204)
    assert problem_of(gerard.get(f"/dossiers/{dossier}/review")) == (404, "not_found")
    assert str(dossier) not in {row["dossier"] for row in gerard.get("/readings").json()["items"]}


def test_an_organiser_in_conflict_can_do_nothing_about_the_dossier(each_house: House) -> None:
    paul, dossier = program(each_house, "paul"), each_house.world.dossiers["admitted"]
    mine = {"person": str(each_house.world.people["francoise"]), "evidence": "Une raison inventée pour voir."}
    known = {row["dossier"] for row in paul.get("/calls/ptce/assignments", params={"limit": 200}).json()["items"]}
    ties = paul.get("/calls/ptce/conflicts").json()["items"]

    for refused in (
        paul.get(f"/dossiers/{dossier}/reviews"),
        paul.post(f"/dossiers/{dossier}/assignments", {"reviewer": str(each_house.world.people["francoise"])}),
        paul.post(f"/dossiers/{dossier}/conflicts", mine),
    ):
        assert problem_of(refused) == (404, "not_found")
    assert str(dossier) not in known
    assert str(each_house.world.dossiers["decided"]) in known
    assert str(dossier) not in {row["dossier"] for row in ties}
