"""What is asked before a dossier, the answers that rule one out, and how a track ends."""

import pytest
from pydantic import JsonValue, ValidationError

from app.domain.conditions import Op, Test
from app.domain.entry import dump_entry, dump_suits, parse_entry, parse_suits, refusals_met
from app.domain.outcomes import dump_outcomes, parse_outcomes

ENTRY: dict[str, JsonValue] = {
    "questions": [
        {"key": "collective", "kind": "yes_no", "label": {"fr": "Êtes-vous plusieurs ?"}},
        {
            "key": "how_many",
            "kind": "number",
            "label": {"fr": "Combien ?"},
            "when": {"question": "collective", "op": "is", "value": True},
        },
    ],
    "refusals": [
        {
            "key": "alone",
            "when": {"question": "collective", "op": "is", "value": False},
            "explanation": {"fr": "Il faut être plusieurs."},
        },
        {
            "key": "few",
            "when": {"question": "how_many", "op": "less", "value": 5},
            "explanation": {"fr": "Il faut être cinq."},
        },
    ],
}


def _nowhere(_place: str) -> frozenset[str]:
    return frozenset()


@pytest.mark.parametrize(
    ("values", "met"),
    [
        ({"collective": True, "how_many": 7}, []),
        ({"collective": True, "how_many": 3}, ["few"]),
        ({"collective": False, "how_many": 3}, ["alone"]),
        ({}, []),
    ],
)
def test_an_answer_rules_out_only_where_its_question_is_asked(values: dict[str, JsonValue], met: list[str]) -> None:
    assert [refusal.key for refusal in refusals_met(parse_entry(ENTRY), values, _nowhere)] == met


def test_an_entry_travels_to_json_and_back() -> None:
    assert dump_entry(parse_entry(ENTRY)) == ENTRY
    assert dump_entry(parse_entry({})) == {}


@pytest.mark.parametrize("kind", ["files", "members", "consent"])
def test_what_needs_a_dossier_is_not_asked_before_one(kind: str) -> None:
    with pytest.raises(ValidationError, match="not asked before a dossier"):
        parse_entry({"questions": [{"key": "proof", "kind": kind, "label": {"fr": "Preuve"}}]})


def test_the_condition_of_a_track_travels_to_json_and_back() -> None:
    suits = Test("collective", Op.IS, True)

    assert parse_suits(dump_suits(suits)) == suits
    assert (parse_suits(None), dump_suits(None)) == (None, None)


def test_outcomes_travel_to_json_and_back_and_none_is_named_twice() -> None:
    labels: list[JsonValue] = [{"key": "selected", "label": {"fr": "Pôle-témoin", "en": "Witness pole"}}]

    assert dump_outcomes(parse_outcomes(labels)) == labels
    with pytest.raises(ValueError, match="outcome named twice"):
        parse_outcomes(labels * 2)
