"""What answers do not make asked: neither demanded, nor counted, nor filed, and still there when it is asked again."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from app.domain.errors import WrongState
from app.models import Answer, DossierSection, Revision
from app.queries.asked import reading
from tests.conditional import install
from tests.desk import Desk
from tests.houses import House
from tests.query_counts import counted
from tests.samples import pdf


def _frozen(house: House, dossier: object) -> dict[str, object]:
    with house.database.reading() as db:
        query = select(col(Revision.content)).where(col(Revision.dossier_id) == dossier)
        return dict(db.execute(query.order_by(col(Revision.number).desc()).limit(1)).scalar_one())


def _kept(house: House, dossier: object) -> dict[str, object]:
    with house.database.reading() as db:
        rows = db.execute(select(col(Answer.question_key), col(Answer.value)).where(col(Answer.dossier_id) == dossier))
        return {row[0]: row[1] for row in rows}


def test_a_question_is_demanded_from_the_moment_it_is_asked(each_house: House) -> None:
    install(each_house)
    desk = Desk(each_house)
    dossier = desk.start()

    desk.save(dossier, "kind", {"title": "Le séchoir", "state": "new"})
    new = (desk.row(dossier).missing, desk.row(dossier).complete)
    desk.save(dossier, "kind", {"state": "existing"}, version=1)

    assert new == (0, 100)
    assert (desk.row(dossier).missing, desk.row(dossier).complete) == (2, 50)


def test_an_answer_waits_while_it_is_not_asked_and_comes_back(each_house: House) -> None:
    install(each_house)
    desk = Desk(each_house)
    dossier = desk.start()
    desk.save(dossier, "kind", {"title": "Le séchoir", "state": "existing", "since": 2005})
    desk.save(dossier, "history", {"history": "Tout a commencé ainsi."})
    desk.attach(dossier, pdf(), question="report")

    desk.save(dossier, "kind", {"state": "new"}, version=1)
    with each_house.database.reading() as db:
        plan, hidden = reading(db, desk.row(dossier))
    desk.save(dossier, "kind", {"state": "existing"}, version=2)
    with each_house.database.reading() as db:
        _, shown = reading(db, desk.row(dossier))

    assert [section.key for section in plan.sections] == ["kind", "later"]
    assert hidden.values == {"title": "Le séchoir", "state": "new", "statutes": []}
    assert (hidden.files, len(shown.files)) == ([], 1)
    assert (shown.values["since"], shown.values["history"]) == (2005, "Tout a commencé ainsi.")


def test_only_what_is_asked_is_filed_and_the_draft_keeps_the_rest(each_house: House) -> None:
    install(each_house)
    desk = Desk(each_house)
    dossier = desk.start()
    desk.save(dossier, "kind", {"title": "Le séchoir", "state": "existing", "since": 2005})
    desk.save(dossier, "history", {"history": "Une histoire."})
    desk.attach(dossier, pdf(), name="bilan.pdf", question="report")
    desk.attach(dossier, pdf(), name="statuts.pdf", question="statutes")
    desk.save(dossier, "kind", {"state": "new"}, version=1)

    desk.submit(dossier)

    frozen = _frozen(each_house, dossier)
    assert frozen["answers"] == {"title": "Le séchoir", "state": "new"}
    assert [file["name"] for file in frozen["files"]] == ["statuts.pdf"]  # type: ignore[attr-defined]
    assert _kept(each_house, dossier)["history"] == "Une histoire."


def test_a_wrong_answer_to_what_is_not_asked_keeps_nobody_from_filing(house: House) -> None:
    install(house)
    desk = Desk(house)
    dossier = desk.start()
    desk.save(dossier, "kind", {"title": "Le séchoir", "state": "existing", "since": "jadis"})

    with pytest.raises(WrongState, match="incomplete"):
        desk.submit(dossier)
    desk.save(dossier, "kind", {"state": "new"}, version=1)
    desk.submit(dossier)

    assert desk.row(dossier).state == "filed"


def test_a_section_that_asks_nothing_counts_nothing(house: House) -> None:
    install(house)
    desk = Desk(house)
    dossier = desk.start()
    desk.save(dossier, "kind", {"title": "Le séchoir", "state": "existing"})
    desk.save(dossier, "history", {"history": "Une histoire."})

    desk.save(dossier, "kind", {"state": "new"}, version=1)

    with house.database.reading() as db:
        query = select(DossierSection).where(col(DossierSection.dossier_id) == dossier)
        counts = {row.section_key: (row.missing, row.problems, row.answered) for row in db.execute(query).scalars()}
    assert counts == {"kind": (0, 0, 2), "history": (0, 0, 0), "later": (0, 0, 0)}


def test_conditions_cost_no_query(house: House) -> None:
    desk = Desk(house)
    plain = desk.start()
    install(house)
    conditional = desk.start()

    counts = []
    for dossier in (plain, conditional):
        with house.database.reading() as db:
            row = desk.row(dossier)
            reading(db, row)
            with counted(house.database) as sent:
                reading(db, row)
            counts.append(len(sent))

    assert counts == [3, 3]
