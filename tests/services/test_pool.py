"""Bringing reviewers in: a list, once more, for one dossier, on the proposal of another."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from app.domain.errors import DomainError, Forbidden, Invalid, WrongState
from app.domain.invitation_lists import Known, cells_of, read_list
from app.domain.pool import PoolStanding
from app.forms.pool import Declining, ExpertForm, ListForm, Proposing
from app.models import Call, Membership
from app.queries import inviting
from app.queries import pool as eyes
from app.services import people, pool, pool_answers
from tests.houses import House
from tests.query_counts import counted
from tests.services.pooling import invited, letters, person, readings, role_of
from tests.services.reviewing import actor, acts
from tests.world import NOW

NOTHING = Known({"auvergne": "Auvergne"}, {}, {}, {"labo": "labo"})
LIST = """Nom;Adresse e-mail;Région;Dossiers au plus;Réseau
Odile Ravat;odile@exemple.fr;Auvergne;12;labo
Gérard;gerard@exemple.fr;;;
Yann;yann@exemple.fr;Atlantide;;
Odile encore;ODILE@exemple.fr;;;
Personne;pas une adresse;;;
"""


def _call(db: Session, house: House) -> Call:
    return db.get_one(Call, house.world.calls["ptce"])


def _rows(house: House, who: str = "helene") -> list[eyes.ReviewerRow]:
    with house.database.reading() as db:
        return eyes.reviewers(db, house.world.calls["ptce"], actor(db, house, who))


def _outcomes(house: House, text: str) -> list[tuple[int, str]]:
    with house.database.reading() as db:
        found = pool.outcomes(db, _call(db, house), read_list(cells_of(text), NOTHING))
        return [(one.candidate.line, one.status) for one in found]


def _send(house: House, text: str, who: str = "helene") -> int:
    form = ListForm(text=text, capacity=15)
    with house.database.writing() as db:
        lines = read_list(cells_of(text), NOTHING)
        return pool.invite_many(db, _call(db, house), lines, form, actor=actor(db, house, who), now=NOW)


def _expert(house: House, name: str, email: str, dossier: str = "admitted", who: str = "helene") -> Membership:
    form = ExpertForm(dossier=house.world.dossiers[dossier], name=name, email=email)
    with house.database.writing() as db:
        return pool.ask_expert(db, _call(db, house), form, actor=actor(db, house, who), now=NOW)


def _propose(house: House, who: str, email: str) -> None:
    with house.database.writing() as db:
        call, me = _call(db, house), actor(db, house, who)
        form = Proposing.model_validate({"name": "Odile Ravat", "email": email})
        pool_answers.propose(db, call, pool_answers.mine(db, call, me), form, actor=me, now=NOW)


def test_each_line_of_a_list_says_what_becomes_of_it(house: House) -> None:
    assert _outcomes(house, LIST) == [(2, "new"), (3, "in_team"), (4, "known"), (5, "twice"), (6, "bad_address")]


def test_a_list_invites_each_once_even_sent_twice_or_by_two_at_once(each_house: House) -> None:
    with ThreadPoolExecutor(2) as hands:
        told = list(hands.map(lambda _: _send(each_house, LIST), range(2)))

    assert sorted(told) == [0, 2]
    assert sorted(letters(each_house, "reviewer_invited")) == ["odile@exemple.fr", "yann@exemple.fr"]
    rows = {row.email: row for row in _rows(each_house)}
    odile = rows["odile@exemple.fr"]
    assert (odile.standing, odile.membership.capacity, odile.membership.region) == (
        PoolStanding.INVITED,
        12,
        "Auvergne",
    )
    assert (odile.network, rows["yann@exemple.fr"].membership.capacity) == ("Labo de l’ESS", 15)


def test_only_an_organiser_of_the_call_sends_a_list(house: House) -> None:
    for who in ("ines", "gerard", "claire"):
        with pytest.raises(Forbidden):
            _send(house, LIST, who)


def _resend_all(house: House, now: datetime) -> int:
    with house.database.writing() as db:
        return pool.resend_waiting(db, _call(db, house), actor=actor(db, house, "helene"), now=now)


def test_who_has_not_answered_is_reminded_once_a_day(each_house: House) -> None:
    invited(each_house)
    told = [_resend_all(each_house, NOW + timedelta(hours=hours)) for hours in (1, 25, 26, 60)]

    assert told == [0, 1, 0, 1]
    assert letters(each_house, "reviewer_invited") == ["odile@exemple.fr"] * 3


def test_nothing_is_sent_again_to_somebody_who_answered(house: House) -> None:
    with house.database.writing() as db, pytest.raises(WrongState) as refused:
        pool.resend(db, _call(db, house), house.world.roles["gerard"], actor=actor(db, house, "helene"), now=NOW)

    assert refused.value.code == "already_answered"


def test_an_expert_reads_one_dossier_and_no_other_until_revoked(each_house: House) -> None:
    held = _expert(each_house, "Odile Ravat", "odile@exemple.fr")
    odile = person(each_house, "odile@exemple.fr")
    assert odile is not None
    each_house.world.people["odile"] = odile.id

    experts = [row.name for row in _rows(each_house) if row.membership.is_expert]
    given = readings(each_house, "odile")
    with each_house.database.writing() as db:
        people.revoke(db, _call(db, each_house), held.id, actor=actor(db, each_house, "helene"), now=NOW)

    assert experts == ["Odile Ravat"]
    assert given == [("admitted", "active")]
    assert letters(each_house, "expert_asked") == ["odile@exemple.fr"]
    assert letters(each_house, "reviewer_assigned") == []
    assert readings(each_house, "odile") == [("admitted", "withdrawn")]


def test_somebody_of_the_pool_is_simply_given_the_dossier(house: House) -> None:
    _expert(house, "Françoise", "francoise@exemple.fr")

    assert readings(house, "francoise") == [("admitted", "active")]
    assert not role_of(house, "francoise").is_expert
    assert letters(house, "expert_asked") == []


@pytest.mark.parametrize(
    ("email", "dossier", "who", "code"),
    [
        ("claire@exemple.fr", "admitted", "helene", "reviewer_in_conflict"),
        ("edith@exemple.fr", "admitted", "helene", "reviewer_in_conflict"),
        ("malik@exemple.fr", "admitted", "helene", "reviewer_in_conflict"),
        ("odile@exemple.fr", "admitted", "paul", "unknown_dossier"),
        ("odile@exemple.fr", "draft", "helene", "unknown_dossier"),
        ("odile@exemple.fr", "filed", "helene", "not_admitted"),
        ("odile@exemple.fr", "admitted", "ines", "only_an_organiser"),
    ],
)
def test_no_expert_where_there_is_a_tie_or_no_such_dossier(
    house: House, email: str, dossier: str, who: str, code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        _expert(house, "Quelqu’un", email, dossier, who)

    assert refused.value.code == code
    assert letters(house, "expert_asked") == []


def _settle(house: House, accepted: bool) -> Iterable[str]:
    with house.database.writing() as db:
        call = _call(db, house)
        row = inviting.nominations(db, call.id)[0]
        for _ in range(2):
            pool.settle(db, call, row.id, accepted, actor=actor(db, house, "helene"), now=NOW)
    return letters(house, "reviewer_invited")


def test_whom_a_reviewer_proposes_is_invited_when_an_organiser_says_so(each_house: House) -> None:
    _propose(each_house, "gerard", "odile@exemple.fr")

    assert _settle(each_house, True) == ["odile@exemple.fr"]
    assert acts(each_house).count("nomination.accepted") == 1


def test_or_is_not(house: House) -> None:
    _propose(house, "gerard", "odile@exemple.fr")

    assert _settle(house, False) == []
    assert person(house, "odile@exemple.fr") is None


def test_the_list_of_reviewers_costs_one_query_whatever_their_number(house: House) -> None:
    few = _counted(house)
    for number in range(5):
        invited(house, f"r{number}@exemple.fr")

    assert (few, _counted(house)) == ((3, 1), (8, 1))


def _counted(house: House) -> tuple[int, int]:
    """How many reviewers are listed, and how many queries it took."""
    with house.database.reading() as db:
        me = actor(db, house, "helene")
        with counted(house.database) as queries:
            found = eyes.reviewers(db, house.world.calls["ptce"], me)
        return len(found), len(queries)


def test_somebody_invited_again_after_a_no_is_asked_anew(house: House) -> None:
    with house.database.writing() as db:
        call, me = _call(db, house), actor(db, house, "francoise")
        held = pool_answers.mine(db, call, me)
        pool_answers.decline(db, held, Declining.model_validate({"reason": "other"}), now=NOW)

    again = invited(house, "francoise@exemple.fr")

    assert (again.id, eyes.standing_of(again), again.decline_reason) == (
        house.world.roles["francoise"],
        PoolStanding.INVITED,
        "",
    )


def test_an_address_that_is_known_is_not_invited_as_a_reviewer_twice(house: House) -> None:
    invited(house)
    with pytest.raises(Invalid):
        invited(house)


def test_an_organiser_in_conflict_counts_no_reading_of_that_dossier(house: House) -> None:
    given = {who: {row.name: row.given for row in _rows(house, who)} for who in ("helene", "paul")}
    with house.database.reading() as db:
        malik = eyes.mine(db, house.world.calls["ptce"], actor(db, house, "malik"))

    assert (given["helene"]["Gérard Mazoyer"], given["paul"]["Gérard Mazoyer"]) == (2, 1)
    assert malik is not None
    assert malik.given == 1
