"""Conflicts, whom applicants ask to keep away, and wishes, by token."""

from sqlalchemy import select
from sqlmodel import col

from app.models import Conflict
from tests.houses import House
from tests.http.api.programs import problem_of, program
from tests.world import NOW

WHY = "Nous sommes en procès avec lui depuis mars."
UNTIL = "2011-10-25T18:00:00Z"


def suspect(house: House) -> str:
    with house.database.writing() as db:
        row = Conflict(
            dossier_id=house.world.dossiers["admitted"],
            person_id=house.world.people["gerard"],
            state="suspected",
            source="detected",
            grounds=[{"kind": "name", "ours": "Gérard Mazoyer", "name": "G. Mazoyer"}],
            created_at=NOW,
            created_by=house.world.people["helene"],
        )
        db.add(row)
        db.flush()
        return str(row.id)


def test_a_suspected_tie_is_listed_confirmed_and_undone(each_house: House) -> None:
    tie, helene = suspect(each_house), program(each_house, "helene")

    listed = [row for row in helene.get("/calls/ptce/conflicts").json()["items"] if row["id"] == tie]
    confirmed = helene.post(f"/conflicts/{tie}/confirm", {"note": "Vérifié.", "seen": "suspected"})
    stale = helene.post(f"/conflicts/{tie}/dismiss", {"reason": "Un homonyme, vérifié.", "seen": "suspected"})
    undone = helene.post(f"/conflicts/{tie}/reopen", {"seen": "confirmed"})

    assert [(row["state"], row["source"], row["grounds"][0]["kind"]) for row in listed] == [
        ("suspected", "detected", "name")
    ]
    assert (confirmed.status_code, confirmed.json()["state"]) == (200, "confirmed")
    assert problem_of(stale) == (412, "conflict_decided")
    assert (undone.json()["state"], undone.json()["decided_at"]) == ("suspected", None)


def test_looking_for_ties_is_a_job_that_tells_no_numbers(house: House) -> None:
    helene = program(house, "helene")

    asked = helene.post("/calls/ptce/conflicts/detection")
    house.work()
    done = helene.get(asked.headers["location"].removeprefix("/api/v1")).json()

    assert asked.status_code == 202
    assert (done["state"], done["result"]) == ("done", {})


def test_a_concern_is_raised_answered_and_then_stays(each_house: House) -> None:
    claire, helene = program(each_house, "claire"), program(each_house, "helene")
    where = f"/dossiers/{each_house.world.dossiers['admitted']}/concerns"

    made = claire.post(where, {"name": "Gérard Mazoyer", "reason": WHY})
    (waiting,) = helene.get("/calls/ptce/concerns").json()["items"]
    answer = {"person": str(each_house.world.people["gerard"]), "answer": "Nous en avons tenu compte."}
    settled = helene.post(f"/concerns/{waiting['id']}/settle", answer)
    kept = claire.send("DELETE", f"/concerns/{made.json()['id']}")

    assert (made.status_code, waiting["author"], settled.status_code) == (201, "Claire Ambrosi", 200)
    assert problem_of(kept) == (409, "concern_settled")
    assert claire.get(where).json()["items"][0]["answer"] == "Nous en avons tenu compte."
    with each_house.database.reading() as db:
        query = select(col(Conflict.state)).where(col(Conflict.person_id) == each_house.world.people["gerard"])
        assert db.execute(query).scalar_one() == "confirmed"


def test_wishes_are_asked_said_and_counted(each_house: House) -> None:
    helene, gerard = program(each_house, "helene"), program(each_house, "gerard")
    version = int(helene.get("/calls/ptce").headers["etag"].strip('"'))
    dossier = str(each_house.world.dossiers["admitted"])

    asked = helene.send("PUT", "/calls/ptce/wishes/asking", {"until": UNTIL, "weight": 20}, version=version)
    saved = gerard.send("PUT", "/calls/ptce/wishes", {"wishes": [{"dossier": dossier, "wish": "want"}]})
    listed = {row["id"]: row["wish"] for row in gerard.get("/calls/ptce/wishes").json()["items"]}
    standings = helene.get("/calls/ptce/wishes/standings").json()

    assert (asked.status_code, asked.json()["weight"], saved.json()) == (200, 20, {"changed": 1})
    assert listed == {dossier: "want", str(each_house.world.dossiers["decided"]): ""}
    assert (standings["reviewers"], standings["answered"]) == (3, 1)
    assert {row["id"]: row["want"] for row in standings["items"]}[dossier] == 1


def test_a_wish_for_a_dossier_one_may_not_know_is_not_found(house: House) -> None:
    helene, malik = program(house, "helene"), program(house, "malik")
    version = int(helene.get("/calls/ptce").headers["etag"].strip('"'))
    helene.send("PUT", "/calls/ptce/wishes/asking", {"until": UNTIL, "weight": 20}, version=version)

    for name in ("admitted", "filed", "draft"):
        wish = {"dossier": str(house.world.dossiers[name]), "wish": "want"}
        assert malik.send("PUT", "/calls/ptce/wishes", {"wishes": [wish]}).status_code == 404
