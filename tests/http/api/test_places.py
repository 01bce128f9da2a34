"""Places through the API: the same values, the same codes, and no source but a directory."""

from typing import Any

import pytest

from tests.houses import House
from tests.http.api.programs import program
from tests.place_forms import ask_places


def _saved(house: House, answers: dict[str, Any]) -> dict[str, Any]:
    dossier = ask_places(house)
    answer = program(house, "claire").send(
        "PATCH", f"/dossiers/{dossier}/sections/places", {"answers": answers}, version=0
    )
    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    return body


def test_names_come_back_as_codes_and_a_claimed_source_does_not_come_back(house: House) -> None:
    organisation = {"identifier": "441 208 733", "name": "Archer", "source": "annuaire_entreprises", "ess": True}

    said = _saved(house, {"ground": {"names": ["Ambert (63)", "Bretagne"]}, "bearer": organisation})

    assert said["answers"]["ground"] == {"communes": ["63003"], "names": ["Bretagne"]}
    assert said["answers"]["bearer"] == {"identifier": "441208733", "name": "Archer"}
    assert said["problems"] == [
        {"question": "ground", "code": "unknown_place", "params": {"names": "Bretagne"}, "advice": True}
    ]


TOWN = {"communes": ["63003"]}


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"ground": {"label": "Livradois"}}, "no_place"),
        ({"ground": "ici"}, "bad_territory"),
        ({"ground": TOWN, "bearer": {"identifier": "441208734", "name": "X"}}, "bad_check_digit"),
        (
            {"ground": TOWN, "bearer": {"identifier": "W262000001", "name": "X"}},
            "number_not_accepted",
        ),
        ({"ground": TOWN, "bearer": {"name": "X"}}, "no_identifier"),
    ],
)
def test_what_is_wrong_with_a_place_has_a_code(house: House, answers: dict[str, Any], code: str) -> None:
    assert code in [problem["code"] for problem in _saved(house, answers)["problems"]]
