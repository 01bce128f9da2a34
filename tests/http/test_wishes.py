"""What reviewers would like to read: said by title and summary, changed until it is over, kept from who is tied."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.models import Call, Conflict, Membership, Track, Wish
from tests.houses import House
from tests.html_checks import faults_of
from tests.query_counts import counted
from tests.services.reviewing import acts, plain
from tests.web.kit import SIGNS
from tests.world import NOW, add_dossier

MINE = "/reviewer/calls/ptce/wishes"
DESK = "/organiser/calls/ptce/wishes"
UNTIL = "2011-10-25T18:00"


def ask(house: House, until: str = UNTIL, **more: str) -> None:
    browser = house.as_("helene")
    version = re.search(r'name="version" value="(\d+)"', browser.get(DESK).text)
    assert version is not None
    form = {"version": version[1], "until": until, "weight": "20", **more}
    assert browser.post(DESK, data=form).status_code == 303


def say(house: House, who: str = "gerard", was: str = "", **wishes: str) -> int:
    form = {f"wish-{house.world.dossiers[name]}": wish for name, wish in wishes.items()}
    form |= {f"was-{house.world.dossiers[name]}": was for name in wishes}
    return house.as_(who).post(MINE, data=form).status_code


def said(house: House) -> dict[str, str]:
    names = {identity: name for name, identity in house.world.dossiers.items()}
    with house.database.reading() as db:
        return {names[row.dossier_id]: row.wish for row in db.execute(select(Wish)).scalars()}


def test_nobody_is_asked_before_an_organiser_does(house: House) -> None:
    assert house.as_("gerard").get(MINE).status_code == 404

    ask(house)

    page = house.as_("gerard").get(MINE).text
    assert "Dossier admitted" in page
    assert "Résumé secret de admitted." in page
    assert "Dossier filed" not in page
    assert faults_of(page, SIGNS) == []


@pytest.mark.parametrize("who", ["claire", "helene", "ines", "ada"])
def test_only_reviewers_are_asked(house: House, who: str) -> None:
    ask(house)

    assert house.as_(who).get(MINE).status_code == 404
    assert say(house, who, admitted="want") == 404


def test_wishes_are_said_changed_and_taken_back(each_house: House) -> None:
    ask(each_house)

    say(each_house, admitted="want", decided="rather_not")
    say(each_house, was="want", admitted="could")
    say(each_house, was="rather_not", decided="")

    assert said(each_house) == {"admitted": "could"}
    assert acts(each_house)[1:] == ["wishes.said"] * 3
    assert "1 dossier sur 2" in plain(each_house.as_("gerard").get(MINE).text)


def test_a_window_left_open_undoes_nothing(house: House) -> None:
    ask(house)
    say(house, admitted="want")

    # An older page: it changes one dossier, and shows of the other what was there before.
    say(house, admitted="", decided="could")

    assert said(house) == {"admitted": "want", "decided": "could"}


@pytest.mark.parametrize("state", ["declared", "confirmed", "suspected"])
def test_a_dossier_somebody_is_tied_to_is_not_shown_nor_counted_nor_taken(house: House, state: str) -> None:
    ask(house)
    with house.database.writing() as db:
        row = Conflict(
            dossier_id=house.world.dossiers["admitted"],
            person_id=house.world.people["francoise"],
            state=state,
            created_at=NOW,
            created_by=house.world.people["helene"],
        )
        db.add(row)

    page = plain(house.as_("francoise").get(MINE).text)

    assert "Dossier admitted" not in page
    assert "0 dossier sur 1" in page
    assert say(house, "francoise", admitted="want") == 404
    assert said(house) == {}


def test_after_the_last_moment_wishes_are_read_and_no_longer_changed(house: House) -> None:
    ask(house)
    say(house, admitted="want")
    house.clock.move_to(NOW + timedelta(days=6))

    refused = say(house, decided="want")

    assert refused == 409
    page = house.as_("gerard").get(MINE).text
    assert "Les souhaits sont clos" in page
    assert 'type="radio"' not in page
    assert said(house) == {"admitted": "want"}


def test_where_the_applicant_is_hidden_nothing_tells_whose_dossier_it_is(house: House) -> None:
    ask(house)
    with house.database.writing() as db:
        track = db.get_one(Track, house.world.tracks["pole"])
        track.blind = "applicant"
        db.add(track)

    page = house.as_("gerard").get(MINE).text

    assert "Dossier admitted" in page
    assert "Association admitted" not in page
    assert "Romans" not in page


@pytest.mark.parametrize("change", [{"is_expert": True}, {"accepted_at": None}])
def test_an_expert_or_who_has_not_accepted_is_not_asked(house: House, change: dict[str, object]) -> None:
    ask(house)
    with house.database.writing() as db:
        row = db.execute(
            select(Membership).where(col(Membership.person_id) == house.world.people["gerard"])
        ).scalar_one()
        for name, value in change.items():
            setattr(row, name, value)
        db.add(row)

    assert house.as_("gerard").get(MINE).status_code == 404


def test_organisers_see_what_fewest_want_and_who_answered(house: House) -> None:
    ask(house)
    say(house, admitted="want")

    page = plain(house.as_("helene").get(DESK).text)

    assert page.index("Dossier decided") < page.index("Dossier admitted")
    assert "1 évaluateur sur 3 a répondu" in page
    assert "Dossier admitted" not in house.as_("paul").get(DESK).text


def test_reviewers_are_told_once_for_each_date(each_house: House) -> None:
    ask(each_house, tell="yes")
    ask(each_house, tell="yes")
    each_house.work()

    told = [str(mail["To"]) for mail in each_house.mailer.sent]
    assert sorted(told) == ["francoise@exemple.fr", "gerard@exemple.fr", "malik@exemple.fr"]
    assert "25 octobre" in each_house.mailer.sent[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_asking_no_longer_shuts_the_page(house: House) -> None:
    ask(house)
    ask(house, until="")

    assert house.as_("gerard").get(MINE).status_code == 404
    with house.database.reading() as db:
        assert db.get_one(Call, house.world.calls["ptce"]).reviewing == {"weights": {"wishes": 20}}


def test_a_page_costs_the_same_with_two_dossiers_and_five(house: House) -> None:
    ask(house)
    browser = house.as_("gerard")
    with counted(house.database) as two:
        browser.get(MINE)
    with house.database.writing() as db:
        for number in range(3):
            add_dossier(db, house.world, f"more{number}", state="admitted")

    with counted(house.database) as five:
        browser.get(MINE)

    assert len(two) == len(five)


def test_what_is_no_wish_changes_nothing(house: House) -> None:
    ask(house)

    assert say(house, admitted="everything") == 303
    assert house.as_("gerard").post(MINE, data={"wish-none": "want", "next": "²"}).status_code == 303
    assert said(house) == {}


def test_the_home_of_reviewers_leads_to_it_while_it_is_asked(house: House) -> None:
    before = house.as_("gerard").get("/reviewer").text
    ask(house)

    asked = house.as_("gerard").get("/reviewer").text
    house.clock.move_to(NOW + timedelta(days=6))
    over = house.as_("gerard").get("/reviewer").text

    assert ["Dites ce que vous aimeriez lire" in page for page in (before, asked, over)] == [False, True, False]
    assert [f'href="{MINE}"' in page for page in (before, asked)] == [False, True]
    assert faults_of(asked, SIGNS) == []
