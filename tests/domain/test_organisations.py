"""Answers that name an organisation or an address."""

from dataclasses import replace

import pytest
from pydantic import JsonValue

from app.domain.answers import Problem, check_answers
from app.domain.entries import normalise, parse_raw
from app.domain.identifiers import IdentifierKind
from app.domain.organisations import OrganisationPlan
from app.domain.questions import Question, QuestionKind
from app.domain.texts import texts

ANY = Question("it", QuestionKind.ORGANISATION, texts(fr="Qui"), required=True)
SIRET = replace(ANY, organisation=OrganisationPlan((IdentifierKind.SIRET,)))
FREE = replace(ANY, required=False)
SEAT = Question("it", QuestionKind.ADDRESS, texts(fr="Où"), required=True)


def test_a_number_is_kept_as_digits_and_anything_else_as_it_was_typed() -> None:
    fields = {"q-it-identifier": ["441 208 733"], "q-it-name": [" Groupe  Archer "], "q-it-address": [""]}

    assert parse_raw(ANY, fields) == {"identifier": "441208733", "name": "Groupe Archer"}
    assert normalise(ANY, {"identifier": "441 208 734"}) == {"identifier": "441 208 734"}
    assert normalise(ANY, {"identifier": " w751234567 "}) == {"identifier": "W751234567"}
    assert normalise(ANY, {"source": "annuaire_entreprises"}) is None
    assert parse_raw(ANY, {}) is None


@pytest.mark.parametrize(
    ("question", "value", "code", "params"),
    [
        (ANY, "Archer", "bad_organisation", {}),
        (ANY, {"identifier": "441208734", "name": "Archer"}, "bad_check_digit", {"digits": 9}),
        (ANY, {"identifier": "44120873", "name": "Archer"}, "bad_length", {"digits": 8}),
        (ANY, {"identifier": "W12", "name": "Archer"}, "bad_rna", {"digits": 2}),
        (ANY, {"name": "Archer"}, "no_identifier", {"accepted": "SIREN, SIRET, RNA"}),
        (ANY, {"identifier": "441208733"}, "no_name", {}),
        (SIRET, {"identifier": "441208733", "name": "Archer"}, "number_not_accepted", {"accepted": "SIRET"}),
        (SEAT, "Romans", "bad_address", {}),
        (SEAT, {"city": "Romans-sur-Isère"}, "no_postcode", {}),
        (SEAT, {"postcode": "26100"}, "no_city", {}),
    ],
)
def test_a_problem_says_which_part_to_put_right(
    question: Question, value: JsonValue, code: str, params: dict[str, int | str]
) -> None:
    assert check_answers((question,), {"it": value}, final=True) == [Problem("it", code, params)]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (ANY, {"identifier": "W751234567", "name": "Archer"}),
        (SIRET, {"identifier": "35600000000048", "name": "La Poste"}),
        (FREE, {"name": "Un collectif sans numéro"}),
        (SEAT, {"postcode": "26100", "city": "Romans-sur-Isère", "insee": "26281"}),
    ],
)
def test_what_is_written_by_hand_is_enough(question: Question, value: JsonValue) -> None:
    assert check_answers((question,), {"it": value}, final=True) == []


def test_a_postcode_that_does_not_go_with_its_city_is_an_advice() -> None:
    parts = {"postcode": "1000", "city": "Bruxelles"}

    assert check_answers((SEAT,), {"it": {**parts}}, final=True) == [Problem("it", "unknown_city", parts, advice=True)]


def test_an_organisation_accepts_at_least_one_kind_of_number() -> None:
    with pytest.raises(ValueError, match="needs a kind of number"):
        OrganisationPlan(())
    with pytest.raises(ValueError, match="numbers misplaced"):
        replace(SIRET, kind=QuestionKind.SHORT)
