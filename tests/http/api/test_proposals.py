"""Proposals by token: side by side, and what would make one whole."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.models import AssignmentProposal, Call, Conflict, Job, Membership
from app.services import proposals
from tests.houses import House
from tests.http.api.programs import problem_of, program
from tests.services.reviewing import actor, add_reviewers
from tests.world import NOW


def test_a_proposal_may_be_named_and_asked_only_to_complete(house: House) -> None:
    helene = program(house, "helene")

    asked = helene.post("/calls/ptce/proposals", {"name": "Après les refus", "top_up": True})

    with house.database.reading() as db:
        row = db.get_one(AssignmentProposal, UUID(asked.json()["id"]))
        assert (asked.status_code, row.name, row.settings["top_up"]) == (202, "Après les refus", True)
    assert helene.post("/calls/ptce/proposals", {"name": "x" * 200}).status_code == 422


def ask(house: House, db: Session, key: str) -> AssignmentProposal:
    call = db.get_one(Call, house.world.calls["ptce"])
    return proposals.request(db, call, key=key, actor=actor(db, house, "helene"), now=NOW, name=key)


def test_proposals_are_listed_side_by_side_with_what_became_of_them(each_house: House) -> None:
    with each_house.database.writing() as db:
        first, second, third = (ask(each_house, db, f"proposal-{name}") for name in ("one", "two", "three"))
        db.get_one(Job, third.id).failed_at = NOW
        db.get_one(AssignmentProposal, second.id).state = "dropped"
    each_house.work()

    listed = program(each_house, "helene").get("/calls/ptce/proposals", params={"limit": 2}).json()
    rest = program(each_house, "helene").get("/calls/ptce/proposals", params={"after": listed["next"]}).json()

    rows = [*listed["items"], *rest["items"]]
    assert [(row["name"], row["state"], row["failed"], row["readings"]) for row in rows] == [
        ("proposal-one", "draft", False, 2),
        ("proposal-two", "dropped", False, 0),
        ("proposal-three", "computing", True, 0),
    ]
    assert (rows[0]["worst"], rows[0]["bound"], rest["next"]) == (0.0, 0.0, None)
    assert program(each_house, "ines").get(f"/proposals/{first.id}/findings").status_code == 404


def test_what_would_make_it_whole_names_nothing_of_a_dossier_in_conflict_with_its_reader(each_house: House) -> None:
    add_reviewers(each_house, "ines", "ada", "yann")
    with each_house.database.writing() as db:
        people, admitted = each_house.world.people, each_house.world.dossiers["admitted"]
        tie = Conflict(dossier_id=admitted, person_id=people["ines"], created_at=NOW, created_by=people["helene"])
        tie.state = "suspected"
        db.add(tie)
        awaited = db.execute(select(Membership).where(col(Membership.person_id) == people["yann"])).scalar_one()
        awaited.accepted_at, awaited.invited_by = None, people["helene"]
        asked = ask(each_house, db, "with-a-tie")
        db.get_one(Call, each_house.world.calls["ptce"]).reviews_per_dossier = 4
    early = program(each_house, "helene").get(f"/proposals/{asked.id}/findings")
    each_house.work()

    seen = {who: program(each_house, who).get(f"/proposals/{asked.id}/findings").json() for who in ("helene", "paul")}

    kinds = {who: [one["kind"] for one in found["remedies"]] for who, found in seen.items()}
    assert problem_of(early) == (409, "proposal_not_ready")
    assert kinds == {"helene": ["answers", "ties", "newcomers"], "paul": ["answers", "newcomers"]}
    assert seen["paul"]["remedies"][0]["waiting"] == [str(people["yann"])]
    assert seen["helene"]["remedies"][1]["pairs"] == [[str(admitted), str(people["ines"])]]
    assert str(admitted) not in str(seen["paul"])
