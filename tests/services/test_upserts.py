"""The same row twice is one row, and both callers know which of them made it."""

from app.models import Once
from app.services.upserts import insert_or_ignore
from tests.houses import House
from tests.world import NOW


def test_the_first_insert_says_yes_and_the_second_no(each_house: House) -> None:
    with each_house.database.writing() as db:
        said = [insert_or_ignore(db, Once(key="a", created_at=NOW)) for _ in range(3)]

    assert said == [True, False, False]
