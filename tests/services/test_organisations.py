"""One organisation in several dossiers: shown to the organisers of the call, as it was filed."""

from uuid import UUID

from app.models import Conflict, Dossier, Member, Person
from app.queries.dossiers import members_of
from app.queries.organisations import elsewhere, shared
from app.queries.people import actor_of
from tests.desk import WHOLE, Desk
from tests.houses import House
from tests.html_checks import faults_of

SIREN, SIRET, OTHER = "732829320", "732 829 320 00074", "441 208 733 00010"


def _filed(house: House, name: str, number: str, **parts: object) -> UUID:
    desk = Desk(house, "yann")
    dossier = desk.start()
    for section, values in WHOLE.items():
        desk.save(dossier, section, values)
    desk.join(dossier, name=name, identifier=number, **parts)
    desk.submit(dossier)
    return dossier


def _seen(house: House, who: str = "helene") -> list[tuple[str, list[UUID]]]:
    with house.database.reading() as db:
        actor = actor_of(db, db.get_one(Person, house.world.people[who]))
        rows = shared(db, actor, house.world.calls["ptce"])
        return [(row.name, [place.dossier_id for place in row.places]) for row in rows]


def test_establishments_of_one_organisation_meet_and_drafts_are_not_read(each_house: House) -> None:
    one, two = _filed(each_house, "Chautard", SIRET), _filed(each_house, "Scierie Chautard", SIREN)
    _filed(each_house, "Archer", OTHER)
    Desk(each_house, "yann").join(Desk(each_house, "yann").start(), identifier=OTHER)

    assert _seen(each_house) == [("Chautard", [one, two])]
    assert _seen(each_house, "ines") == []


def test_a_dossier_being_changed_counts_as_it_was_filed(each_house: House) -> None:
    one, two = _filed(each_house, "Chautard", SIRET), _filed(each_house, "Archer", OTHER)
    with each_house.database.writing() as db:
        db.get_one(Dossier, two).reopened_at = each_house.clock.now()
        db.add(Member(dossier_id=two, position=1, name="Chautard", family="company", identifier=SIREN))
    before = _seen(each_house)
    with each_house.database.writing() as db:
        db.get_one(Dossier, one).reopened_at = each_house.clock.now()
    three = _filed(each_house, "Chautard", SIREN)

    assert before == []
    assert [(name, set(found)) for name, found in _seen(each_house)] == [("Chautard", {one, three})]


def test_the_page_of_a_dossier_names_the_others_but_those_in_conflict(house: House) -> None:
    one, two, three = (_filed(house, "Chautard", SIRET, role=f"Rôle {place}") for place in range(3))
    with house.database.writing() as db:
        helene = house.world.people["helene"]
        db.add(Conflict(dossier_id=three, person_id=helene, created_at=house.clock.now(), created_by=helene))

    page = house.as_("helene").get(f"/organiser/calls/ptce/dossiers/{one}").text
    listed = house.as_("helene").get("/organiser/calls/ptce/organisations").text

    for text in (page, listed):
        assert f"/dossiers/{two}" in text
        assert f"/dossiers/{three}" not in text
        assert faults_of(text) == []
    assert "Rôle 1" in page


def test_a_member_without_a_number_meets_nobody(house: House) -> None:
    one = _filed(house, "Chautard", "")
    _filed(house, "Chautard", "")

    with house.database.reading() as db:
        actor = actor_of(db, db.get_one(Person, house.world.people["helene"]))
        assert elsewhere(db, actor, db.get_one(Dossier, one), members_of(db, one)) == []


def test_only_those_who_run_the_call_see_them(house: House) -> None:
    for who, status in (("claire", 404), ("gerard", 404), ("ines", 404), ("helene", 200)):
        assert house.as_(who).get("/organiser/calls/ptce/organisations").status_code == status
