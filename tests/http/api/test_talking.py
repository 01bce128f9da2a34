"""Discussions, rounds, revisions and progress by token: the same rules as on pages."""

from datetime import timedelta

from app.domain.reviewing import Rules
from app.models import Person
from tests.houses import House
from tests.http.api.programs import problem_of, program
from tests.services.talking import OPEN, blind, give, phases
from tests.world import NOW


def test_programs_discuss_under_the_names_that_each_may_know(each_house: House) -> None:
    phases(each_house, OPEN)
    blind(each_house, "reviewer")
    give(each_house, "francoise")
    gerard, francoise, helene = (program(each_house, who) for who in ("gerard", "francoise", "helene"))
    path = f"/dossiers/{each_house.world.dossiers['admitted']}/discussion"

    said = gerard.post(path, {"text": "Un avis, @Évaluateur 3 ?"}, key="the-message")
    twice = gerard.post(path, {"text": "Un avis, @Évaluateur 3 ?"}, key="the-message")
    theirs, ours = francoise.get(path).json(), helene.get(path).json()

    assert (said.status_code, twice.content) == (201, said.content)
    assert [(one["author"], one["text"], one["calls_me"], one["unread"]) for one in theirs["items"]] == [
        ("Évaluateur 1", "Un avis, @Évaluateur 3 ?", True, True)
    ]
    assert theirs["here"] == ["Évaluateur 1", "Hélène Vaugrenard"]
    assert [(one["author"], one["text"]) for one in ours["items"]] == [
        ("Gérard Mazoyer", "Un avis, @Françoise Delorieux ?")
    ]
    assert francoise.get("/discussions").json()["items"][0]["unread"] == 1
    assert francoise.post(f"{path}/read", {"until": said.json()["created_at"]}).status_code == 204
    assert francoise.get("/discussions").json()["items"][0]["unread"] == 0


def test_a_program_changes_and_takes_back_what_it_said(house: House) -> None:
    phases(house, OPEN)
    gerard, path = program(house, "gerard"), f"/dossiers/{house.world.dossiers['admitted']}/discussion"
    one = f"{path}/{gerard.post(path, {'text': 'Un.'}).json()['id']}"

    changed = gerard.send("PUT", one, {"text": "Deux."}, version=1)
    stale = gerard.send("PUT", one, {"text": "Trois."}, version=1)
    house.clock.move_to(NOW + timedelta(hours=1))
    late = gerard.send("PUT", one, {"text": "Trois."}, version=2)

    assert (changed.json()["text"], changed.headers["etag"]) == ("Deux.", '"2"')
    assert (problem_of(stale)[0], problem_of(late)) == (412, (409, "said_too_long_ago"))
    assert gerard.send("DELETE", one).status_code == 204
    assert [(row["text"], row["removed"]) for row in gerard.get(path).json()["items"]] == [("", True)]


def test_those_who_file_the_dossier_know_nothing_of_its_discussion(house: House) -> None:
    phases(house, OPEN)
    path = f"/dossiers/{house.world.dossiers['admitted']}/discussion"
    for who in ("claire", "edith", "malik", "paul"):
        assert program(house, who).get(path).status_code == 404


def test_a_review_is_written_again_and_both_marks_are_listed(each_house: House) -> None:
    phases(each_house, OPEN)
    gerard, helene = program(each_house, "gerard"), program(each_house, "helene")
    dossier = f"/dossiers/{each_house.world.dossiers['admitted']}"
    first = {"scores": {"strategy": 4, "anchoring": 2}, "comment": "Bien."}
    gerard.send("PUT", f"{dossier}/review", first, version=0)
    version = int(gerard.get(f"{dossier}/review").json()["version"])
    gerard.post(f"{dossier}/review/submit", version=version)
    each_house.clock.move_to(NOW + timedelta(hours=1))

    seen = gerard.get(f"{dossier}/revision").json()["seen"]
    again = {"seen": seen, "scores": {"strategy": 1, "anchoring": 1}, "comment": "Moins bien."}
    saved = gerard.send("PUT", f"{dossier}/revision", again).json()
    stale = gerard.send("PUT", f"{dossier}/revision", {**again, "comment": "Autre."})
    handed = gerard.post(f"{dossier}/revision/submit", {"seen": saved["seen"]})

    assert saved["begun"]
    assert problem_of(stale) == (412, "review_changed")
    assert (handed.status_code, handed.json()["begun"]) == (200, False)
    review = helene.get(f"{dossier}/reviews").json()["items"][0]
    assert review["mean"] == 1.0
    rows = helene.get(f"/reviews/{review['id']}/handed").json()["items"]
    assert [(row["comment"], row["scores"]["strategy"]) for row in rows] == [("Bien.", 4), ("Moins bien.", 1)]


def test_an_organiser_follows_reminds_and_keeps_for_a_round(each_house: House) -> None:
    helene = program(each_house, "helene")
    malik, admitted = str(each_house.world.people["malik"]), str(each_house.world.dossiers["admitted"])
    with each_house.database.writing() as db:
        db.get_one(Person, each_house.world.people["gerard"]).review_mail = "none"

    reminded = helene.post("/calls/ptce/reminders", {}).json()
    rows = {row["name"]: row for row in helene.get("/calls/ptce/progress").json()["items"]}
    kept = helene.post("/calls/ptce/rounds", {"number": 2, "act": "keep", "dossiers": [admitted]}).json()

    assert reminded == {"told": 1, "already": 0, "unwilling": 1}
    assert rows["Malik Ferrand"]["reviewer"] == malik
    assert rows["Malik Ferrand"]["reminded_at"] is not None
    assert (rows["Gérard Mazoyer"]["mail"], rows["Gérard Mazoyer"]["given"]) == ("none", 2)
    assert kept == {"moved": 1, "already": 0, "refused": 0}


def test_a_closed_phase_says_so_to_who_reads_the_dossier(house: House) -> None:
    phases(house, Rules())
    path = f"/dossiers/{house.world.dossiers['admitted']}/discussion"
    assert problem_of(program(house, "gerard").get(path)) == (403, "discussion_closed")
    assert program(house, "gerard").send("PUT", "/me/reading-mail", {"wanted": "daily"}).json() == {"wanted": "daily"}
