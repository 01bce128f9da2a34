"""The pages of conflicts of interest: decided one by one or together, undone, looked for again."""

import re

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.models import Assignment, Conflict, Membership, Person
from app.services import detection
from tests.houses import House
from tests.html_checks import faults_of
from tests.query_counts import counted
from tests.services.reviewing import acts, plain
from tests.web.kit import SIGNS
from tests.world import NOW

BASE = "/organiser/calls/ptce/conflicts"
WHY = "C’est un homonyme, vérifié auprès des deux."


def suspect(house: House, *names: str, who: str = "gerard") -> list[str]:
    """Conflicts that wait for a decision, each found by an address."""
    ids = []
    with house.database.writing() as db:
        for name in names:
            row = Conflict(
                dossier_id=house.world.dossiers[name],
                person_id=house.world.people[who],
                state="suspected",
                source="detected",
                grounds=[{"kind": "email_domain", "domain": "alpes-coop.fr", "name": "Claire Ambrosi"}],
                created_at=NOW,
                created_by=house.world.people["helene"],
            )
            db.add(row)
            db.flush()
            ids.append(str(row.id))
    return ids


def states(house: House) -> list[str]:
    with house.database.reading() as db:
        query = select(col(Conflict.state)).where(col(Conflict.person_id) == house.world.people["gerard"])
        return list(db.execute(query.order_by(col(Conflict.id))).scalars())


def test_what_waits_is_listed_with_its_evidence_in_words(house: House) -> None:
    suspect(house, "admitted")

    page = house.as_("helene").get(BASE).text

    assert "Adresse en @alpes-coop.fr, comme Claire Ambrosi de ce dossier." in plain(page)
    assert "le lit en ce moment" in page
    assert faults_of(page, SIGNS) == []


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("show", ["todo", "standing", "dismissed", "all"])
def test_every_list_is_sound(house: House, show: str, language: str) -> None:
    suspect(house, "admitted", "decided")

    page = house.as_("helene", language=language).get(f"{BASE}?show={show}&lang={language}").text

    assert faults_of(page, SIGNS) == []


def test_a_tie_is_confirmed_then_undone(each_house: House) -> None:
    (tie,) = suspect(each_house, "admitted")
    browser, dossier = each_house.as_("helene"), each_house.world.dossiers["admitted"]

    browser.post(f"{BASE}/{tie}/confirm", data={"seen": "suspected", "note": "Confirmé au téléphone."})

    assert states(each_house) == ["confirmed"]
    assert each_house.as_("gerard").get(f"/reviewer/dossiers/{dossier}").status_code == 404
    page = plain(browser.get(f"{BASE}/{tie}").text)
    assert "Confirmé au téléphone." in page
    assert "Décidé par Hélène Vaugrenard" in page

    browser.post(f"{BASE}/{tie}/reopen", data={"seen": "confirmed"})

    assert states(each_house) == ["suspected"]
    assert acts(each_house) == ["conflict.confirmed", "conflict.reopened"]


def test_a_tie_is_dismissed_with_a_reason_and_undone(house: House) -> None:
    (tie,) = suspect(house, "admitted")
    browser = house.as_("helene")

    short = browser.post(f"{BASE}/{tie}/dismiss", data={"seen": "suspected", "reason": "non"})
    browser.post(f"{BASE}/{tie}/dismiss", data={"seen": "suspected", "reason": WHY})

    assert short.status_code == 422
    assert states(house) == ["dismissed"]
    assert WHY in plain(browser.get(f"{BASE}?show=dismissed").text)
    browser.post(f"{BASE}/{tie}/reopen", data={"seen": "dismissed"})
    assert states(house) == ["suspected"]


def test_of_two_who_decide_at_once_the_second_reads_what_the_first_decided(each_house: House) -> None:
    (tie,) = suspect(each_house, "admitted")
    each_house.as_("helene").post(f"{BASE}/{tie}/confirm", data={"seen": "suspected"})

    late = each_house.as_("ada").post(f"{BASE}/{tie}/dismiss", data={"seen": "suspected", "reason": WHY})

    assert late.status_code == 409
    assert "Quelqu’un vient d’en décider autrement." in late.text
    assert WHY in plain(late.text)
    assert states(each_house) == ["confirmed"]


def test_two_clicks_decide_once(house: House) -> None:
    (tie,) = suspect(house, "admitted")
    browser = house.as_("helene")

    for _ in range(2):
        assert browser.post(f"{BASE}/{tie}/confirm", data={"seen": "suspected"}).status_code == 303

    assert acts(house) == ["conflict.confirmed"]


def test_several_are_decided_together_and_what_was_decided_stays(each_house: House) -> None:
    first, second = suspect(each_house, "admitted", "decided")
    browser = each_house.as_("helene")
    browser.post(f"{BASE}/{first}/confirm", data={"seen": "suspected"})

    answer = browser.post(f"{BASE}/decide", data={"act": "dismiss", "chosen": [first, second], "reason": WHY})

    assert answer.status_code == 303
    assert states(each_house) == ["confirmed", "dismissed"]
    told = plain(browser.get(BASE).text)
    assert "1 lien écarté." in told
    assert "1 lien n’a pas changé" in told


@pytest.mark.parametrize("form", [{"act": "dismiss", "reason": "non"}, {"act": "dismiss"}, {"act": "burn"}])
def test_a_decision_that_lacks_something_keeps_what_was_ticked(house: House, form: dict[str, str]) -> None:
    (tie,) = suspect(house, "admitted")

    refused = house.as_("helene").post(f"{BASE}/decide", data={**form, "chosen": [tie]})

    assert refused.status_code == 422
    assert re.search(rf'value="{tie}"[^>]* checked', refused.text)
    assert states(house) == ["suspected"]


def test_nobody_decides_of_their_own_tie(house: House) -> None:
    (tie,) = suspect(house, "decided", who="helene")
    browser = house.as_("helene")

    assert "Ce lien vous concerne" in browser.get(f"{BASE}/{tie}").text
    assert browser.post(f"{BASE}/{tie}/dismiss", data={"reason": WHY}).status_code == 403
    assert browser.post(f"{BASE}/decide", data={"act": "confirm", "chosen": [tie]}).status_code == 303
    with house.database.reading() as db:
        query = select(col(Conflict.state)).where(col(Conflict.person_id) == house.world.people["helene"])
        assert db.execute(query).scalar_one() == "suspected"


def test_an_organiser_who_is_kept_away_sees_and_counts_nothing_of_the_dossier(house: House) -> None:
    (tie,) = suspect(house, "admitted")

    page = house.as_("paul").get(f"{BASE}?show=all").text

    assert "Dossier admitted" not in page
    assert "0 à décider" in plain(page)
    assert house.as_("paul").get(f"{BASE}/{tie}").status_code == 404
    assert house.as_("paul").post(f"{BASE}/decide", data={"act": "confirm", "chosen": [tie]}).status_code == 303
    assert states(house) == ["suspected"]


def test_ties_are_looked_for_from_the_page(house: House) -> None:
    with house.database.writing() as db:
        for who in ("gerard", "claire"):
            person = db.get_one(Person, house.world.people[who])
            person.email = f"{who}@alpes-coop.fr"
            db.add(person)
    browser = house.as_("helene")

    browser.post(f"{BASE}/look", data={"key": "a-key-of-the-page"})
    waiting = browser.get(BASE).text
    house.work()

    assert "Les liens sont en cours de recherche" in waiting
    assert set(states(house)) == {"suspected"}


def test_what_is_looked_for_is_chosen_and_looked_for_again(house: House) -> None:
    browser = house.as_("helene")
    version = re.search(r'name="version" value="(\d+)"', browser.get(BASE).text)
    assert version is not None
    suspect(house, "admitted")

    browser.post(f"{BASE}/detection", data={"version": version[1], "names": "yes"})
    house.work()

    assert states(house) == []
    page = browser.get(BASE).text
    assert re.search(r'name="names" value="yes" checked', page)
    assert not re.search(r'name="email_domain" value="yes" checked', page)


def test_a_list_costs_the_same_with_one_row_and_three(house: House) -> None:
    browser = house.as_("helene")
    suspect(house, "admitted")
    with counted(house.database) as one:
        browser.get(BASE)
    suspect(house, "decided")
    suspect(house, "filed", who="malik")

    with counted(house.database) as three:
        browser.get(BASE)

    assert len(one) == len(three)


def test_a_watch_notices_people_who_change_their_ties(house: House) -> None:
    with house.database.writing() as db:
        for call, key in detection.owed(db):
            detection.pay(db, call, key, now=NOW)
    with house.database.reading() as db:
        assert detection.owed(db) == []

    with house.database.writing() as db:
        row = db.execute(
            select(Membership).where(col(Membership.person_id) == house.world.people["gerard"])
        ).scalar_one()
        row.ties = [{"name": "La Coop", "identifier": "732829320"}]
        db.add(row)

    with house.database.reading() as db:
        assert [call for call, _ in detection.owed(db)] == [house.world.calls["ptce"]]


def test_a_reading_taken_back_by_a_tie_is_not_given_back_by_undoing(house: House) -> None:
    (tie,) = suspect(house, "admitted")
    browser = house.as_("helene")
    browser.post(f"{BASE}/{tie}/confirm", data={"seen": "suspected"})

    browser.post(f"{BASE}/{tie}/reopen", data={"seen": "confirmed"})

    with house.database.reading() as db:
        assert db.get_one(Assignment, house.world.assignments["admitted.gerard"]).state == "withdrawn"
