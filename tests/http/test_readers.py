"""What reviewers may not read is nowhere on their side: pages, answers by program, files. Marked values tell."""

from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.models import Answer, Assignment, Dossier, StoredFile
from tests.conditional import PLAN, add_version
from tests.desk import Desk
from tests.houses import House
from tests.http.api.programs import program
from tests.samples import pdf
from tests.world import NOW

MARK = "Marque-secrète"


@pytest.fixture
def read(each_house: House) -> tuple[UUID, UUID, UUID]:
    """A dossier that gerard reads, a file he may read, and one he may not."""
    house = each_house
    with house.database.writing() as db:
        add_version(db, house.world.tracks["pole"], PLAN)
    desk = Desk(house)
    dossier = desk.start()
    desk.save(dossier, "kind", {"title": "Le séchoir", "state": "existing", "since": 2005})
    desk.save(dossier, "history", {"history": "Une histoire."})
    desk.save(dossier, "later", {"secret": MARK, "account": "Compte"})
    shown = desk.attach(dossier, pdf(), name="bilan.pdf", question="report")
    kept = desk.attach(dossier, pdf(), name=f"{MARK}.pdf", question="statutes")
    desk.submit(dossier)
    with house.database.writing() as db:
        db.get_one(Dossier, dossier).state = "admitted"
        helene, gerard = house.world.people["helene"], house.world.people["gerard"]
        db.add(Assignment(dossier_id=dossier, reviewer_id=gerard, created_at=NOW, created_by=helene))
    return dossier, shown, kept


def test_a_reviewer_reads_only_what_is_for_reviewers(each_house: House, read: tuple[UUID, UUID, UUID]) -> None:
    dossier, shown, kept = read
    gerard = each_house.as_("gerard")

    page = gerard.get(f"/reviewer/dossiers/{dossier}").text

    assert "Une histoire." in page
    assert "bilan.pdf" in page
    assert (MARK in page, "Confidentiel" in page) == (False, False)
    assert gerard.get(f"/reviewer/dossiers/{dossier}/files/{shown}").status_code == 200
    assert gerard.get(f"/reviewer/dossiers/{dossier}/files/{kept}").status_code == 404


def test_a_reviewers_program_reads_no_more(each_house: House, read: tuple[UUID, UUID, UUID]) -> None:
    dossier, shown, kept = read
    gerard = program(each_house, "gerard")
    doors = ("", "/answers", "/sections/kind", "/sections/later", "/files", "/members", "/composition")

    answers = [gerard.get(f"/dossiers/{dossier}{door}") for door in doors]

    assert [answer.status_code for answer in answers] == [200] * len(doors)
    assert [MARK in answer.text or "secret" in answer.text for answer in answers] == [False] * len(doors)
    assert [file["id"] for file in answers[4].json()["items"]] == [str(shown)]
    assert gerard.get(f"/dossiers/{dossier}/files/{shown}").status_code == 200
    assert gerard.get(f"/dossiers/{dossier}/files/{kept}").status_code == 404


def test_organisers_and_the_owner_read_everything(each_house: House, read: tuple[UUID, UUID, UUID]) -> None:
    dossier, _, kept = read

    helene = each_house.as_("helene").get(f"/organiser/calls/ptce/dossiers/{dossier}").text
    claire = program(each_house, "claire").get(f"/dossiers/{dossier}/answers").text

    assert (MARK in helene, MARK in claire) == (True, True)
    assert each_house.as_("helene").get(f"/organiser/calls/ptce/dossiers/{dossier}/files/{kept}").status_code == 200


def test_what_is_no_longer_asked_is_read_by_nobody(each_house: House, read: tuple[UUID, UUID, UUID]) -> None:
    dossier, shown, _ = read
    with each_house.database.writing() as db:
        query = select(Answer).where(col(Answer.dossier_id) == dossier, col(Answer.question_key) == "state")
        db.execute(query).scalar_one().value = "new"
        name = db.execute(select(col(StoredFile.name)).where(col(StoredFile.id) == shown)).scalar_one()

    pages = {
        "gerard": f"/reviewer/dossiers/{dossier}",
        "helene": f"/organiser/calls/ptce/dossiers/{dossier}",
        "claire": f"/applicant/dossiers/{dossier}/read",
    }
    for who, address in pages.items():
        html = each_house.as_(who).get(address).text
        assert ("Une histoire." in html, name in html) == (False, False)
    for who in ("gerard", "helene"):
        assert each_house.as_(who).get(f"{pages[who]}/files/{shown}").status_code == 404
        assert "Une histoire." not in program(each_house, who).get(f"/dossiers/{dossier}/answers").text
    assert each_house.as_("claire").get(f"/applicant/dossiers/{dossier}/files/{shown}").status_code == 200
