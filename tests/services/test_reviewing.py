"""How a call is read: changed whole, by its organisers, never over somebody else's change."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from app.domain.errors import Forbidden, Stale
from app.domain.reviewing import Reviewing, ReviewPhase, Rules, Weights
from app.domain.texts import Texts
from app.models import Call, JournalLine
from app.queries.journal import verify_chain
from app.queries.reviewing import plan_of
from app.services import reviewing
from tests.houses import House
from tests.services.deciding import actor
from tests.world import NOW

ALONE = ReviewPhase("alone", Texts((("fr", "Chacun de son côté"),)), NOW, Rules())
LATER = NOW + timedelta(days=9)
TOGETHER = ReviewPhase("together", Texts((("fr", "Ensemble"),)), LATER, Rules(sees_others="after_own"))
PLAN = Reviewing(weights=Weights(themes=70), min_load=3, phases=(ALONE, TOGETHER))


def _call(db: Session, house: House) -> Call:
    return db.get_one(Call, house.world.calls["ptce"])


def _lines(db: Session) -> list[str]:
    query = select(col(JournalLine.action)).where(col(JournalLine.action) == "call.reviewing_changed")
    return list(db.execute(query).scalars())


def test_how_a_call_is_read_is_kept_whole_with_a_line_in_its_journal(each_house: House) -> None:
    with each_house.database.writing() as db:
        call = _call(db, each_house)
        reviewing.change(db, call, PLAN, version=call.version, actor=actor(db, each_house, "helene"), now=NOW)

    with each_house.database.reading() as db:
        call = _call(db, each_house)
        assert (plan_of(call), call.version, len(_lines(db))) == (PLAN, 2, 1)
        assert verify_chain(db, str(call.id)) is None


def test_what_is_so_already_changes_nothing(each_house: House) -> None:
    with each_house.database.writing() as db:
        helene, call = actor(db, each_house, "helene"), _call(db, each_house)
        for _ in range(2):
            reviewing.change(db, call, PLAN, version=1, actor=helene, now=NOW)

    with each_house.database.reading() as db:
        assert (_call(db, each_house).version, len(_lines(db))) == (2, 1)


def test_of_two_changes_the_second_is_told(each_house: House) -> None:
    with each_house.database.writing() as db:
        helene, call = actor(db, each_house, "helene"), _call(db, each_house)
        reviewing.change(db, call, PLAN, version=1, actor=helene, now=NOW)

        with pytest.raises(Stale):
            reviewing.change(db, call, Reviewing(min_load=5), version=1, actor=helene, now=NOW)

    with each_house.database.reading() as db:
        assert plan_of(_call(db, each_house)) == PLAN


@pytest.mark.parametrize("who", ["gerard", "ines", "claire"])
def test_only_its_organisers_say_how_a_call_is_read(house: House, who: str) -> None:
    with house.database.writing() as db, pytest.raises(Forbidden):
        reviewing.change(db, _call(db, house), PLAN, version=1, actor=actor(db, house, who), now=NOW)
