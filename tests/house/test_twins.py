"""The twin test: what the lists show in SQL is exactly what can() allows, for everyone and every state."""

import pytest
from sqlalchemy import ColumnElement, select
from sqlmodel import Session, col

from app.domain.errors import DomainError
from app.domain.permissions import Action, can
from app.domain.roles import Actor
from app.domain.workflow import TRANSITIONS, open_doors, walk
from app.models import Dossier, Person
from app.queries.people import actor_of
from app.queries.visibility import facts_of, listed_to, visible_to
from tests.houses import House
from tests.world import AFTER, CLOSES, NOW, OPENS, PEOPLE, add_dossier

INSTANTS = (OPENS, NOW, CLOSES, AFTER)


def _actors(db: Session, house: House) -> dict[str, Actor]:
    found = {who: actor_of(db, db.get_one(Person, house.world.people[who])) for who in PEOPLE}
    for who in ("helene", "ada", "claire", "gerard"):
        person = db.get_one(Person, house.world.people[who])
        found[f"{who} by a token of the other call"] = actor_of(db, person, only_call=house.world.calls["autre"])
        found[f"{who} by a token of this call"] = actor_of(db, person, only_call=house.world.calls["ptce"])
    return found


def _more_dossiers(house: House) -> None:
    """Every state once more, assigned to everybody, so that something could leak."""
    from app.models import Assignment

    with house.database.writing() as db:
        for state in ("draft", "filed", "to_correct", "admitted", "refused", "withdrawn"):
            dossier = add_dossier(db, house.world, f"given_{state}", state=state, owner="yann")
            for who in ("gerard", "francoise", "helene", "yann"):
                row = Assignment(
                    dossier_id=dossier.id,
                    reviewer_id=house.world.people[who],
                    created_at=NOW,
                    created_by=house.world.people["helene"],
                )
                db.add(row)


def _twins(action: Action, condition: object, house: House) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    listed: dict[str, set[str]] = {}
    allowed: dict[str, set[str]] = {}
    with house.database.reading() as db:
        dossiers = list(db.execute(select(Dossier)).scalars())
        for who, actor in _actors(db, house).items():
            where: ColumnElement[bool] = condition(actor)  # type: ignore[operator]
            listed[who] = set(db.execute(select(col(Dossier.title)).where(where)).scalars())
            allowed[who] = {d.title for d in dossiers if can(action, facts_of(db, d, actor, NOW))}
    return listed, allowed


@pytest.mark.parametrize(("action", "condition"), [("view", visible_to), ("list", listed_to)])
def test_the_lists_show_exactly_what_is_allowed(each_house: House, action: Action, condition: object) -> None:
    _more_dossiers(each_house)

    listed, allowed = _twins(action, condition, each_house)

    assert listed == allowed
    assert len({frozenset(titles) for titles in allowed.values()}) > 5


@pytest.mark.parametrize("who", PEOPLE)
def test_the_doors_shown_are_exactly_the_doors_that_open(house: House, who: str) -> None:
    _more_dossiers(house)
    with house.database.reading() as db:
        actor = actor_of(db, db.get_one(Person, house.world.people[who]))
        for dossier in db.execute(select(Dossier)).scalars():
            for now in INSTANTS:
                facts = facts_of(db, dossier, actor, now)
                opening = []
                for door in TRANSITIONS:
                    try:
                        walk(door.name, facts)
                    except DomainError:
                        continue
                    opening.append(door.name)

                assert open_doors(facts) == tuple(opening)
