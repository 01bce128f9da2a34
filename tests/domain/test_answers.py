"""What is wrong or missing in answers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import JsonValue, ValidationError

from app.domain.answers import Completeness, Problem, answer_model, blocking, check_answers, completeness
from app.domain.questions import Balance, BudgetLine, BudgetPlan, FilePlan, Option, Question, QuestionKind
from app.domain.texts import texts

LABEL = texts(fr="Question")
BUDGET = BudgetPlan(
    (2012, 2013), (BudgetLine("rent", texts(fr="Loyer")),), (BudgetLine("sales", texts(fr="Ventes"), own=True),)
)
WOOD_AND_FOOD = (Option("wood", texts(fr="Bois")), Option("food", texts(fr="Alimentation")))
POOLING = Question("pooling", QuestionKind.LONG, LABEL, required=True, limit=3, unit="words")
SUMMARY = Question("summary", QuestionKind.LONG, LABEL, limit=5, unit="characters", minimum=2)
JOBS = Question("jobs", QuestionKind.NUMBER, LABEL, minimum=0, maximum=500, decimals=1)
TOPICS = Question("topics", QuestionKind.CHOICES, LABEL, options=WOOD_AND_FOOD, minimum=1, maximum=1)
MONEY = Question("money", QuestionKind.BUDGET, LABEL, budget=BUDGET)
ANNEXES = Question("annexes", QuestionKind.FILES, LABEL, files=FilePlan(at_most=1))
MEMBERS = Question("members", QuestionKind.MEMBERS, LABEL, minimum=3)
PLACE = Question("place", QuestionKind.TERRITORY, LABEL, required=True, options=WOOD_AND_FOOD)
AGREES = Question("agrees", QuestionKind.CONSENT, LABEL, required=True)
NOTE = Question("note", QuestionKind.INFORMATION, LABEL, required=True)


def plain(kind: QuestionKind) -> Question:
    return Question("it", kind, LABEL, options=WOOD_AND_FOOD)


@pytest.mark.parametrize(
    ("question", "value", "code", "params"),
    [
        (POOLING, "un deux trois quatre cinq", "too_long", {"over": 2, "limit": 3, "unit": "words"}),
        (SUMMARY, "abcdef", "too_long", {"over": 1, "limit": 5, "unit": "characters"}),
        (SUMMARY, "a", "too_short", {"missing": 1, "at_least": 2, "unit": "characters"}),
        (SUMMARY, ["a"], "bad_text", {}),
        (JOBS, "beaucoup", "not_a_number", {}),
        (JOBS, True, "not_a_number", {}),
        (JOBS, -1, "too_small", {"minimum": 0}),
        (JOBS, 501, "too_large", {"maximum": 500}),
        (JOBS, 2.55, "too_many_decimals", {"at_most": 1}),
        (TOPICS, ["wool"], "not_an_option", {}),
        (TOPICS, ["wood", "food"], "too_many", {"count": 2, "at_most": 1}),
        (plain(QuestionKind.CHOICE), "wool", "not_an_option", {}),
        (plain(QuestionKind.CHOICE), ["wood"], "not_an_option", {}),
        (plain(QuestionKind.YES_NO), "maybe", "not_an_option", {}),
        (plain(QuestionKind.DATE), "juin", "bad_date", {}),
        (plain(QuestionKind.EMAIL), "claire@", "bad_email", {}),
        (plain(QuestionKind.PHONE), "12", "bad_phone", {}),
        (plain(QuestionKind.URL), "aucun", "bad_url", {}),
        (ANNEXES, ["a", "b"], "too_many", {"count": 2, "at_most": 1}),
        (MEMBERS, ["a"], "too_few", {"count": 1, "at_least": 3}),
        (MONEY, "voir annexe", "bad_budget", {}),
        (PLACE, "ici", "bad_territory", {}),
        (PLACE, {"departement": "99", "communes": ["63003"]}, "bad_departement", {}),
        (PLACE, {"departement": "63", "kind": "wool"}, "not_an_option", {}),
        (PLACE, {"label": "Livradois"}, "no_place", {}),
    ],
)
def test_a_problem_has_a_code_and_what_its_sentence_needs(
    question: Question, value: JsonValue, code: str, params: dict[str, int | str]
) -> None:
    assert check_answers((question,), {question.key: value}, final=False) == [Problem(question.key, code, params)]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (QuestionKind.EMAIL, "claire.d'ambrosi+pole@sous.séchoir-ambert.fr"),
        (QuestionKind.PHONE, "+33 (0)4 73 82 00 00"),
        (QuestionKind.URL, "https://pole.example/page?x=1#y"),
        (QuestionKind.DATE, "2012-02-29"),
        (QuestionKind.YES_NO, False),
        (QuestionKind.NUMBER, 0),
        (QuestionKind.AMOUNT, 1234.56),
        (QuestionKind.CHOICE, "wood"),
        (QuestionKind.TERRITORY, {"departement": "2A", "communes": ["2A004"], "kind": "food"}),
    ],
)
def test_a_right_value_has_no_problem(kind: QuestionKind, value: JsonValue) -> None:
    assert check_answers((plain(kind),), {"it": value}, final=True) == []


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "https://me@evil.example", "ftp://a.example", "https://localhost", "https://a b.example"],
)
def test_only_plain_web_addresses_are_links(address: str) -> None:
    assert check_answers((plain(QuestionKind.URL),), {"it": address}, final=True) == [Problem("it", "bad_url")]


def test_a_budget_names_each_cell_and_year_at_fault() -> None:
    value: JsonValue = {"rent": {"2012": 9000.5, "2013": "cher"}, "sales": {"2012": 5000}}

    assert check_answers((MONEY,), {"money": value}, final=False) == [
        Problem("money", "not_a_number", {"line": "rent", "year": 2013}),
        Problem("money", "unbalanced", {"year": 2012, "missing": 4000.5, "side": "resources"}),
    ]


def test_a_budget_with_a_blank_year_is_incomplete() -> None:
    value: JsonValue = {"rent": {"2012": 1}, "sales": {"2012": 1}}

    assert check_answers((MONEY,), {"money": value}, final=True) == [Problem("money", "empty_year", {"year": 2013})]


@pytest.mark.parametrize(
    ("balance", "reported", "blocks"), [("demanded", 1, 1), ("advised", 1, 0), ("free", 0, 0)], ids=str
)
def test_balance_is_demanded_advised_or_free(balance: Balance, reported: int, blocks: int) -> None:
    question = replace(MONEY, budget=replace(BUDGET, balance=balance))
    value: JsonValue = {"rent": {"2012": 2, "2013": 1}, "sales": {"2012": 1, "2013": 1}}
    problems = check_answers((question,), {"money": value}, final=True)

    assert (len(problems), len(blocking(problems))) == (reported, blocks)
    if not blocks:
        assert answer_model((question,), final=True).model_validate({"money": value}).model_dump(by_alias=True) == {
            "money": value
        }


def test_only_a_final_dossier_must_be_complete() -> None:
    form = (POOLING, SUMMARY, PLACE, AGREES, NOTE)

    assert check_answers(form, {"agrees": False}, final=False) == []
    assert check_answers(form, {"agrees": False}, final=True) == [
        Problem(key, "required") for key in ("pooling", "place", "agrees")
    ]


def test_completeness_counts_what_is_required_and_answered() -> None:
    form = (POOLING, SUMMARY, PLACE, AGREES, NOTE)

    assert completeness(form, {"pooling": "x", "summary": "y", "agrees": False}) == Completeness(answered=1, required=3)


def test_a_draft_model_keeps_wrong_answers_whole() -> None:
    draft = answer_model((POOLING, JOBS), final=False).model_validate({"pooling": "un deux trois quatre", "jobs": "x"})

    assert draft.model_dump(by_alias=True) == {"pooling": "un deux trois quatre", "jobs": "x"}


def test_a_final_model_speaks_in_the_same_codes() -> None:
    with pytest.raises(ValidationError) as refused:
        answer_model((POOLING, JOBS), final=True).model_validate({"jobs": "900"})

    assert [(error["loc"], error["type"], error.get("ctx")) for error in refused.value.errors()] == [
        (("pooling",), "required", {}),
        (("jobs",), "too_large", {"maximum": 500}),
    ]


def test_an_answer_to_no_question_is_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        answer_model((POOLING,), final=False).model_validate({"secret": "x"})


def test_the_model_of_a_form_is_made_once() -> None:
    copy = Question("pooling", QuestionKind.LONG, texts(fr="Question"), required=True, limit=3, unit="words")

    assert answer_model((POOLING,), final=True) is answer_model((copy,), final=True)


@pytest.mark.parametrize("key", ["copy", "json", "schema", "model_dump", "model_config", "class"])
def test_a_question_may_have_any_name(key: str) -> None:
    question = Question(key, QuestionKind.SHORT, LABEL)

    assert answer_model((question,), final=True).model_validate({key: "x"}).model_dump(by_alias=True) == {key: "x"}


@given(some.text(max_size=200), some.sampled_from(["words", "characters"]))
def test_nothing_is_both_too_long_and_cut(typed: str, unit):  # type: ignore[no-untyped-def]
    question = Question("it", QuestionKind.LONG, LABEL, limit=3, unit=unit)
    kept = answer_model((question,), final=False).model_validate({"it": typed}).model_dump(by_alias=True)["it"]
    over = sum(int(problem.params["over"]) for problem in check_answers((question,), {"it": kept}, final=False))
    size = len((kept or "").split()) if unit == "words" else len(kept or "")

    assert over == max(0, size - 3)
