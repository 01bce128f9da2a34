"""What has had its day is dropped, and nothing that somebody may still use."""

from datetime import timedelta

from sqlalchemy import func, select

from app.models import Attempt, Once, OneUseLink, SignInSession
from tests.houses import House
from tests.world import NOW, PEOPLE


def _left(house: House) -> list[int]:
    with house.database.reading() as db:
        tables = (Attempt, Once, OneUseLink, SignInSession)
        return [int(db.execute(select(func.count()).select_from(table)).scalar_one()) for table in tables]


def test_only_what_is_dead_for_long_is_dropped(each_house: House) -> None:
    with each_house.database.writing() as db:
        for name, age in (("old", timedelta(days=31)), ("fresh", timedelta(days=1))):
            db.add(Attempt(key=name, window_ends=NOW - age + timedelta(days=2), count=1))
            db.add(Once(key=name, created_at=NOW - age))
            db.add(OneUseLink(token_hash=name, purpose="reset", created_at=NOW - age, expires_at=NOW - age))

    each_house.work()

    assert _left(each_house) == [1, 1, 1, len(PEOPLE)]
