"""Answers that name places: what a form sends, what is kept, what is wrong."""

from dataclasses import replace

import pytest
from pydantic import JsonValue

from app.domain.answers import Problem, blocking, check_answers
from app.domain.conditions import Op, Test, holds, places_of
from app.domain.entries import normalise, parse_raw
from app.domain.form_plans import dump_form_plan, parse_form_plan
from app.domain.questions import Question, QuestionKind
from app.domain.territories import Level, TerritoryPlan, names_in, places_in
from app.domain.texts import texts

GROUND = Question(
    "it", QuestionKind.TERRITORY, texts(fr="Où"), required=True, territory=TerritoryPlan(tuple(Level)), maximum=3
)
TOWNS = replace(GROUND, territory=None)


def test_places_names_and_lines_become_one_value() -> None:
    fields = {
        "q-it-places": ["commune:26281", "epci:200068781", "region:Rhône-Alpes", "planet:Mars"],
        "q-it-names": ["Ambert\r\n\r\n Saint-Denis "],
        "q-it-kept": ["Ys"],
    }

    assert parse_raw(GROUND, fields) == {
        "communes": ["26281"],
        "epcis": ["200068781"],
        "regions": ["Rhône-Alpes"],
        "names": ["planet:Mars", "Ys", "Ambert", "Saint-Denis"],
    }


def test_a_choice_says_what_a_name_stands_for_and_a_button_removes() -> None:
    fields = {
        "q-it-places": ["commune:26281", "departement:26"],
        "q-it-kept": ["Saint-Denis", "Ys"],
        "q-it-choice-1": ["commune:93066=Saint-Denis"],
        "q-it-remove": ["departement:26", "name:Ys"],
    }

    assert parse_raw(GROUND, fields) == {"communes": ["26281", "93066"]}


def test_an_older_answer_keeps_all_it_says() -> None:
    old: JsonValue = {"label": "Livradois", "departement": "63", "kind": "rural", "communes": ["63003", "Arlanc"]}

    assert normalise(GROUND, old) == old
    assert list(places_of(old)) == ["commune:63003", "commune:Arlanc", "departement:63"]
    assert (places_in(old), names_in(old)) == (["commune:63003"], ["Arlanc"])


@pytest.mark.parametrize(
    ("question", "value", "problems"),
    [
        (GROUND, {"label": "Livradois"}, [Problem("it", "no_place")]),
        (GROUND, {"regions": ["Bretagne"]}, []),
        (GROUND, {"departement": "63"}, []),
        (TOWNS, {"epcis": ["200068781"]}, [Problem("it", "wrong_level", {"level": "epcis"})]),
        (GROUND, {"names": ["Ys"]}, [Problem("it", "unknown_place", {"names": "Ys"}, advice=True)]),
        (
            GROUND,
            {"communes": ["26281", "63003"], "departements": ["26"], "names": ["Ys"]},
            [
                Problem("it", "too_many", {"count": 4, "at_most": 3}),
                Problem("it", "unknown_place", {"names": "Ys"}, advice=True),
            ],
        ),
    ],
)
def test_places_are_counted_together_whatever_their_level(
    question: Question, value: JsonValue, problems: list[Problem]
) -> None:
    assert check_answers((question,), {"it": value}, final=True) == problems


def test_a_name_that_no_list_knows_never_keeps_a_dossier_from_being_filed() -> None:
    assert blocking(check_answers((GROUND,), {"it": {"names": ["Ys"]}}, final=True)) == []


def test_a_condition_sees_every_level() -> None:
    value: JsonValue = {"communes": ["26281"], "epcis": ["1"], "departements": ["63"], "regions": ["Bretagne"]}

    assert list(places_of(value)) == ["commune:26281", "epci:1", "departement:63", "region:Bretagne"]
    assert holds(Test("it", Op.WITHIN, "departement:63"), {"it": value}, lambda place: frozenset({place}))


def test_levels_travel_as_plain_json_and_are_refused_elsewhere() -> None:
    question = {"key": "it", "kind": "territory", "label": {"fr": "Où"}, "territory": {"levels": ["epcis", "regions"]}}
    plan = {"sections": [{"key": "one", "title": {"fr": "Une"}, "minutes": 1, "questions": [question]}]}

    assert dump_form_plan(parse_form_plan(plan)) == plan  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="levels misplaced"):
        replace(GROUND, kind=QuestionKind.SHORT)
    with pytest.raises(ValueError, match="level named twice"):
        TerritoryPlan((Level.EPCIS, Level.EPCIS))
    with pytest.raises(ValueError, match="needs a level"):
        TerritoryPlan(())
