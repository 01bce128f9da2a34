"""Checking, filing once, the receipt anybody can check, and taking back."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from app.models import Notice, Revision
from tests.desk import Desk
from tests.houses import House
from tests.html_checks import faults_of as faults
from tests.world import AFTER

SIGNED = {"exact": "yes", "informed": "yes"}


def _path(dossier: UUID, rest: str) -> str:
    return f"/applicant/dossiers/{dossier}/{rest}"


def test_the_check_links_each_problem_to_its_field(house: House) -> None:
    dossier = Desk(house).start()
    Desk(house).save(dossier, "bearer", {"bearer_email": "pas une adresse"})

    page = house.as_("claire").get(_path(dossier, "check")).text

    assert f'href="{_path(dossier, "sections/bearer")}#q-bearer_email"' in page
    assert f'href="{_path(dossier, "sections/project")}#q-summary"' in page
    assert "3 réponses à reprendre avant de déposer" in page
    assert "Déposer le dossier" not in page
    assert faults(page) == []


def test_filing_leads_to_a_receipt_whose_code_anybody_can_check(each_house: House) -> None:
    dossier = Desk(each_house).whole()
    client = each_house.as_("claire")
    assert "Déposer le dossier" in client.get(_path(dossier, "check")).text

    filed = client.post(_path(dossier, "submit"), data=SIGNED)

    assert filed.headers["location"] == _path(dossier, "receipt")
    receipt = client.get(filed.headers["location"]).text
    assert faults(receipt) == []
    assert "jeudi 20 octobre 2011 à 12\u00a0h\u00a000\u00a0min\u00a000\u00a0s, heure de Paris" in receipt
    with each_house.database.reading() as db:
        revision = db.execute(select(Revision).where(col(Revision.dossier_id) == dossier)).scalar_one()
    public = each_house.as_().get(f"/receipts/{revision.receipt_code.lower().replace('-', '')}").text
    assert faults(public) == []
    assert Desk(each_house).row(dossier).reference in public  # type: ignore[operator]
    for secret in ("Claire", "Ambrosi", "Séchoir", "séchoir"):
        assert secret not in public


def test_a_box_that_is_not_ticked_keeps_the_dossier_unfiled(house: House) -> None:
    dossier = Desk(house).whole()

    answer = house.as_("claire").post(_path(dossier, "submit"), data={"informed": "yes"})

    assert answer.status_code == 422
    assert '<a href="#exact">Cochez cette case pour déposer.</a>' in answer.text
    assert Desk(house).row(dossier).state == "draft"


def test_an_incomplete_dossier_and_a_closed_call_say_what_is_the_matter(house: House) -> None:
    incomplete, late = Desk(house).start(), Desk(house).whole()
    client = house.as_("claire")

    refused = client.post(_path(incomplete, "submit"), data=SIGNED)
    house.clock.move_to(AFTER)
    closed = client.post(_path(late, "submit"), data=SIGNED)

    assert (refused.status_code, closed.status_code) == (409, 409)
    assert "Il manque encore des réponses" in refused.text
    assert "L’appel est clos depuis" in closed.text


def test_six_clicks_at_once_file_once_and_all_lead_to_the_receipt(each_house: House) -> None:
    dossier = Desk(each_house).whole()
    with each_house.as_("claire") as client, ThreadPoolExecutor(6) as crowd:
        answers = list(crowd.map(lambda _: client.post(_path(dossier, "submit"), data=SIGNED), range(6)))

    assert {answer.headers.get("location") for answer in answers} == {_path(dossier, "receipt")}
    with each_house.database.reading() as db:
        posted = select(func.count()).where(col(Notice.dossier_id) == dossier)
        assert db.execute(posted).scalar_one() == 1
        assert db.execute(select(func.count()).where(col(Revision.dossier_id) == dossier)).scalar_one() == 1


def test_a_filed_dossier_is_read_not_changed(house: House) -> None:
    dossier = Desk(house).whole()
    Desk(house).submit(dossier)
    client = house.as_("claire")

    late = client.post(
        _path(dossier, "sections/project"), data={"version": "1", "asked": "summary", "q-summary": "Après."}
    )

    assert client.get(_path(dossier, "sections/project")).headers["location"] == f"/applicant/dossiers/{dossier}"
    assert client.get(_path(dossier, "check")).headers["location"] == f"/applicant/dossiers/{dossier}"
    assert "Un séchoir partagé entre scieries." in client.get(_path(dossier, "read")).text
    assert (late.status_code, "Après." in late.text) == (409, True)


def test_withdrawing_asks_first_then_says_it_by_mail(house: House) -> None:
    dossier = Desk(house).whole()
    Desk(house).submit(dossier)
    client = house.as_("claire")
    assert faults(client.get(_path(dossier, "withdraw")).text) == []

    answer = client.post(_path(dossier, "withdraw"))
    house.work()

    assert answer.status_code == 303
    assert Desk(house).row(dossier).state == "withdrawn"
    assert str(house.mailer.sent[-1]["Subject"]).startswith("Votre dossier est retiré")
    assert client.get(_path(dossier, "withdraw")).status_code == 409


def test_a_draft_that_is_given_up_leaves_the_list(house: House) -> None:
    dossier = Desk(house, "yann").start()
    client = house.as_("yann")
    assert faults(client.get(_path(dossier, "discard")).text) == []

    client.post(_path(dossier, "discard"))

    assert str(dossier) not in client.get("/applicant").text
    assert client.get(f"/applicant/dossiers/{dossier}").status_code == 200
    assert client.get(_path(dossier, "receipt")).status_code == 409


@pytest.mark.parametrize(("code", "status"), [("mal recopié", 422), ("AAAA-AAAA-AAAA-AAAA", 422)])
def test_a_code_that_is_none_says_so(house: House, code: str, status: int) -> None:
    page = house.as_().get("/receipts", params={"code": code})

    assert page.status_code == status
    assert faults(page.text) == []
    assert house.as_().get(f"/receipts/{code}").status_code == 404
