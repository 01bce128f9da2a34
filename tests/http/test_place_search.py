"""The search for places: public, small, quick, and the same for everyone."""

import pytest

from tests.houses import House


def test_it_gives_places_of_the_levels_asked_for_and_may_be_kept_by_caches(house: House) -> None:
    answer = house.as_().get("/places/search", params={"q": "rhone", "levels": "regions,departements"})

    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert "set-cookie" not in answer.headers
    assert answer.json()["places"][0] == {
        "key": "departement:69",
        "level": "departements",
        "name": "Rhône",
        "where": "69",
    }
    assert {one["level"] for one in answer.json()["places"]} == {"regions", "departements"}


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20&levels=communes", "?q=zzzz", "?q=" + "a" * 5000])
def test_a_search_for_nothing_finds_nothing(house: House, query: str) -> None:
    answer = house.as_().get(f"/places/search{query}")

    assert (answer.status_code, answer.json()) == (200, {"places": []})


def test_levels_nobody_knows_are_passed_over(house: House) -> None:
    answer = house.as_().get("/places/search?q=ambert&levels=planets,communes")

    assert answer.json()["places"][0]["key"] == "commune:63003"
