"""Programs see and change the team of a dossier as its people do."""

from tests.houses import House
from tests.http.api.programs import program
from tests.http.applicant.inviting import link_to


def test_somebody_is_invited_changed_and_removed_by_a_program(each_house: House) -> None:
    claire, at = program(each_house, "claire"), f"/dossiers/{each_house.world.dossiers['draft']}/team"

    made = claire.post(at, {"email": "odile@exemple.fr", "hand": "read", "name": "Odile Ravat"})
    assert (made.status_code, made.json()["standing"], made.json()["email"]) == (201, "invited", "odile@exemple.fr")
    each_house.as_().post(link_to(each_house), data={"name": "Odile Ravat"})
    place = next(row for row in claire.get(at).json()["items"] if row["name"] == "Odile Ravat")
    changed = claire.send("PUT", f"{at}/{place['id']}", {"hand": "edit"}, version=place["version"])
    assert (place["standing"], changed.json()["hand"]) == ("working", "edit")

    assert claire.send("DELETE", f"{at}/{place['id']}").status_code == 204
    assert next(row for row in claire.get(at).json()["items"] if row["id"] == place["id"])["standing"] == "gone"


def test_addresses_stay_with_the_owner_and_questions_with_those_who_write(house: House) -> None:
    dossier = house.world.dossiers["draft"]
    people = {who: str(house.world.people[who]) for who in ("edith", "anna")}
    claire = program(house, "claire")

    assert all("email" not in row for row in program(house, "edith").get(f"/dossiers/{dossier}/team").json()["items"])
    given = claire.send("PATCH", f"/dossiers/{dossier}/tasks", {"tasks": {"summary": people["edith"]}})
    refused = claire.send("PATCH", f"/dossiers/{dossier}/tasks", {"tasks": {"budget": people["anna"]}})

    assert [(row["question"], row["person"]) for row in given.json()["items"]] == [("summary", people["edith"])]
    assert (refused.status_code, refused.json()["code"]) == (422, "not_a_writer")
