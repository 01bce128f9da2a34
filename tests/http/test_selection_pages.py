"""The committee's pages and the publication's: what is asked, what is kept, what is refused."""

import re

import pytest

from app.models import Conflict
from tests.houses import House
from tests.html_checks import faults_of
from tests.query_counts import counted
from tests.services.deciding import RESULTS_DAY, SURE, more, outcomes, propose, publish, rank
from tests.web.kit import SIGNS
from tests.world import NOW

DESK = "/organiser/calls/ptce/selection"
PUBLICATION = "/organiser/calls/ptce/publication"


def test_a_click_on_the_switch_decides_and_comes_back_to_the_line(house: House) -> None:
    first, *_ = rank(house, 4.5, 4.0, 3.0)

    answer = house.as_("helene").post(f"{DESK}/{first}", data={"outcome": "selected", "version": "0"})

    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"{DESK}?track=pole#d-PTCE-2011-")
    assert outcomes(house) == {first: "selected"}


def test_leaving_the_ranking_shows_the_page_that_asks_why_with_the_choice_kept(house: House) -> None:
    *_, third = rank(house, 4.5, 4.0, 3.0)
    browser = house.as_("helene")

    asked = browser.post(f"{DESK}/{third}", data={"outcome": "selected", "version": "0"})
    told = browser.post(f"{DESK}/{third}", data={"outcome": "selected", "version": "0", "reason": SURE})

    assert asked.status_code == 422
    assert '<a href="#reason">' in asked.text
    assert re.search(r'value="selected" checked', asked.text)
    assert faults_of(asked.text, SIGNS) == []
    assert told.status_code == 303
    assert outcomes(house) == {third: "selected"}


def test_two_people_who_decide_at_once_both_read_what_the_other_wrote(house: House) -> None:
    first, *_ = rank(house, 4.5, 4.0, 3.0)
    browser = house.as_("helene")
    browser.post(f"{DESK}/{first}", data={"outcome": "waiting", "version": "0", "reason": "Le budget reste à écrire."})

    stale = browser.post(f"{DESK}/{first}", data={"outcome": "not_selected", "version": "0", "reason": SURE})

    assert stale.status_code == 409
    assert "Le budget reste à écrire." in stale.text
    assert SURE in stale.text
    assert 'name="version" value="1"' in stale.text
    assert faults_of(stale.text, SIGNS) == []
    assert outcomes(house) == {first: "waiting"}


@pytest.mark.parametrize("data", [{}, {"outcome": "perhaps"}, {"outcome": "selected", "version": "x"}])
def test_a_decision_that_makes_no_sense_is_sent_back(house: House, data: dict[str, str]) -> None:
    first, *_ = rank(house, 4.5)

    answer = house.as_("helene").post(f"{DESK}/{first}", data=data)

    assert answer.status_code == 422
    assert outcomes(house) == {}


def test_an_organiser_in_conflict_finds_no_trace_of_the_dossier(house: House) -> None:
    first, second = rank(house, 4.5, 4.0)
    with house.database.writing() as db:
        paul = house.world.people["paul"]
        db.add(Conflict(dossier_id=first, person_id=paul, created_at=NOW, created_by=paul))
    propose(house)

    pages = [house.as_("paul").get(path).text for path in (DESK, f"{DESK}/proposal?track=pole", PUBLICATION)]

    assert [("Dossier rang1" in page, "Dossier rang2" in page) for page in pages] == [
        (False, True), (False, False), (False, True),
    ]  # fmt: skip
    assert house.as_("paul").get(f"{DESK}/{first}").status_code == 404
    assert house.as_("paul").get(f"{DESK}/{second}").status_code == 200


def test_a_proposal_is_looked_at_then_recorded(house: House) -> None:
    dossiers = rank(house, 4.5, 4.0, 3.0)
    browser = house.as_("helene")
    preview = browser.get(f"{DESK}/proposal?track=pole&places=2&waiting=1").text
    assert outcomes(house) == {}

    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', preview))
    answer = browser.post(f"{DESK}/proposal", data=fields)

    assert answer.status_code == 303
    assert list(outcomes(house).values()) == ["selected", "selected", "waiting"]
    assert set(outcomes(house)) == set(dossiers)


@pytest.mark.parametrize(("places", "status"), [("9", 422), ("x", 422), ("", 422)])
def test_a_proposal_with_a_wrong_number_keeps_it_and_says_so(house: House, places: str, status: int) -> None:
    rank(house, 4.5, 4.0)

    answer = house.as_("helene").post(f"{DESK}/proposal", data={"track": "pole", "places": places})

    assert answer.status_code == status
    assert 'id="places-error"' in answer.text
    assert outcomes(house) == {}


def test_the_ranking_costs_the_same_queries_for_one_dossier_and_for_three(house: House) -> None:
    rank(house, 4.5)
    browser = house.as_("helene")
    with counted(house.database) as one:
        browser.get(DESK)
    more(house, 4.0, 3.0, track="pole")

    with counted(house.database) as three:
        browser.get(DESK)

    assert len(one) == len(three) <= 12


def test_publishing_asks_for_a_tick_then_says_what_was_done(house: House) -> None:
    rank(house, 4.5, 4.0, 3.0)
    propose(house)
    house.clock.move_to(RESULTS_DAY)
    browser = house.as_("helene")

    unsure = browser.post(PUBLICATION)
    done = browser.post(PUBLICATION, data={"sure": "yes"})
    twice = browser.post(PUBLICATION, data={"sure": "yes"})
    house.work()
    page = browser.get(PUBLICATION).text

    assert (unsure.status_code, done.status_code, twice.status_code) == (422, 303, 409)
    assert "3 sur 3" in page
    assert len(house.mailer.sent) == 3
    assert browser.get(f"{PUBLICATION}/confirm").status_code == 303


@pytest.mark.parametrize("stage", ["before", "ready", "after"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_is_sound_at_every_stage(house: House, stage: str, language: str) -> None:
    first, *_ = rank(house, 4.5, 4.0, 4.0, 2.0)
    if stage != "before":
        propose(house)
        house.clock.move_to(RESULTS_DAY)
    if stage == "after":
        publish(house)
    browser = house.as_("helene", language=language)
    paths = [DESK, f"{DESK}?q=rien", f"{DESK}/{first}", f"{DESK}/proposal?track=pole", PUBLICATION, "/calls/ptce", "/"]
    paths += [f"{PUBLICATION}/confirm"] if stage == "ready" else []
    paths += ["/calls/ptce/results", "/calls/ptce/method", "/poles", "/poles/dossier-rang1"] if stage == "after" else []

    faults = {path: faults_of(browser.get(path).text, SIGNS) for path in paths}

    assert faults == {path: [] for path in paths}
