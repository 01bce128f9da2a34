"""The team of a call: invited by mail, with a role that can be taken back."""

import re

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import DomainError, Forbidden, Invalid, NotFound, WrongState
from app.domain.roles import Actor
from app.forms.people import InvitationForm
from app.models import Call, Membership, Person
from app.queries.people import actor_of, person_by_email
from app.services import people
from tests.houses import House
from tests.world import NOW


def _actor(db: Session, house: House, who: str) -> Actor:
    return actor_of(db, db.get_one(Person, house.world.people[who]))


def _invite(house: House, form: InvitationForm, who: str = "helene") -> Membership:
    with house.database.writing() as db:
        call = db.get_one(Call, house.world.calls["ptce"])
        return people.invite(db, call, form, actor=_actor(db, house, who), now=NOW)


def _revoke(house: House, membership: Membership, who: str = "helene", *, call: str = "ptce") -> None:
    with house.database.writing() as db:
        people.revoke(
            db, db.get_one(Call, house.world.calls[call]), membership.id, actor=_actor(db, house, who), now=NOW
        )


def _role(house: House, who: str) -> Membership:
    with house.database.reading() as db:
        query = select(Membership).where(col(Membership.person_id) == house.world.people[who])
        found: Membership = db.execute(query).scalars().one()
        return found


def _form(**changes: object) -> InvitationForm:
    plain = {"role": "reviewer", "name": "Odile Ravat", "email": "Odile@exemple.fr", "network": "labo", "capacity": 12}
    return InvitationForm.model_validate({**plain, **changes})


def test_somebody_new_chooses_a_password_by_the_link_and_reviews(each_house: House) -> None:
    _invite(each_house, _form(themes=("bois", "alimentation"), region="Auvergne"))

    each_house.work()
    text = each_house.mailer.sent[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    token = re.search(r"/reviewing/(\S+)", text)[1]  # type: ignore[index]
    browser = each_house.as_()
    assert browser.post(f"/reviewing/{token}", data={"password": "le séchoir d’Ambert"}).status_code == 303
    assert browser.get("/reviewer").status_code == 200
    with each_house.database.reading() as db:
        person = person_by_email(db, "odile@exemple.fr")
        assert person is not None
        assert actor_of(db, person).reviews == {each_house.world.calls["ptce"]}


def test_somebody_with_an_account_is_led_to_their_room_not_to_a_password(house: House) -> None:
    with house.database.writing() as db:
        db.get_one(Person, house.world.people["claire"]).password_hash = "x"

    _invite(house, _form(role="organiser", email="claire@exemple.fr", name="Claire", language="en"))

    house.work()
    text = house.mailer.sent[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "http://127.0.0.1:8000/organiser" in text
    assert "/reset/" not in text


def test_a_role_taken_back_closes_the_door_and_can_be_given_again(each_house: House) -> None:
    membership = _role(each_house, "gerard")
    _revoke(each_house, membership)
    _revoke(each_house, membership)
    with each_house.database.reading() as db:
        after = _actor(db, each_house, "gerard").reviews

    again = _invite(each_house, _form(email="gerard@exemple.fr", name="Gérard"))

    assert after == frozenset()
    assert (again.id, again.revoked_at, again.capacity) == (membership.id, None, 12)


def test_the_last_organiser_stays(house: House) -> None:
    _revoke(house, _role(house, "paul"))

    with pytest.raises(WrongState) as refused:
        _revoke(house, _role(house, "helene"))

    assert refused.value.code == "last_organiser"


@pytest.mark.parametrize(
    ("form", "who", "refusal"),
    [
        (_form(email="gerard@exemple.fr"), "helene", Invalid),
        (_form(network="inconnu"), "helene", Invalid),
        (_form(), "ines", Forbidden),
        (_form(), "gerard", Forbidden),
    ],
)
def test_what_may_not_be_done_is_refused(
    house: House, form: InvitationForm, who: str, refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        _invite(house, form, who)


def test_a_role_of_another_call_is_not_found(house: House) -> None:
    with pytest.raises(NotFound):
        _revoke(house, _role(house, "gerard"), "ines", call="autre")
