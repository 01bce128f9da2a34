"""Ranking, decisions and publication by token; and one act on many dossiers."""

from tests.houses import House
from tests.http.api.programs import Program, problem_of, program
from tests.services.deciding import RESULTS_DAY, SURE, rank

SURELY = {"sure": True}


def _helene(house: House) -> Program:
    house.clock.move_to(RESULTS_DAY)
    return program(house, "helene")


def test_a_ranking_is_read_and_followed_exactly_as_previewed(each_house: House) -> None:
    ids = [str(one) for one in rank(each_house, 4.5, 3.0, 4.0, None, places=2)]
    helene = _helene(each_house)
    address = "/calls/ptce/tracks/pole"

    ranking = helene.get(f"{address}/ranking").json()
    plan = helene.get(f"{address}/selection", params={"places": 2, "waiting": 1}).json()
    applied = helene.post(f"{address}/selection", {"places": 2, "waiting": 1, "seen": plan["seen"]}, key="follow-it")
    again = helene.post(f"{address}/selection", {"places": 2, "waiting": 1, "seen": plan["seen"]}, key="follow-it")
    moved = helene.post(f"{address}/selection", {"places": 2, "waiting": 1, "seen": plan["seen"]})

    assert [row["dossier"] for row in ranking["items"]] == [ids[0], ids[2], ids[1], ids[3]]
    assert [row["side"] for row in ranking["items"]] == ["inside", "inside", "outside", "unmarked"]
    assert ranking["places"] == 2
    assert plan["counts"] == {"selected": 2, "waiting": 1, "not_selected": 1}
    assert applied.json() == again.json() == {"changed": 4}
    assert problem_of(moved) == (412, "ranking_changed")


def test_one_decision_is_written_over_the_version_that_was_read(each_house: House) -> None:
    first, *_, last = rank(each_house, 4.5, 4.0, 3.0, places=1)
    helene = _helene(each_house)

    undecided = helene.get(f"/dossiers/{first}/decision")
    decided = helene.send("PUT", f"/dossiers/{first}/decision", {"outcome": "selected"}, version=0)
    stale = helene.send("PUT", f"/dossiers/{first}/decision", {"outcome": "waiting", "reason": SURE}, version=0)
    unjustified = helene.send("PUT", f"/dossiers/{last}/decision", {"outcome": "selected"}, version=0)
    taken_back = helene.send("DELETE", f"/dossiers/{first}/decision", version=1)

    assert (undecided.json()["outcome"], undecided.headers["etag"]) == (None, '"0"')
    assert (decided.json()["outcome"], decided.headers["etag"]) == ("selected", '"1"')
    assert problem_of(stale) == (412, "stale_version")
    assert problem_of(unjustified) == (422, "reason_needed")
    assert taken_back.status_code == 204
    assert helene.get(f"/dossiers/{first}/decision").json()["outcome"] is None


def test_decisions_are_private_until_all_are_published_at_once(each_house: House) -> None:
    ids = rank(each_house, 4.5, 4.0, 3.0, places=1)
    helene = _helene(each_house)
    owners = [program(each_house, "yann"), program(each_house, "claire")]
    choices = [
        {"dossier": str(ids[0]), "outcome": "selected"},
        {"dossier": str(ids[1]), "outcome": "waiting"},
        {"dossier": str(ids[2]), "outcome": "not_selected"},
    ]

    decided = helene.post("/calls/ptce/decisions", {"choices": choices})
    secret = owners[0].get(f"/dossiers/{ids[0]}/decision")
    preview = helene.get("/calls/ptce/publication")
    unsure = helene.post("/calls/ptce/publication", {"sure": False}, version=1)
    published = helene.post("/calls/ptce/publication", SURELY, version=preview.json() and 1, key="publish-it-all")
    again = helene.post("/calls/ptce/publication", SURELY, version=1, key="publish-it-all")
    late = helene.post("/calls/ptce/publication", SURELY, version=2)
    known = owners[0].get(f"/dossiers/{ids[0]}/decision")

    assert decided.json() == {"changed": 3}
    assert problem_of(secret) == (404, "not_found")
    assert "outcome" not in owners[0].get(f"/dossiers/{ids[1]}").json()
    assert (preview.json()["blocking"], preview.json()["counts"]["selected"]) == ([], 1)
    assert preview.headers["etag"] == '"1"'
    assert problem_of(unsure) == (422, "invalid")
    assert published.json() == {"selected": 1, "waiting": 1, "not_selected": 1, "mails": 3}
    assert again.content == published.content
    assert problem_of(late) == (409, "already_published")
    assert known.json()["outcome"] == "selected"
    assert owners[0].get(f"/dossiers/{ids[0]}").json()["outcome"] == "selected"
    assert problem_of(owners[1].get(f"/dossiers/{ids[0]}/decision")) == (404, "not_found")


def test_an_undecided_dossier_keeps_a_call_from_being_published(house: House) -> None:
    rank(house, 4.5, 4.0)
    helene = _helene(house)

    assert helene.get("/calls/ptce/publication").json()["blocking"][0] == "undecided_dossiers"
    assert problem_of(helene.post("/calls/ptce/publication", SURELY, version=1)) == (409, "undecided_dossiers")


def test_only_organisers_of_the_call_see_the_selection(each_house: House) -> None:
    dossier = rank(each_house, 4.5)[0]
    each_house.clock.move_to(RESULTS_DAY)

    for who, refusal in (("claire", 404), ("gerard", 403), ("ines", 404)):
        outsider = program(each_house, who)
        for path in ("tracks/pole/ranking", "tracks/pole/selection?places=1", "publication", "journal/lines", "people"):
            assert problem_of(outsider.get(f"/calls/ptce/{path}")) == (403, "only_an_organiser"), (who, path)
        refused = outsider.send("PUT", f"/dossiers/{dossier}/decision", {"outcome": "selected"}, version=0)
        assert refused.status_code == refusal, who
    limited = program(each_house, "helene", "read", "decisions").post("/calls/ptce/publication", SURELY, version=1)
    assert problem_of(limited) == (403, "scope_missing")
    elsewhere = program(each_house, "helene", call="autre").get("/calls/ptce/tracks/pole/ranking")
    assert problem_of(elsewhere) == (404, "not_found")


def test_an_organiser_in_conflict_finds_the_dossier_nowhere_in_the_selection(each_house: House) -> None:
    paul, secret = program(each_house, "paul"), str(each_house.world.dossiers["admitted"])
    pages = [
        paul.get("/calls/ptce/tracks/pole/ranking"),
        paul.get("/calls/ptce/tracks/pole/selection?places=1"),
        paul.get("/calls/ptce/publication"),
        paul.get("/calls/ptce/dossiers?limit=200"),
        paul.get("/calls/ptce/assignments?limit=200"),
    ]

    assert [page.status_code for page in pages] == [200] * 5
    assert all(secret not in page.text and "Dossier admitted" not in page.text for page in pages)
    choice = {"choices": [{"dossier": secret, "outcome": "selected", "reason": SURE}]}
    assert problem_of(paul.post("/calls/ptce/decisions", choice)) == (404, "not_found")


def test_one_act_on_many_dossiers_is_previewed_then_done_by_the_worker(each_house: House) -> None:
    helene = program(each_house, "helene")
    every = {"act": "admit", "scope": "all", "view": "to_screen"}

    plan = helene.post("/calls/ptce/screening/preview", every).json()
    moved = helene.post("/calls/ptce/screening", {**every, "previewed": plan["total"] + 1})
    asked = helene.post("/calls/ptce/screening", {**every, "previewed": plan["total"]}, key="admit-them-all")
    each_house.work()
    job = helene.get(asked.headers["location"].removeprefix("/api/v1")).json()
    left = helene.get("/calls/ptce/dossiers", params={"view": "to_screen"}).json()["items"]

    assert plan == {"total": 3, "open": 3, "shut": {}}
    assert problem_of(moved) == (409, "matches_changed")
    assert (asked.status_code, job["state"], len(job["result"]["done"])) == (202, "done", 3)
    assert left == []
    assert program(each_house, "paul").get(f"/jobs/{job['id']}").json()["result"] == {}
