"""Programs ask members to commit, sign for those who were invited to, hand a dossier over and leave it."""

from app.models import Dossier
from tests.houses import House
from tests.http.api.programs import program
from tests.http.applicant.test_signing import team_up
from tests.services.committing import address, dossier_of, want_signatures, with_members


def test_members_are_asked_and_a_signer_signs_what_the_dossier_says(each_house: House) -> None:
    want_signatures(each_house)
    dossier, members = with_members(each_house)
    with each_house.database.writing() as db:
        team_up(db, each_house, dossier, address(0))
    claire, simon = program(each_house, "claire"), program(each_house, "simon")
    at = f"/dossiers/{dossier}/signatures"

    confirming = claire.post(f"/dossiers/{dossier}/members/ask", {"member": "all"})
    asked = claire.post(at, {"member": "all"})
    again = claire.post(at, {"member": str(members[0])})
    [first, *_] = simon.get(at).json()["items"]
    said = {"name": "Simon Kerguelen", "capacity": "Président", "read": "yes"}
    stale = simon.post(f"{at}/{members[0]}", {**said, "digest": "0" * 64})
    signed = simon.post(f"{at}/{members[0]}", {**said, "digest": first["working_digest"]})
    refused = simon.post(f"{at}/{members[0]}/refuse", {"reason": "Le budget n’est pas voté."})

    assert (confirming.json(), asked.json()) == ({"asked": 3}, {"asked": 3})
    assert (again.status_code, again.json()["code"]) == (409, "asked_lately")
    assert (stale.status_code, stale.json()["code"]) == (412, "changed_while_reading")
    assert (signed.status_code, signed.json()["signed_as"]) == (200, "Simon Kerguelen, Président")
    assert signed.json()["digest"] == first["working_digest"]
    assert simon.post(f"{at}/{members[1]}", {**said, "digest": "x"}).status_code == 404
    assert (refused.json()["reason"], refused.json()["signed_at"]) == ("Le budget n’est pas voté.", None)
    assert dossier_of(each_house, dossier).unsigned == 3


def test_a_dossier_is_offered_taken_over_and_its_former_owner_leaves(house: House) -> None:
    draft, edith_id = house.world.dossiers["draft"], house.world.people["edith"]
    claire, edith = program(house, "claire"), program(house, "edith")
    at = f"/dossiers/{draft}"
    place = next(row for row in claire.get(f"{at}/team").json()["items"] if row["person"] == str(edith_id))

    early = edith.post(f"{at}/take-over")
    offered = claire.post(f"{at}/team/{place['id']}/offer")
    declined = edith.post(f"{at}/take-over/decline")
    claire.post(f"{at}/team/{place['id']}/offer")
    taken = edith.post(f"{at}/take-over")
    left = claire.post(f"{at}/leave")

    assert (early.status_code, early.json()["code"]) == (409, "not_offered")
    assert offered.json()["takes_over"] is True
    assert (declined.status_code, taken.status_code, left.status_code) == (204, 200, 204)
    assert claire.get(at).status_code == 404
    with house.database.reading() as db:
        assert db.get_one(Dossier, draft).owner_id == edith_id
