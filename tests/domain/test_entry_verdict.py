"""What answers before a dossier lead to: refusals, the tracks that suit and why, and what goes into the draft."""

import pytest
from pydantic import JsonValue

from app.domain.conditions import AllOf, Condition, Op, Test
from app.domain.entry import Verdict, carried, parse_entry, reasons, verdict
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import Option, Question, QuestionKind
from app.domain.texts import texts

TOGETHER: dict[str, JsonValue] = {
    "key": "together",
    "kind": "choice",
    "required": True,
    "label": {"fr": "Combien ?"},
    "options": [{"key": key, "label": {"fr": key}} for key in ("alone", "few", "many")],
}
WHERE: dict[str, JsonValue] = {
    "key": "where",
    "kind": "short",
    "label": {"fr": "Où ?"},
    "when": {"question": "together", "op": "is_not", "value": "alone"},
}
REFUSAL: dict[str, JsonValue] = {
    "key": "alone",
    "when": {"question": "together", "op": "is", "value": "alone"},
    "explanation": {"fr": "Il faut être plusieurs."},
}
ENTRY = parse_entry({"questions": [TOGETHER, WHERE], "refusals": [REFUSAL]})
MANY, DROME = Test("together", Op.IS, "many"), Test("where", Op.CONTAINS, "Drôme")
SUITS: dict[str, Condition | None] = {
    "pole": AllOf((MANY, DROME)),
    "project": Test("together", Op.IS, "few"),
    "free": None,
}


def _nowhere(_place: str) -> frozenset[str]:
    return frozenset()


@pytest.mark.parametrize(
    ("values", "refusals", "suits", "unanswered"),
    [
        ({}, [], [], ["together"]),
        ({"together": "nobody"}, [], [], ["together"]),
        ({"together": "alone"}, ["alone"], [], []),
        ({"together": "few"}, [], ["project"], []),
        ({"together": "many", "where": "En Drôme"}, [], ["pole"], []),
        ({"together": "many"}, [], [], []),
    ],
)
def test_answers_lead_to_refusals_and_to_the_tracks_that_suit(
    values: dict[str, JsonValue], refusals: list[str], suits: list[str], unanswered: list[str]
) -> None:
    found = verdict(ENTRY, SUITS, values, _nowhere)

    assert [one.key for one in found.refusals] == refusals
    assert (list(found.suits), list(found.unanswered)) == (suits, unanswered)
    assert found.opens is not bool(refusals or unanswered)


def test_a_dossier_may_start_without_a_track_that_suits() -> None:
    assert Verdict().opens
    assert not Verdict(unanswered=("together",)).opens


def test_an_answer_to_what_is_not_asked_points_nowhere() -> None:
    assert verdict(ENTRY, {"pole": DROME}, {"together": "alone", "where": "Drôme"}, _nowhere).suits == ()


def test_the_reasons_of_a_track_are_the_tests_that_were_passed() -> None:
    assert reasons(AllOf((MANY, DROME)), {"together": "many"}, _nowhere) == (MANY,)


def test_answers_go_into_the_draft_where_its_form_asks_the_same_in_the_same_way() -> None:
    options = (Option("many", texts(fr="Plus")),)
    asked = FormPlan(
        (
            Section(
                "one",
                texts(fr="Une"),
                5,
                (
                    Question("together", QuestionKind.CHOICE, texts(fr="Combien ?"), options=options),
                    Question("where", QuestionKind.LONG, texts(fr="Où ?")),
                    Question("title", QuestionKind.SHORT, texts(fr="Nom")),
                ),
            ),
        )
    )

    assert carried(ENTRY, asked, {"together": "many", "where": "Die", "title": "Non"}) == {"together": "many"}
    assert carried(ENTRY, asked, {"together": "few"}) == {}


@pytest.mark.parametrize(
    "when",
    [
        {"question": "elsewhere", "op": "is", "value": True},
        {"question": "together", "op": "is", "value": "gone"},
    ],
)
def test_a_refusal_waits_for_an_answer_that_can_be_given(when: JsonValue) -> None:
    with pytest.raises(ValueError, match=r"not asked before a dossier|can't be chosen"):
        parse_entry({"questions": [TOGETHER], "refusals": [{**REFUSAL, "when": when}]})
