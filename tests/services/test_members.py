"""The members of a grouping: who they are, in which order, and whose words stand."""

import pytest
from pydantic import ValidationError
from sqlalchemy import select
from sqlmodel import col

from app.domain.errors import NotFound, Stale
from app.forms.dossier import MemberForm
from app.models import Member
from app.services import members
from tests.desk import Desk
from tests.houses import House


def _names(house: House, dossier: object) -> list[str]:
    with house.database.reading() as db:
        query = select(col(Member.name)).where(col(Member.dossier_id) == dossier)
        return list(db.execute(query.order_by(col(Member.position))).scalars())


def _form(**parts: object) -> MemberForm:
    return MemberForm.model_validate({"name": "Scierie", "family": "company", **parts})


def test_a_new_bearer_comes_first_and_takes_the_place_of_the_old_one(each_house: House) -> None:
    desk = Desk(each_house)
    dossier = desk.start()
    for name, bears in (("Scierie", True), ("Commune", False), ("Scic", True)):
        desk.join(dossier, name=name, is_bearer=bears)

    assert _names(each_house, dossier) == ["Scic", "Scierie", "Commune"]
    with each_house.database.reading() as db:
        bearers = select(col(Member.name)).where(col(Member.dossier_id) == dossier, col(Member.is_bearer))
        assert list(db.execute(bearers).scalars()) == ["Scic"]


def test_a_number_is_kept_without_spaces_and_a_commune_by_its_code(house: House) -> None:
    desk = Desk(house)
    dossier = desk.start()
    member = desk.join(dossier, identifier="732 829 320 00074", commune="ambert", jobs="11,5")

    with house.database.reading() as db:
        row = db.get_one(Member, member)
    assert (row.identifier, row.commune, row.insee, row.departement) == ("73282932000074", "Ambert", "63003", "63")
    assert row.jobs == 11.5


@pytest.mark.parametrize(
    ("number", "problem"),
    [("4412 0873 0001", "bad_length"), ("732 829 320 00075", "bad_check_digit"), ("W12", "bad_rna")],
)
def test_a_wrong_number_is_refused_and_says_why(number: str, problem: str) -> None:
    with pytest.raises(ValidationError) as refused:
        _form(identifier=number)

    assert [error["type"] for error in refused.value.errors()] == [problem]


def test_a_stale_change_is_refused_with_the_other_words(each_house: House) -> None:
    desk, now = Desk(each_house), each_house.clock.now()
    dossier = desk.start()
    member = desk.join(dossier)
    desk.act(
        lambda db, me: members.change(
            db, desk.mine(db, dossier), member, _form(role="Sciage", version=1), actor=me, now=now
        )
    )

    with pytest.raises(Stale) as refused:
        desk.act(
            lambda db, me: members.change(
                db, desk.mine(db, dossier), member, _form(role="Séchage", version=1), actor=me, now=now
            )
        )

    theirs = refused.value.params["theirs"]
    assert isinstance(theirs, MemberForm)
    assert (theirs.role, theirs.version) == ("Sciage", 2)


def test_a_member_is_moved_and_removed(house: House) -> None:
    desk, now = Desk(house), house.clock.now()
    dossier = desk.start()
    one, two, three = (desk.join(dossier, name=name) for name in ("Un deux", "Deux trois", "Trois"))

    desk.act(lambda db, me: members.move(db, desk.mine(db, dossier), three, "up", actor=me, now=now))
    desk.act(lambda db, me: members.remove(db, desk.mine(db, dossier), one, actor=me, now=now))

    assert _names(house, dossier) == ["Trois", "Deux trois"]
    assert desk.row(dossier).member_count == 2
    assert two


def test_a_double_click_adds_one_member(each_house: House) -> None:
    desk = Desk(each_house)
    dossier = desk.start()

    assert desk.join(dossier, key="a1b2c3d4") == desk.join(dossier, key="a1b2c3d4")


def test_a_member_of_another_dossier_is_not_found(house: House) -> None:
    desk, now = Desk(house), house.clock.now()
    mine, other = desk.start(), desk.start()
    member = desk.join(other)

    with pytest.raises(NotFound):
        desk.act(lambda db, me: members.remove(db, desk.mine(db, mine), member, actor=me, now=now))
