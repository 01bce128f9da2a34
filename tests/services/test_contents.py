"""What is read of a dossier's answers: each value of the very type it was kept as, and no more than a page needs."""

import json
from typing import Any
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.form_plans import parse_form_plan
from app.models import Answer, Dossier
from app.queries.dossiers import content_around, content_of
from app.queries.forms import plan_of
from tests.conditional import install
from tests.desk import Desk
from tests.houses import House
from tests.query_counts import counted
from tests.samples import pdf
from tests.world import NOW, add_dossier

KINDS: dict[str, JsonValue] = {
    "nothing": None,
    "yes": True,
    "no": False,
    "zero": 0,
    "whole": 12,
    "great": 9_007_199_254_740_993,
    "part": 0.1 + 0.2,
    "thin": 12.5,
    "text": 'Sé « ch » "oir" \\ \n 12',
    "figures": "12",
    "word": "null",
    "sign": "𝔞\u2028",
    "list": ["a", 1, 1.5, None, True],
    "grid": {"rent": {"2012": 5.25}},
    "empty": "",
}


def _keep(house: House, values: dict[str, JsonValue]) -> UUID:
    with house.database.writing() as db:
        dossier = add_dossier(db, house.world, "kinds").id
        for key, value in values.items():
            at: dict[str, Any] = {"updated_at": NOW, "updated_by": house.world.people["claire"]}
            db.add(Answer(dossier_id=dossier, question_key=key, value=value, **at))
    return dossier


def _one_by_one(db: Session, dossier: UUID) -> dict[str, JsonValue]:
    query = select(col(Answer.question_key), col(Answer.value)).where(col(Answer.dossier_id) == dossier)
    return {row[0]: row[1] for row in db.execute(query)}


def test_every_value_is_read_as_it_was_kept(each_house: House) -> None:
    dossier = _keep(each_house, KINDS)

    with each_house.database.reading() as db:
        nothing = parse_form_plan({"sections": []})
        found = content_of(db, db.get_one(Dossier, dossier), nothing).values
        alone = _one_by_one(db, dossier)

    assert {key: (type(value), value) for key, value in found.items()} == {
        key: (type(value), value) for key, value in alone.items()
    }
    assert json.dumps({key: found[key] for key in KINDS}) == json.dumps(KINDS)


def test_a_section_reads_its_answers_and_those_that_decide(each_house: House) -> None:
    install(each_house)
    desk = Desk(each_house)
    dossier = desk.start()
    desk.save(dossier, "kind", {"title": "Le séchoir", "state": "existing", "since": 2005})
    desk.save(dossier, "history", {"history": "Tout a commencé ainsi."})
    desk.attach(dossier, pdf(), question="report")

    with each_house.database.reading() as db:
        row = db.get_one(Dossier, dossier)
        plan = plan_of(db, row.form_version_id)
        with counted(each_house.database) as sent:
            found = {section.key: content_around(db, row, plan, section) for section in plan.sections}
        whole = content_of(db, row, plan)

    assert {key: set(content.values) for key, content in found.items()} == {
        "kind": {"title", "state", "since", "report"},
        "history": {"state", "since", "history"},
        "later": {"state", "since", "statutes"},
    }
    assert {key: value for content in found.values() for key, value in content.values.items()} == whole.values
    assert [len(content.files) for content in found.values()] == [1, 0, 1]
    assert (len(sent), [content.members for content in found.values()]) == (5, [[], [], []])


def test_members_are_read_where_the_form_asks_for_them(each_house: House) -> None:
    with each_house.database.reading() as db:
        row = db.get_one(Dossier, each_house.world.dossiers["draft"])
        plan = plan_of(db, row.form_version_id)
        whole = content_of(db, row, plan)

        found = [content_around(db, row, plan, section).members for section in plan.sections]

    assert whole.members
    assert found == [whole.members] * len(plan.sections)
