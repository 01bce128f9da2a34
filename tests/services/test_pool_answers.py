"""What reviewers answer: yes, for less, no, no longer; what they say of themselves, whom they propose."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import pytest
from sqlmodel import Session

from app.domain.errors import Forbidden, Invalid, NotFound, Stale
from app.domain.pool import PoolStanding
from app.domain.roles import Actor
from app.forms.pool import Accepting, Declining, ProfileForm, Proposing
from app.models import Call, Membership
from app.queries import inviting
from app.queries import pool as eyes
from app.services import people, pool_answers
from tests.houses import House
from tests.services.pooling import invited, letters, link_of, mine, readings, role, role_of
from tests.services.reviewing import actor, acts
from tests.world import NOW


def _call(db: Session, house: House) -> Call:
    return db.get_one(Call, house.world.calls["ptce"])


def _mine(db: Session, house: House, who: str) -> tuple[Call, Membership, Actor]:
    call, me = _call(db, house), actor(db, house, who)
    return call, pool_answers.mine(db, call, me), me


def _decline(house: House, who: str, **form: object) -> None:
    with house.database.writing() as db:
        _, held, _ = _mine(db, house, who)
        pool_answers.decline(db, held, Declining.model_validate({"reason": "too_many", **form}), now=NOW)


def _profile(house: House, who: str, *, by: str = "", **form: Any) -> Membership:
    with house.database.writing() as db:
        call, held, _ = _mine(db, house, who)
        return pool_answers.change_profile(
            db,
            call,
            held,
            ProfileForm.model_validate({"capacity": 12, **form}),
            actor=actor(db, house, by or who),
            now=NOW,
        )


def test_a_yes_for_fewer_dossiers_is_a_yes_and_twice_is_once(each_house: House) -> None:
    held = invited(each_house, capacity=20)
    token = link_of(each_house).rpartition("/")[2]
    with each_house.database.writing() as db:
        pool_answers.accept(db, pool_answers.by_token(db, token, NOW), Accepting(capacity=6), now=NOW)
    with each_house.database.writing() as db:
        pool_answers.accept(db, pool_answers.by_token(db, token, NOW), Accepting(capacity=9), now=NOW)

    after = role(each_house, held.id)

    assert (eyes.standing_of(after), after.capacity) == (PoolStanding.ACCEPTED, 6)
    assert acts(each_house).count("reviewer.accepted") == 1


def test_a_no_closes_the_door_tells_the_inviter_and_may_be_taken_back(each_house: House) -> None:
    held = invited(each_house)
    token = link_of(each_house).rpartition("/")[2]
    with each_house.database.writing() as db:
        no = Declining.model_validate({"reason": "not_my_field", "note": "Je connais mal le bois."})
        pool_answers.decline(db, pool_answers.by_token(db, token, NOW), no, now=NOW)
    declined = role(each_house, held.id)
    each_house.work()

    with each_house.database.writing() as db:
        pool_answers.accept(db, pool_answers.by_token(db, token, NOW), Accepting(), now=NOW)

    assert eyes.standing_of(declined) is PoolStanding.DECLINED
    assert (declined.decline_reason, declined.decline_note) == ("not_my_field", "Je connais mal le bois.")
    told = each_house.mailer.sent[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert letters(each_house, "reviewer_answered") == ["helene@exemple.fr"]
    assert "Je connais mal le bois." in told
    after = role(each_house, held.id)
    assert (eyes.standing_of(after), after.decline_reason, after.decline_note) == (PoolStanding.ACCEPTED, "", "")


def test_whoever_leaves_gives_back_what_is_not_handed_in_and_no_more(each_house: House) -> None:
    _decline(each_house, "gerard")

    assert readings(each_house, "gerard") == [("admitted", "declined"), ("decided", "active")]
    assert eyes.standing_of(role_of(each_house, "gerard")) is PoolStanding.DECLINED
    with each_house.database.reading() as db:
        assert actor(db, each_house, "gerard").reviews == frozenset()


def test_a_role_taken_back_frees_what_was_not_handed_in_too(house: House) -> None:
    with house.database.writing() as db:
        people.revoke(db, _call(db, house), house.world.roles["gerard"], actor=actor(db, house, "helene"), now=NOW)

    assert readings(house, "gerard") == [("admitted", "withdrawn"), ("decided", "active")]


def test_the_link_of_a_role_taken_back_is_dead(house: House) -> None:
    held = invited(house)
    token = link_of(house).rpartition("/")[2]
    with house.database.writing() as db:
        people.revoke(db, _call(db, house), held.id, actor=actor(db, house, "helene"), now=NOW)

    with house.database.writing() as db, pytest.raises(NotFound):
        pool_answers.by_token(db, token, NOW)


def test_a_profile_says_what_one_knows_and_an_old_page_is_refused(each_house: House) -> None:
    seen = eyes.fingerprint(role_of(each_house, "francoise"))

    changed = _profile(
        each_house,
        "francoise",
        version=seen,
        languages=["fr", "co"],
        network="labo",
        region="Auvergne",
        ties="Scierie du Haut-Forez, 552 100 554\nMairie d’Ambert",
    )
    with pytest.raises(Stale):
        _profile(each_house, "francoise", version=seen, capacity=3)

    assert changed.ties == [
        {"name": "Scierie du Haut-Forez", "identifier": "552100554"},
        {"name": "Mairie d’Ambert", "identifier": ""},
    ]
    after = role_of(each_house, "francoise")
    assert (after.capacity, after.languages, after.region) == (12, ["fr", "co"], "Auvergne")
    assert acts(each_house).count("reviewer.changed") == 1


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"ties": "Scierie, 552 100 555"}, "bad_tie"),
        ({"languages": ["xx"]}, "unknown_language"),
        ({"network": "inconnu"}, "unknown_network"),
    ],
)
def test_what_does_not_hold_in_a_profile_is_refused(house: House, form: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        _profile(house, "francoise", **form)

    assert refused.value.code == code


def test_a_profile_is_written_by_its_person_or_an_organiser_of_the_call(house: House) -> None:
    assert _profile(house, "francoise", by="helene").capacity == 12
    for who in ("gerard", "ines", "claire"):
        with pytest.raises(Forbidden):
            _profile(house, "francoise", by=who, capacity=5)


def test_somebody_is_proposed_once_and_the_inviter_is_told(house: House) -> None:
    form = Proposing.model_validate({"name": "Odile Ravat", "email": "odile@exemple.fr", "note": "Elle sait le bois."})
    with house.database.writing() as db:
        call, held, me = _mine(db, house, "gerard")
        held.invited_by = house.world.people["helene"]
        pool_answers.propose(db, call, held, form, actor=me, now=NOW)
        with pytest.raises(Invalid):
            pool_answers.propose(db, call, held, form, actor=me, now=NOW)

    with house.database.reading() as db:
        rows = inviting.nominations(db, house.world.calls["ptce"])
    assert [(row.email, row.proposed_by, row.accepted) for row in rows] == [
        ("odile@exemple.fr", "Gérard Mazoyer", None)
    ]
    assert letters(house, "reviewer_answered") == ["helene@exemple.fr"]


def test_a_no_may_name_somebody_instead(house: House) -> None:
    _decline(house, "francoise", other_name="Odile Ravat", other_email="odile@exemple.fr")

    with house.database.reading() as db:
        rows = inviting.nominations(db, house.world.calls["ptce"])
    assert [row.name for row in rows] == ["Odile Ravat"]


def test_yes_and_no_at_once_leave_one_answer(each_house: House) -> None:
    invited(each_house, "francoise2@exemple.fr")
    token = link_of(each_house, "francoise2@exemple.fr").rpartition("/")[2]

    def answer(kind: str) -> None:
        with each_house.database.writing() as db:
            held = pool_answers.by_token(db, token, NOW)
            if kind == "yes":
                pool_answers.accept(db, held, Accepting(), now=NOW)
            else:
                pool_answers.decline(db, held, Declining.model_validate({"reason": "other"}), now=NOW)

    with ThreadPoolExecutor(4) as hands:
        list(hands.map(answer, ["yes", "no", "no", "yes"]))

    said = [act for act in acts(each_house) if act in ("reviewer.accepted", "reviewer.declined", "reviewer.left")]
    assert 1 <= len(said) <= 4
    assert all(first != second for first, second in pairwise(said))


def test_nobody_finds_a_role_that_is_not_theirs(house: House) -> None:
    assert mine(house, "gerard").person_id == house.world.people["gerard"]
    for who in ("claire", "helene", "ines"):
        with pytest.raises(NotFound):
            mine(house, who)
