"""Organisers by token: making a call, its settings, its team, and screening what comes in."""

from datetime import datetime, timedelta

from tests.houses import House
from tests.http.api.programs import problem_of, program
from tests.world import CLOSES, add_dossier

REFUSAL = {"reason": "Le territoire du projet n’est pas en France."}
A_CALL = {
    "slug": "essai",
    "reference": "ESSAI",
    "title": {"fr": "Appel d’essai", "en": "Trial call"},
    "opens_at": "2011-10-02T09:00:00",
    "closes_at": "2011-12-02T23:59:59",
    "tracks": [
        {
            "key": "project",
            "title": {"fr": "Projet"},
            "form": {
                "sections": [
                    {
                        "key": "project",
                        "title": {"fr": "Le projet"},
                        "minutes": 20,
                        "questions": [{"key": "title", "kind": "short", "label": {"fr": "Son nom"}, "required": True}],
                    }
                ]
            },
            "rubric": {"criteria": [{"key": "strength", "title": {"fr": "Force"}, "weight": 100}]},
        }
    ],
}


def test_an_administrator_makes_a_call_from_a_document_and_everyone_may_file_in_it(each_house: House) -> None:
    ada, claire = program(each_house, "ada"), program(each_house, "claire")

    made = ada.post("/calls", A_CALL, key="the-trial-call")
    again = ada.post("/calls", A_CALL, key="the-trial-call")
    hidden = claire.get("/calls/essai")
    opened = ada.post("/calls/essai/open", version=1)
    track = claire.get("/calls/essai").json()["tracks"][0]
    form = claire.get(f"/form-versions/{track['form_version']}").json()
    rubric = claire.get("/calls/essai/tracks/project/rubric").json()
    draft = claire.post("/calls/essai/dossiers", {"track": "project"})

    assert (made.status_code, made.json()["opens_at"]) == (201, "2011-10-02T07:00:00Z")
    assert again.content == made.content
    assert problem_of(hidden) == (404, "not_found")
    assert (opened.status_code, opened.headers["etag"]) == (200, '"2"')
    assert form["sections"][0]["questions"][0]["key"] == "title"
    assert [criterion["key"] for criterion in rubric["criteria"]] == ["strength"]
    assert draft.status_code == 201


def test_whoever_runs_a_call_makes_another_and_an_address_serves_once(house: House) -> None:
    for who, call in (("claire", ""), ("gerard", ""), ("ada", "ptce"), ("helene", "ptce")):
        refused = program(house, who, call=call).post("/calls", A_CALL)
        assert problem_of(refused) == (403, "may_not_make_calls"), who
    made = program(house, "helene").post("/calls", {**A_CALL, "slug": "autre-essai", "reference": "AUTRE-ESSAI"})
    assert (made.status_code, made.json()["is_public"]) == (201, False)
    assert program(house, "helene").get("/calls/autre-essai").status_code == 200
    assert problem_of(program(house, "paul").get("/calls/autre-essai")) == (404, "not_found")

    taken = program(house, "ada").post("/calls", {**A_CALL, "slug": "ptce"})

    assert problem_of(taken) == (422, "slug_taken")
    assert taken.json()["errors"][0]["field"] == "slug"


def test_a_document_that_does_not_hold_together_says_where(house: House) -> None:
    broken = {**A_CALL, "opens_at": "2012-01-01T00:00:00"}

    refused = program(house, "ada").post("/calls", broken)

    assert problem_of(refused) == (422, "invalid")
    assert refused.json()["errors"][0]["code"] == "closes_before_opening"


def test_settings_are_changed_over_the_version_that_was_read(each_house: House) -> None:
    helene = program(each_house, "helene")
    later = {"opens_at": "2011-10-01T09:00:00", "closes_at": "2011-11-15T23:59:59", "zone": "Europe/Paris"}
    later |= {"reason": "Les réseaux ont demandé quinze jours de plus."}

    changed = helene.send("PUT", "/calls/ptce/calendar", later, version=1)
    stale = helene.send("PUT", "/calls/ptce/aims", {"places": 20, "reviews_per_dossier": 3, "expected": 20}, version=1)
    texts = helene.send("PUT", "/calls/ptce/texts", {"title": {"fr": "Autre nom"}}, version=2)

    assert (changed.status_code, changed.json()["closes_at"]) == (200, "2011-11-15T22:59:59Z")
    assert problem_of(stale) == (412, "stale_version")
    assert stale.json()["params"] == {"given": 1, "current": 2}
    assert texts.json()["title"] == {"fr": "Autre nom"}
    assert helene.get("/calls/ptce").headers["etag"] == '"3"'
    assert problem_of(helene.send("PUT", "/calls/ptce/texts", {"title": {"fr": "Non"}})) == (428, "version_needed")


def test_a_call_is_changed_by_its_own_organisers_alone(each_house: House) -> None:
    for who, refusal in (("claire", 403), ("gerard", 403), ("ines", 403), ("paul", 200)):
        answered = program(each_house, who).send("PUT", "/calls/ptce/texts", {"title": {"fr": who}}, version=1)
        assert answered.status_code == refusal, who
    narrow = program(each_house, "paul", call="autre").send(
        "PUT", "/calls/ptce/texts", {"title": {"fr": "x"}}, version=2
    )
    assert problem_of(narrow) == (404, "not_found")


def test_people_are_invited_listed_and_thanked(each_house: House) -> None:
    helene = program(each_house, "helene")
    odile = {"role": "reviewer", "name": "Odile Ravat", "email": "odile@exemple.fr", "network": "labo", "capacity": 7}

    invited = helene.post("/calls/ptce/people", odile, key="invite-odile")
    again = helene.post("/calls/ptce/people", odile, key="invite-odile")
    twice = helene.post("/calls/ptce/people", odile)
    each_house.work()
    listed = helene.get("/calls/ptce/people", params={"role": "reviewer", "limit": 200}).json()["items"]
    revoked = helene.send("DELETE", f"/calls/ptce/people/{invited.json()['id']}")

    assert (invited.status_code, invited.json()["network"], invited.json()["capacity"]) == (201, "labo", 7)
    assert again.content == invited.content
    assert problem_of(twice) == (422, "already_in_team")
    assert [message["to"] for message in each_house.mailer.sent] == ["odile@exemple.fr"]
    assert {row["name"] for row in listed} >= {"Odile Ravat", "Gérard Mazoyer"}
    assert revoked.status_code == 204
    assert problem_of(program(each_house, "gerard").get("/calls/ptce/people")) == (403, "only_an_organiser")


def test_a_dossier_is_admitted_over_the_version_that_was_read(each_house: House) -> None:
    helene, dossier = program(each_house, "helene"), each_house.world.dossiers["filed"]
    version = helene.get(f"/dossiers/{dossier}").json()["version"]

    admitted = helene.post(f"/dossiers/{dossier}/admit", version=version)
    again = helene.post(f"/dossiers/{dossier}/admit", version=version)
    blind = helene.post(f"/dossiers/{dossier}/admit")

    assert (admitted.status_code, admitted.json()["state"]) == (200, "admitted")
    assert admitted.headers["etag"] == f'"{version + 1}"'
    assert problem_of(again) == (412, "stale_version")
    assert problem_of(blind) == (428, "version_needed")


def test_a_dossier_is_refused_with_a_reason_or_moved_to_another_track(each_house: House) -> None:
    helene, world = program(each_house, "helene"), each_house.world
    move = {"track": "cooperation_project", "reason": "Le dossier décrit un projet de coopération."}

    bare = helene.post(f"/dossiers/{world.dossiers['filed']}/refuse", {}, version=1)
    refused = helene.post(f"/dossiers/{world.dossiers['filed']}/refuse", REFUSAL, version=1)
    moved = helene.post(f"/dossiers/{world.dossiers['other_owner']}/requalify", move, version=1)

    assert problem_of(bare) == (422, "invalid")
    assert (refused.json()["state"], refused.json()["screening_reason"]) == ("refused", REFUSAL["reason"])
    assert (moved.json()["track"], moved.json()["filed_track"]) == ("cooperation_project", "pole")


def test_only_an_organiser_without_conflict_screens(each_house: House) -> None:
    filed, tied = each_house.world.dossiers["filed"], each_house.world.dossiers["admitted"]

    for who, dossier, refusal in (
        ("claire", filed, 403),
        ("yann", filed, 404),
        ("gerard", filed, 404),
        ("ines", filed, 404),
        ("paul", tied, 404),
    ):
        answered = program(each_house, who).post(f"/dossiers/{dossier}/refuse", REFUSAL, version=1)
        assert answered.status_code == refusal, who
    scopeless = program(each_house, "helene", "read", "reviews").post(f"/dossiers/{filed}/refuse", REFUSAL, version=1)
    assert problem_of(scopeless) == (403, "scope_missing")


def test_a_draft_is_known_to_organisers_and_may_get_more_time(each_house: House) -> None:
    helene, draft = program(each_house, "helene"), str(each_house.world.dossiers["draft"])
    until = {"until": (CLOSES + timedelta(days=4)).isoformat(), "reason": "Panne de réseau de la commune."}

    known = {row["id"]: row for row in helene.get("/calls/ptce/drafts").json()["items"]}
    extended = helene.post(f"/dossiers/{draft}/extend", until)
    nothing = helene.get(f"/dossiers/{draft}")

    assert set(known[draft]) == {"id", "track", "title", "complete", "started_at", "updated_at", "extended_to"}
    assert extended.status_code == 200
    assert datetime.fromisoformat(extended.json()["extended_to"]) == CLOSES + timedelta(days=4)
    assert problem_of(nothing) == (404, "not_found")
    assert problem_of(program(each_house, "claire").post(f"/dossiers/{draft}/extend", until)) == (
        403,
        "only_an_organiser",
    )


def test_pages_by_key_are_complete_and_without_doubles_while_dossiers_come_in(each_house: House) -> None:
    world = each_house.world
    helene, seen, first = program(each_house, "helene"), [], set[str]()

    for turn, page in enumerate(helene.pages("/calls/ptce/dossiers")):
        first |= (
            set()
            if turn
            else {row["id"] for row in helene.get("/calls/ptce/dossiers", params={"limit": 200}).json()["items"]}
        )
        seen += [row["id"] for row in page]
        if turn < 3:
            with each_house.database.writing() as db:
                add_dossier(db, world, f"late-{turn}", state="filed", owner="yann")

    assert len(seen) == len(set(seen))
    assert set(seen) >= first
    assert {str(world.dossiers[f"late-{turn}"]) for turn in range(3)} <= set(seen)


def test_a_list_is_narrowed_by_track_state_and_words(house: House) -> None:
    helene = program(house, "helene")

    def references(**wanted: str) -> list[str]:
        return [row["title"] for row in helene.get("/calls/ptce/dossiers", params=wanted).json()["items"]]

    assert references(state="refused") == ["Dossier refused"]
    assert references(q="ASSOCIATION réfused") == ["Dossier refused"]
    assert references(q="association decided") == ["Dossier decided"]
    assert references(track="cooperation_project") == []
    assert references(q="introuvable") == []


def test_a_page_that_can_not_be_is_said_by_field(house: House) -> None:
    helene = program(house, "helene")

    for wanted, field in (
        ({"limit": 201}, "limit"),
        ({"limit": 0}, "limit"),
        ({"after": "x"}, "after"),
        ({"state": "x"}, "state"),
    ):
        refused = helene.get("/calls/ptce/dossiers", params=wanted)
        assert problem_of(refused) == (422, "invalid")
        assert [one["field"] for one in refused.json()["errors"]] == [field]
