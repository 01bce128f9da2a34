"""Whom applicants ask to keep away: said once, taken back, answered, and never told to reviewers."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.models import Concern, Conflict
from app.services import detection
from tests.houses import House
from tests.html_checks import faults_of
from tests.services.reviewing import acts, plain
from tests.web.kit import SIGNS
from tests.world import NOW

WHY = "Nous sommes en procès avec lui depuis mars."
ANSWER = "Nous en tiendrons compte dans la répartition."
DESK = "/organiser/calls/ptce/concerns"


def page_of(house: House, name: str = "admitted") -> str:
    return f"/applicant/dossiers/{house.world.dossiers[name]}/concerns"


def say(house: House, name: str = "admitted", who: str = "claire", **more: str) -> int:
    form = {"name": "Mazoyer Gerard", "reason": WHY, "key": "a-key-of-the-page", **more}
    return house.as_(who).post(page_of(house, name), data=form).status_code


def concern(house: House) -> Concern:
    with house.database.reading() as db:
        row: Concern = db.execute(select(Concern).order_by(col(Concern.id)).limit(1)).scalar_one()
        return row


def conflict(house: House, who: str = "gerard", name: str = "admitted") -> tuple[str, str] | None:
    with house.database.reading() as db:
        query = select(Conflict).where(
            col(Conflict.person_id) == house.world.people[who], col(Conflict.dossier_id) == house.world.dossiers[name]
        )
        row = db.execute(query).scalar_one_or_none()
        return (row.state, row.source) if row else None


def look(house: House) -> None:
    house.clock.move_to(NOW + 3 * detection.SOON)
    house.work()


def test_somebody_is_named_once_and_waits_for_an_answer(each_house: House) -> None:
    assert [say(each_house), say(each_house)] == [303, 303]

    page = each_house.as_("claire").get(page_of(each_house)).text

    assert page.count(WHY) == 1
    assert "L’équipe n’a pas encore répondu." in page
    assert faults_of(page, SIGNS) == []
    assert acts(each_house) == ["concern.said"]


def test_until_it_is_answered_whoever_bears_that_name_is_suspected(each_house: House) -> None:
    say(each_house)

    look(each_house)

    assert conflict(each_house) == ("suspected", "applicant")


def test_a_request_taken_back_leaves_nothing(house: House) -> None:
    say(house)
    look(house)

    house.as_("claire").post(f"{page_of(house)}/{concern(house).id}/remove")
    house.clock.move_to(NOW + 9 * detection.SOON)
    house.work()

    assert conflict(house) is None
    assert WHY not in house.as_("claire").get(page_of(house)).text


def test_an_organiser_follows_it_and_the_applicant_learns_no_more_than_the_answer(each_house: House) -> None:
    say(each_house)
    page = each_house.as_("helene").get(DESK).text
    assert "Gérard Mazoyer, de votre équipe, porte ce nom" in plain(page)
    assert faults_of(page, SIGNS) == []

    form = {"person": str(each_house.world.people["gerard"]), "answer": ANSWER}
    each_house.as_("helene").post(f"{DESK}/{concern(each_house).id}", data=form)
    each_house.work()

    assert conflict(each_house) == ("confirmed", "applicant")
    mine = each_house.as_("claire").get(page_of(each_house)).text
    assert ANSWER in mine
    assert "Gérard Mazoyer" not in mine
    (mail,) = [one for one in each_house.mailer.sent if "claire" in str(one["To"])]
    body = mail.get_body(("plain",))
    assert body is not None
    assert ANSWER in body.get_content()


def test_a_request_that_is_not_followed_is_answered_too(house: House) -> None:
    say(house)
    look(house)

    house.as_("helene").post(f"{DESK}/{concern(house).id}", data={"answer": ANSWER})
    house.clock.move_to(NOW + 9 * detection.SOON)
    house.work()

    assert conflict(house) is None
    assert ANSWER in house.as_("claire").get(page_of(house)).text


def test_two_organisers_answer_and_the_second_keeps_their_words(house: House) -> None:
    say(house)
    where = f"{DESK}/{concern(house).id}"
    house.as_("helene").post(where, data={"answer": ANSWER})

    late = house.as_("ada").post(where, data={"answer": "Une tout autre réponse."})

    assert late.status_code == 409
    assert "Une tout autre réponse." in late.text
    assert ANSWER in late.text


@pytest.mark.parametrize("who", ["claire", "edith"])
def test_those_who_write_may_name_somebody(house: House, who: str) -> None:
    assert say(house, who=who) == 303


@pytest.mark.parametrize(("who", "status"), [("remi", 403), ("simon", 403), ("yann", 404), ("helene", 404)])
def test_others_may_not(house: House, who: str, status: int) -> None:
    assert say(house, who=who) == status


@pytest.mark.parametrize("name", ["refused", "withdrawn"])
def test_nobody_is_named_once_it_changes_nothing(house: House, name: str) -> None:
    assert say(house, name) == 409
    assert "On ne peut plus nommer personne" in house.as_("claire").get(page_of(house, name)).text


def test_the_concern_of_a_draft_is_read_once_it_is_filed(house: House) -> None:
    say(house, "draft")

    assert WHY not in house.as_("helene").get(DESK).text
    assert (
        "L’équipe lira cette demande quand le dossier sera déposé."
        in house.as_("claire").get(page_of(house, "draft")).text
    )


def test_an_organiser_kept_away_reads_nothing_of_it(house: House) -> None:
    say(house)

    assert WHY not in house.as_("paul").get(DESK).text
    assert house.as_("paul").post(f"{DESK}/{concern(house).id}", data={"answer": ANSWER}).status_code == 404


def test_too_many_are_refused_and_what_was_typed_is_kept(house: House) -> None:
    for number in range(10):
        say(house, key=f"key-of-page-{number}")

    refused = house.as_("claire").post(page_of(house), data={"name": "Zoé Autre", "reason": WHY, "key": "one-more-key"})

    assert refused.status_code == 422
    assert "Zoé Autre" in refused.text
