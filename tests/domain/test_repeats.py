"""Repeating blocks: what is typed in their rows, and what is wrong in them."""

from dataclasses import replace

import pytest
from pydantic import JsonValue

from app.domain.answers import Problem, check_answers, is_answered
from app.domain.entries import normalise, parse_raw
from app.domain.questions import BudgetLine, BudgetPlan, Option, Question, QuestionKind, RepeatPlan
from app.domain.texts import texts

NAME = Question("name", QuestionKind.SHORT, texts(fr="Nom"), required=True, limit=10, unit="characters")
SHARE = Question("share", QuestionKind.PERCENTAGE, texts(fr="Part"))
TOPICS = Question("topics", QuestionKind.CHOICES, texts(fr="Thèmes"), options=(Option("wood", texts(fr="Bois")),))
PLAN = RepeatPlan((NAME, SHARE, TOPICS), at_least=1, at_most=2, noun=texts(fr="Partenaire"))
PARTNERS = Question("partners", QuestionKind.REPEAT, texts(fr="Partenaires"), repeat=PLAN)


def test_rows_are_read_in_their_order_whatever_their_numbers() -> None:
    typed = {
        "q-partners-10-name": ["Scierie"],
        "q-partners-10-share": ["12,5 %"],
        "q-partners-2-name": [" La  région "],
        "q-partners-2-topics": ["wood"],
    }

    assert parse_raw(PARTNERS, typed) == [
        {"name": "La région", "topics": ["wood"]},
        {"name": "Scierie", "share": 12.5},
    ]


def test_an_empty_row_and_one_that_was_taken_away_are_not_kept() -> None:
    typed = {
        "q-partners-0-name": ["Scierie"],
        "q-partners-1-name": ["  "],
        "q-partners-2-name": ["À retirer"],
        "q-partners-gone": ["2"],
    }

    assert parse_raw(PARTNERS, typed) == [{"name": "Scierie"}]
    assert parse_raw(PARTNERS, {"q-partners-0-name": [""]}) is None


def test_more_rows_than_allowed_are_kept_all_the_same() -> None:
    typed = {f"q-partners-{place}-name": [f"Partenaire {place}"] for place in range(5)}
    value = parse_raw(PARTNERS, typed)

    assert isinstance(value, list)
    assert len(value) == 5
    assert check_answers((PARTNERS,), {"partners": value}, final=False)[0] == Problem(
        "partners", "too_many", {"count": 5, "at_most": 2}
    )


@pytest.mark.parametrize("sent", ["en annexe", 12, {"name": "x"}, ["x"], [{"name": "x"}, None]])
def test_what_is_no_list_of_rows_is_kept_as_text_and_said(sent: JsonValue) -> None:
    kept = normalise(PARTNERS, sent)

    assert isinstance(kept, str)
    assert normalise(PARTNERS, kept) == kept
    assert check_answers((PARTNERS,), {"partners": kept}, final=False) == [Problem("partners", "bad_rows")]
    assert parse_raw(PARTNERS, {"q-partners": [kept], "q-partners-0-name": [""]}) == kept
    assert parse_raw(PARTNERS, {"q-partners": [kept], "q-partners-0-name": ["Scierie"]}) == [{"name": "Scierie"}]


def test_a_problem_names_its_row_and_its_question() -> None:
    value: JsonValue = [{"name": "Scierie"}, {"name": "Un nom trop long", "share": 120}]

    assert check_answers((PARTNERS,), {"partners": value}, final=False) == [
        Problem("partners", "too_long", {"over": 6, "limit": 10, "unit": "characters", "row": 2, "part": "name"}),
        Problem("partners", "too_large", {"maximum": 100, "row": 2, "part": "share"}),
    ]


def test_what_a_row_must_say_is_asked_of_a_final_dossier_alone() -> None:
    value: JsonValue = [{"share": 10}]

    assert check_answers((PARTNERS,), {"partners": value}, final=False) == []
    assert check_answers((PARTNERS,), {"partners": value}, final=True) == [
        Problem("partners", "required", {"row": 1, "part": "name"})
    ]


def test_a_block_without_rows_is_not_answered() -> None:
    required = replace(PARTNERS, required=True)

    assert not is_answered(PARTNERS, None)
    assert check_answers((PARTNERS,), {}, final=True) == []
    assert check_answers((required,), {}, final=True) == [Problem("partners", "required")]


def _inside(kind: QuestionKind) -> Question:
    budget = BudgetPlan((2012,), (BudgetLine("a", texts(fr="A")),), (BudgetLine("b", texts(fr="B")),))
    return Question(
        "it",
        kind,
        texts(fr="Question"),
        budget=budget if kind == QuestionKind.BUDGET else None,
        repeat=RepeatPlan((NAME,)) if kind == QuestionKind.REPEAT else None,
    )


@pytest.mark.parametrize(
    "kind",
    [QuestionKind.REPEAT, QuestionKind.MEMBERS, QuestionKind.FILES, QuestionKind.BUDGET, QuestionKind.INFORMATION],
)
def test_a_row_asks_simple_questions_only(kind: QuestionKind) -> None:
    with pytest.raises(ValueError, match="cannot be repeated"):
        RepeatPlan((_inside(kind),))


def test_a_block_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a question"):
        RepeatPlan(())
    with pytest.raises(ValueError, match="named twice"):
        RepeatPlan((NAME, NAME))
    with pytest.raises(ValueError, match="at least more than at most"):
        RepeatPlan((NAME,), at_least=3, at_most=2)
    with pytest.raises(ValueError, match="repeat plan misplaced"):
        Question("it", QuestionKind.REPEAT, texts(fr="Question"))
