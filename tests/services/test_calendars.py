"""The dates of a call: of two who move them at once one is told; what is kept of each change."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from app.domain.errors import Forbidden, Stale, WrongState
from app.domain.roles import Actor
from app.forms.calendar import MoveForm
from app.models import Call, Person
from app.queries.calendars import changes
from app.queries.journal import verify_chain
from app.queries.people import actor_of
from app.services import calendars
from tests.houses import House
from tests.world import CLOSES, NOW

WHY = "Les réseaux ont demandé dix jours de plus."


def _actor(db: Session, house: House, who: str) -> Actor:
    return actor_of(db, db.get_one(Person, house.world.people[who]))


def _until(days: int, **more: object) -> MoveForm:
    return MoveForm.model_validate({"version": 1, "reason": WHY, "until": CLOSES + timedelta(days=days), **more})


def test_of_those_who_move_a_deadline_at_once_one_wins_and_the_others_are_told(each_house: House) -> None:
    def extend(days: int) -> str:
        try:
            with each_house.database.writing() as db:
                call, helene = db.get_one(Call, each_house.world.calls["ptce"]), _actor(db, each_house, "helene")
                calendars.move_phase(db, call, "extend", _until(days), actor=helene, now=NOW)
        except Stale:
            return "told"
        return "moved"

    with ThreadPoolExecutor(4) as crowd:
        ends = Counter(crowd.map(extend, range(1, 5)))

    with each_house.database.reading() as db:
        call = db.get_one(Call, each_house.world.calls["ptce"])
        [change] = changes(db, call.id)
        assert (ends, call.version) == ({"moved": 1, "told": 3}, 2)
        assert datetime.fromisoformat(str(change.after["closes_at"])) == call.closes_at
        assert datetime.fromisoformat(str(change.before["closes_at"])) == CLOSES
        assert verify_chain(db, str(call.id)) is None


@pytest.mark.parametrize(
    ("who", "only_call"), [("claire", False), ("ines", False), ("gerard", False), ("helene", True)]
)
def test_a_phase_is_moved_by_those_who_run_the_call_alone(house: House, who: str, only_call: bool) -> None:
    with house.database.writing() as db:
        person = db.get_one(Person, house.world.people[who])
        elsewhere = house.world.calls["autre"] if only_call else None
        actor, call = actor_of(db, person, only_call=elsewhere), db.get_one(Call, house.world.calls["ptce"])
        with pytest.raises(Forbidden):
            calendars.move_phase(db, call, "close", _until(1), actor=actor, now=NOW)


def test_a_private_call_is_not_opened_by_hand(house: House) -> None:
    with house.database.writing() as db:
        call = db.get_one(Call, house.world.calls["ptce"])
        call.is_public, call.opens_at = False, NOW + timedelta(days=1)
        with pytest.raises(WrongState, match="call_is_private"):
            calendars.move_phase(db, call, "open", _until(1), actor=_actor(db, house, "helene"), now=NOW)


def test_a_letter_leaves_once_for_each_person_who_has_a_draft(house: House) -> None:
    with house.database.writing() as db:
        call, helene = db.get_one(Call, house.world.calls["ptce"]), _actor(db, house, "helene")
        calendars.move_phase(db, call, "extend", _until(1, tell=True), actor=helene, now=NOW)

    house.work()

    assert [letter["To"] for letter in house.mailer.sent] == ["claire@exemple.fr"]
