"""Reviewers by programs: a list, a yes for fewer dossiers, a profile, a no, somebody proposed, an expert."""

from uuid import UUID

from tests.houses import House
from tests.http.api.programs import program
from tests.services.pooling import letters, readings

CALL = "/calls/ptce"
EVERYTHING = ("read", "people", "reviews", "assignments")


def test_a_list_is_looked_at_then_sent_once(house: House) -> None:
    helene = program(house, "helene", *EVERYTHING)
    body = {"text": "Odile Ravat, odile@exemple.fr\nGérard, gerard@exemple.fr", "capacity": 9}

    looked = helene.send("POST", f"{CALL}/people/list", body).json()
    sent = [helene.send("POST", f"{CALL}/people/list", {**body, "send": True}).json()["sent"] for _ in range(2)]

    assert looked["sent"] == 0
    assert [line["outcome"] for line in looked["lines"]] == ["new", "in_team"]
    assert sent == [1, 0]
    assert letters(house, "reviewer_invited") == ["odile@exemple.fr"]
    waiting = helene.send("GET", f"{CALL}/people?state=invited").json()["items"]
    assert [(row["email"], row["capacity"], row["state"]) for row in waiting] == [("odile@exemple.fr", 9, "invited")]


def test_a_profile_changes_by_parts_and_an_old_one_is_refused(house: House) -> None:
    gerard = program(house, "gerard", *EVERYTHING)
    seen = gerard.send("GET", f"{CALL}/my-reviewing").json()["profile_version"]

    first = gerard.send("PATCH", f"{CALL}/my-reviewing", {"capacity": 7, "profile_version": seen})
    second = gerard.send("PATCH", f"{CALL}/my-reviewing", {"languages": ["fr"], "profile_version": seen})
    third = gerard.send("PATCH", f"{CALL}/my-reviewing", {"languages": ["fr"]})

    assert (first.status_code, second.status_code, third.status_code) == (200, 412, 200)
    after = third.json()
    assert (after["capacity"], after["languages"], after["state"]) == (7, ["fr"], "accepted")


def test_a_no_ends_the_role_and_says_why_to_the_team(house: House) -> None:
    gerard, helene = program(house, "gerard", *EVERYTHING), program(house, "helene", *EVERYTHING)
    no = {"reason": "too_many", "note": "Pas avant mars."}

    assert gerard.send("POST", f"{CALL}/my-reviewing/decline", no).status_code == 204
    assert gerard.send("GET", f"{CALL}/my-reviewing").status_code == 404
    (row,) = helene.send("GET", f"{CALL}/people?state=declined").json()["items"]
    assert (row["name"], row["decline_reason"], row["decline_note"]) == (
        "Gérard Mazoyer",
        "too_many",
        "Pas avant mars.",
    )


def test_whom_a_reviewer_proposes_is_invited_when_the_team_says_so(house: House) -> None:
    gerard, helene = program(house, "gerard", *EVERYTHING), program(house, "helene", *EVERYTHING)
    form = {"name": "Lucie Armand", "email": "lucie@exemple.fr"}

    made = gerard.send("POST", f"{CALL}/my-reviewing/nominations", form).json()
    settled = helene.send("POST", f"{CALL}/nominations/{made['id']}", {"answer": "accept"}).json()

    assert (made["accepted"], settled["accepted"]) == (None, True)
    assert letters(house, "reviewer_invited") == ["lucie@exemple.fr"]
    assert [row["proposed_by"] for row in helene.send("GET", f"{CALL}/nominations").json()["items"]] == [
        "Gérard Mazoyer"
    ]


def test_an_expert_is_asked_for_one_dossier(house: House) -> None:
    helene = program(house, "helene", *EVERYTHING)
    dossier = house.world.dossiers["admitted"]

    made = helene.send("POST", f"/dossiers/{dossier}/experts", {"name": "Odile Ravat", "email": "odile@exemple.fr"})

    assert made.status_code == 201
    house.world.people["odile"] = UUID(made.json()["person"])
    assert made.json()["is_expert"] is True
    assert readings(house, "odile") == [("admitted", "active")]
