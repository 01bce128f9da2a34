"""Every page of every face is sound: one h1, labels, unique ids, no inline style or script, both languages."""

import pytest

from tests.house.matrix import COLUMNS, Row
from tests.house.rows import ROWS
from tests.houses import House
from tests.html_checks import faults_of
from tests.web.kit import SIGNS

SHOWN = [row for row in ROWS if row.method == "GET" and "200" in row.expected().values()]


def _reader(row: Row) -> str:
    """The first person to whom the row opens."""
    return next(COLUMNS[column] for column, status in row.expected().items() if status == "200")


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: f"{row.path} {' '.join(row.names.values())}".strip())
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_is_sound(house: House, row: Row, language: str) -> None:
    answer = house.as_(_reader(row), language=language).get(f"{row.address(house.world)}?lang={language}")

    if not answer.headers["content-type"].startswith("text/html"):
        return
    assert f'<html lang="{language}"' in answer.text
    assert faults_of(answer.text, SIGNS) == []
