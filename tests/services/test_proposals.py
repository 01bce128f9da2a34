"""Proposals: asked once, computed by the worker, kept in their tables."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.domain.errors import Forbidden, WrongState
from app.models import AssignmentProposal, Call, Conflict, Membership, ProposedReading, Track
from app.services import proposals
from tests.houses import House
from tests.services.reviewing import actor, acts, add_reviewers
from tests.world import NOW, add_dossier


def ask(house: House, key: str = "of-october", by: str = "helene", *, top_up: bool = False) -> AssignmentProposal:
    with house.database.writing() as db:
        call = db.get_one(Call, house.world.calls["ptce"])
        return proposals.request(db, call, key=key, actor=actor(db, house, by), now=NOW, name="Octobre", top_up=top_up)


def kept(house: House, proposal: AssignmentProposal) -> tuple[AssignmentProposal, list[ProposedReading]]:
    with house.database.reading() as db:
        query = select(ProposedReading).where(col(ProposedReading.proposal_id) == proposal.id)
        return db.get_one(AssignmentProposal, proposal.id), list(db.execute(query).scalars())


def change(house: House, who: str, **values: object) -> None:
    with house.database.writing() as db:
        query = select(Membership).where(col(Membership.person_id) == house.world.people[who])
        row = db.execute(query.where(col(Membership.role) == "reviewer")).scalar_one()
        for name, value in values.items():
            setattr(row, name, value)
        db.add(row)


def test_a_proposal_is_asked_once_and_kept_by_the_worker(each_house: House) -> None:
    asked, again, another = ask(each_house), ask(each_house), ask(each_house, key="once-more")

    each_house.work()

    row, readings = kept(each_house, asked)
    assert (asked.id, asked.number, another.number) == (again.id, 1, 2)
    assert (row.state, row.name, row.settings["top_up"]) == ("draft", "Octobre", False)
    francoise = each_house.world.people["francoise"]
    assert {(one.dossier_id, one.reviewer_id) for one in readings} == {
        (each_house.world.dossiers[name], francoise) for name in ("admitted", "decided")
    }
    assert (row.worst, row.bound, row.mean) == (0.0, 0.0, 0.0)
    assert [lack["missing"] for lack in list_of(row.findings["shortages"])] == [1]
    assert acts(each_house) == ["proposal.requested", "proposal.requested"]


def list_of(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value


def test_a_proposal_dropped_while_it_is_computed_stays_empty(each_house: House) -> None:
    asked = ask(each_house)
    with each_house.database.writing() as db:
        db.get_one(AssignmentProposal, asked.id).state = "dropped"

    each_house.work()

    row, readings = kept(each_house, asked)
    assert (row.state, readings) == ("dropped", [])


@pytest.mark.parametrize("who", ["gerard", "claire", "ines"])
def test_only_an_organiser_of_the_call_asks(house: House, who: str) -> None:
    with pytest.raises(Forbidden):
        ask(house, by=who)


def test_nothing_is_proposed_once_results_are_published(house: House) -> None:
    with house.database.writing() as db:
        db.get_one(Call, house.world.calls["ptce"]).published_at = NOW + timedelta(days=1)

    with pytest.raises(WrongState):
        ask(house)


@pytest.mark.parametrize(
    "values", [{"is_expert": True}, {"accepted_at": None, "invited_by": "helene"}, {"capacity": 0}]
)
def test_nobody_is_proposed_who_has_not_said_yes_or_only_reads_by_hand(house: House, values: dict[str, object]) -> None:
    if who := values.get("invited_by"):
        values = values | {"invited_by": house.world.people[str(who)]}
    change(house, "francoise", **values)

    asked = ask(house)
    house.work()

    assert kept(house, asked)[1] == []


def test_a_dossier_may_ask_for_more_reviews_than_its_track_and_a_track_than_the_call(house: House) -> None:
    add_reviewers(house, "yann", "ines", "ada", "edith")
    with house.database.writing() as db:
        first = add_dossier(db, house.world, "first", state="admitted", owner="anna")
        second = add_dossier(db, house.world, "second", state="admitted", owner="anna", track="cooperation_project")
        first.reviews_wanted = 5
        track = db.get_one(type(first), second.id).track_id
        db.get_one(Track, track).reviews_wanted = 2

    asked = ask(house)
    house.work()

    counts = [one.dossier_id for one in kept(house, asked)[1]]
    assert (counts.count(first.id), counts.count(second.id)) == (5, 2)


def test_nobody_reads_less_than_is_worth_their_while_unless_they_said_so(house: House) -> None:
    add_reviewers(house, "yann", "ines", "ada", "edith", "anna", "simon")
    change(house, "simon", capacity=1)
    with house.database.writing() as db:
        for number in range(8):
            dossier = add_dossier(db, house.world, f"more{number}", state="admitted", owner="remi")
            dossier.reviews_wanted = 2
        db.get_one(Call, house.world.calls["ptce"]).reviewing = {"min_load": 4}

    asked, topping = ask(house), ask(house, key="top-up", top_up=True)
    house.work()

    loads = [loads_of(house, one) for one in (asked, topping)]
    assert {load for who, load in loads[0].items() if who != "simon"} <= {4, 5}
    assert min(loads[1].values()) < 4


def loads_of(house: House, proposal: AssignmentProposal) -> dict[str, int]:
    names = {key: name for name, key in house.world.people.items()}
    found: dict[str, int] = {}
    for one in kept(house, proposal)[1]:
        found[names[one.reviewer_id]] = found.get(names[one.reviewer_id], 0) + 1
    held = {"gerard": 2, "malik": 1}
    return {who: load + held.get(who, 0) for who, load in found.items()}


def remedies(house: House) -> dict[object, dict[str, object]]:
    with house.database.reading() as db:
        found = proposals.propose(db, db.get_one(Call, house.world.calls["ptce"]))
    return {one["kind"]: one for one in found.remedies}


def test_what_would_make_it_whole_is_said_each_thing_alone(each_house: House) -> None:
    people = each_house.world.people
    add_reviewers(each_house, "yann", "ines", "ada")
    change(each_house, "yann", accepted_at=None, invited_by=people["helene"])
    change(each_house, "ada", capacity=0)
    with each_house.database.writing() as db:
        admitted = each_house.world.dossiers["admitted"]
        tie = Conflict(dossier_id=admitted, person_id=people["ines"], created_at=NOW, created_by=people["helene"])
        tie.state = "suspected"
        db.add(tie)

    found = remedies(each_house)

    assert found == {
        "answers": {"kind": "answers", "reviewers": [str(people["yann"])]},
        "ties": {"kind": "ties", "pairs": [[str(admitted), str(people["ines"])]]},
        "newcomers": {
            "kind": "newcomers",
            "count": 1,
            "each": 20,
            "region": "Rhône-Alpes",
            "elsewhere": False,
            "themes": [],
        },
    }


def test_a_little_more_of_one_reviewer_may_be_enough(house: House) -> None:
    add_reviewers(house, "yann", "ines", capacity=0)
    change(house, "francoise", capacity=1)

    with house.database.writing() as db:
        db.get_one(Call, house.world.calls["ptce"]).reviews_per_dossier = 2
    assert set(remedies(house)) == {"raise"}
    with house.database.writing() as db:
        dossier = add_dossier(db, house.world, "more", state="admitted", owner="remi")
        dossier.reviews_wanted = 3
    change(house, "malik", capacity=2)
    assert remedies(house)["capacity"]["reviewers"] == [
        {"id": str(house.world.people["francoise"]), "extra": 1, "capacity": 1}
    ]


def test_readers_of_ones_own_territory_are_kept_away_and_it_is_said_when_that_is_why(house: House) -> None:
    for who in ("gerard", "francoise", "malik"):
        change(house, who, region="Rhône-Alpes")
    with house.database.writing() as db:
        db.get_one(Call, house.world.calls["ptce"]).reviewing = {"territory": "excluded"}
        db.get_one(Call, house.world.calls["ptce"]).reviews_per_dossier = 2

    found = remedies(house)

    assert found["territory"] == {"kind": "territory", "readings": 1}
    assert (found["newcomers"]["count"], found["newcomers"]["elsewhere"]) == (1, True)


def test_somebody_who_knows_the_place_would_serve_the_worst_off_better(house: House) -> None:
    with house.database.writing() as db:
        db.get_one(Call, house.world.calls["ptce"]).reviews_per_dossier = 2

    found = remedies(house)

    assert found["raise"] == {
        "kind": "raise",
        "count": 1,
        "each": 20,
        "region": "Rhône-Alpes",
        "elsewhere": False,
        "themes": [],
        "worst": 0.5,
    }
