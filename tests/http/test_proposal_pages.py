"""The pages of proposals: looked at with reasons, changed by hand with what it costs, compared, named, dropped."""

import re

import pytest
from starlette.testclient import TestClient

from app.models import Job
from app.services import proposals
from tests.assigning import add_reviewer, call_of, fill, membership_of
from tests.houses import House
from tests.html_checks import faults_of
from tests.query_counts import counted
from tests.services.reviewing import actor, acts, plain
from tests.services.test_proposal_edits import pairs, request
from tests.web.kit import SIGNS
from tests.world import NOW, add_dossier

ROOM = "/organiser/calls/ptce/assignments"
PLANS = f"{ROOM}/proposals"


@pytest.fixture
def planned(house: House) -> House:
    """A house with twelve dossiers more, eight reviewers more, and a proposal that waits."""
    with house.database.writing() as db:
        fill(db, house.world, dossiers=12, reviewers=8)
    request(house)
    return house


def page(house: House, path: str, who: str = "helene") -> str:
    answer = house.as_(who).get(path)
    assert answer.status_code == 200
    return plain(answer.text)


def proposed(house: House, name: str = "n003") -> str:
    """The address of one dossier in the first proposal."""
    return f"{PLANS}/1/dossiers/{house.world.dossiers[name]}"


def readers(house: House, name: str, number: int = 1) -> list[str]:
    return sorted(who for dossier, who in pairs(house, number) if dossier == name)


def person(house: House, who: str) -> str:
    return str(house.world.people[who])


def others(house: House, name: str) -> list[str]:
    return [who for who in (f"r{n:02}" for n in range(8)) if who not in readers(house, name)]


def replace(browser: TestClient, house: House, version: int, name: str = "n003") -> tuple[str, str, int]:
    out, into = readers(house, name)[0], others(house, name)[0]
    fields = {"version": str(version), "out": person(house, out), "into": person(house, into)}
    return out, into, browser.post(proposed(house, name), data=fields).status_code


def test_a_proposal_says_who_why_and_how_well(planned: House) -> None:
    shown = page(planned, f"{PLANS}/1")

    assert "lectures proposées" in shown
    assert "Par dossier, les moins bien servis d’abord" in shown
    assert "même territoire" in shown
    assert re.search(r"Le dossier le moins bien servi a \d+ % d’adéquation par lecture", shown)


def test_the_worst_served_dossier_comes_first(planned: House) -> None:
    shown = page(planned, f"{PLANS}/1").split('id="by-dossier"')[1].split('id="by-reader"')[0]

    values = [int(value) for value in re.findall(r'<td class="num">(\d+) %', shown)]
    assert len(values) == 14
    assert values == sorted(values)


def test_each_change_says_what_it_costs_before_it_is_made(planned: House) -> None:
    out = readers(planned, "n003")[0]

    shown = page(planned, f"{proposed(planned)}?out={person(planned, out)}")

    assert "Sans cette lecture" in shown
    assert "il manquera" in shown
    assert "Qui à la place de" in shown
    assert re.search(r"Ce dossier : \d+ % → <b>\d+ %</b>", shown)


def test_a_reader_is_replaced_and_the_change_is_undone(planned: House) -> None:
    browser, before = planned.as_("helene"), readers(planned, "n003")

    out, into, status = replace(browser, planned, 1)
    assert (status, out in readers(planned, "n003"), into in readers(planned, "n003")) == (303, False, True)
    assert "à la main" in page(planned, f"{PLANS}/1")
    browser.post(f"{PLANS}/1/undo", data={"version": "2"})

    assert readers(planned, "n003") == before
    assert acts(planned) == ["proposal.requested", "proposal.changed", "proposal.change_undone"]


def test_a_page_that_is_no_longer_true_is_shown_again_and_nothing_is_done(planned: House) -> None:
    browser = planned.as_("helene")
    replace(browser, planned, 1)
    before = pairs(planned)

    answers = [
        browser.post(proposed(planned), data={"version": "1", "out": person(planned, readers(planned, "n003")[0])}),
        browser.post(f"{PLANS}/1/publish", data={"version": "1"}),
        browser.post(f"{PLANS}/1/undo", data={"version": "1"}),
        browser.post(f"{PLANS}/1/drop", data={"version": "1"}),
        browser.post(f"{PLANS}/1/name", data={"version": "1", "name": "Autre"}),
    ]

    assert [answer.status_code for answer in answers] == [409] * 5
    assert all("a changé entre-temps" in plain(answer.text) for answer in answers)
    assert pairs(planned) == before


def test_an_exchange_leaves_every_load_as_it_is(planned: House) -> None:
    def loads() -> dict[str, int]:
        return {who: sum(1 for _, one in pairs(planned) if one == who) for who in planned.world.people}

    browser, before = planned.as_("helene"), loads()
    with planned.database.writing() as db:
        for who, load in before.items():
            if load and who.startswith("r"):
                membership_of(db, planned.world, planned.world.people[who]).capacity = load
    out = next(who for who in readers(planned, "n003") if who.startswith("r"))
    form = browser.get(f"{proposed(planned)}?out={person(planned, out)}").text.split('name="swap" value="')
    assert len(form) > 1
    into = form[0].rsplit('name="into" value="', 1)[1].split('"')[0]

    fields = {"version": "1", "out": person(planned, out), "into": into, "swap": form[1].split('"')[0]}
    assert browser.post(proposed(planned), data=fields).status_code == 303

    assert loads() == before
    assert out not in readers(planned, "n003")


def test_proposals_are_named_compared_set_aside_and_taken_up(planned: House) -> None:
    browser = planned.as_("helene")
    request(planned, "another-one")
    replace(browser, planned, 1)

    browser.post(f"{PLANS}/2/name", data={"version": "1", "name": "Sans les mains"})
    compared = page(planned, f"{PLANS}/compare?one=1&other=2")
    browser.post(f"{PLANS}/2/drop", data={"version": "2"})
    dropped = page(planned, PLANS)
    browser.post(f"{PLANS}/2/take-up")

    assert "Sans les mains" in compared
    assert "2 ne se trouvent que d’un côté" in compared
    assert "Mise de côté" in dropped
    assert "Mise de côté" not in page(planned, PLANS).replace("Mettre de côté", "")


def test_two_proposals_that_say_the_same_are_said_to(planned: House) -> None:
    request(planned, "another-one")

    assert "Les deux proposent la même chose" in page(planned, f"{PLANS}/compare?one=1&other=2")


def test_an_organiser_in_conflict_finds_no_trace_of_the_dossier_in_any_page(planned: House) -> None:
    request(planned, "another-one")
    paths = (
        ROOM,
        PLANS,
        f"{PLANS}/1",
        f"{PLANS}/compare?one=1&other=2",
        f"{ROOM}/reviewers/{person(planned, 'gerard')}",
    )

    assert not [path for path in paths if "Dossier admitted" in page(planned, path, "paul")]
    assert planned.as_("paul").get(proposed(planned, "admitted")).status_code == 404


def test_what_lacks_comes_with_what_would_be_enough_and_is_done_in_one_click(house: House) -> None:
    with house.database.writing() as db:
        for number in range(4):
            add_dossier(db, house.world, f"more{number}", state="admitted")
        for number in range(2):
            add_reviewer(db, house.world, f"r{number}", f"Lectrice {number}", capacity=3)
        membership_of(db, house.world, house.world.people["francoise"]).capacity = 4
        membership_of(db, house.world, house.world.people["gerard"]).capacity = 4
        membership_of(db, house.world, house.world.people["malik"]).capacity = 2
    request(house)
    browser, shown = house.as_("helene"), page(house, f"{PLANS}/1")
    assert "Ce qui suffirait" in shown
    assert "Trouver 1 évaluateur de plus" in shown
    assert "Relever une capacité" in shown

    done = [browser.post(f"{PLANS}/1/capacity", data={"key": "one-or-two-clicks"}) for _ in range(2)]
    house.work()

    assert [answer.headers["location"] for answer in done] == [f"{PLANS}/2"] * 2
    assert "Ce qui suffirait" not in page(house, f"{PLANS}/2")


def test_a_proposal_that_could_not_be_computed_says_so(house: House) -> None:
    with house.database.writing() as db:
        made = proposals.request(
            db, call_of(db, house.world), key="will-fail", actor=actor(db, house, "helene"), now=NOW
        )
        job = db.get_one(Job, made.id)
        job.failed_at = NOW
        db.add(job)

    assert "n’a pas pu être calculée" in page(house, f"{PLANS}/1")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_of_a_proposal_is_sound(planned: House, language: str) -> None:
    out = readers(planned, "n003")[0]
    replace(planned.as_("helene"), planned, 1, "n004")
    request(planned, "another-one")
    paths = [
        f"{PLANS}/1",
        f"{PLANS}/1?q=alsace",
        proposed(planned),
        f"{proposed(planned)}?out={person(planned, out)}",
        f"{PLANS}/compare?one=1&other=2",
        PLANS,
        f"{ROOM}/reviewers",
        f"{ROOM}/reviewers/{person(planned, 'r03')}",
        f"{ROOM}/{planned.world.dossiers['n003']}",
    ]
    browser = planned.as_("helene", language=language)

    assert {path: faults_of(browser.get(f"{path}").text, SIGNS) for path in paths} == {path: [] for path in paths}


@pytest.mark.parametrize("path", [f"{PLANS}/1", PLANS, f"{ROOM}/reviewers", ROOM])
def test_one_or_many_dossiers_cost_the_same_queries(each_house: House, path: str) -> None:
    browser = each_house.as_("helene")
    request(each_house)
    browser.get(path)
    with counted(each_house.database) as few:
        browser.get(path)
    with each_house.database.writing() as db:
        fill(db, each_house.world, dossiers=60, reviewers=9)

    with counted(each_house.database) as many:
        browser.get(path)

    assert len(many) == len(few)
