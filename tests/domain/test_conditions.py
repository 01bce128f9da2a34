"""When a question is asked: conditions on other answers."""

import pytest
from pydantic import JsonValue, TypeAdapter, ValidationError

from app.domain.conditions import AllOf, AnyOf, Condition, Op, Test, holds
from app.domain.form_plans import Cycle, FormPlan, Section, asked, narrowed
from app.domain.questions import Question, QuestionKind
from app.domain.texts import texts

CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)
ROMANS = {"communes": ["26281"]}


def _within(place: str) -> frozenset[str]:
    return frozenset({place, "departement:26"} if place == "commune:26281" else {place})


@pytest.mark.parametrize(
    ("op", "value", "answer", "expected"),
    [
        (Op.IS, "new", "new", True),
        (Op.IS, "new", None, False),
        (Op.IS, True, True, True),
        (Op.IS, True, 1, False),
        (Op.IS_NOT, "new", "old", True),
        (Op.IS_NOT, "new", None, True),
        (Op.IS_NOT, "new", "new", False),
        (Op.LESS, 5, 4, True),
        (Op.LESS, 5, 5, False),
        (Op.LESS, 5, None, False),
        (Op.LESS, 5, "beaucoup", False),
        (Op.MORE, 5, 5.5, True),
        (Op.MORE, "2011-10-01", "2011-10-02", True),
        (Op.CONTAINS, "food", ["food", "energy"], True),
        (Op.CONTAINS, "food", ["foods"], False),
        (Op.CONTAINS, "Atelier", "un atelier commun", True),
        (Op.WITHIN, "departement:26", ROMANS, True),
        (Op.WITHIN, "departement:07", ROMANS, False),
        (Op.WITHIN, "departement:07", {"departement": "07"}, True),
        (Op.ANSWERED, None, 0, True),
        (Op.ANSWERED, None, False, True),
        (Op.ANSWERED, None, [], False),
        (Op.ANSWERED, None, "", False),
    ],
)
def test_a_test_compares_one_answer(
    op: Op, value: bool | float | str | None, answer: JsonValue, expected: bool
) -> None:
    assert holds(Test("asked", op, value), {"asked": answer}, _within) is expected


def test_branches_combine() -> None:
    yes, no = Test("a", Op.IS, "x"), Test("a", Op.IS, "y")

    found = [
        holds(tree, {"a": "x"}, _within)
        for tree in (AllOf((yes, no)), AnyOf((yes, no)), AllOf(()), AnyOf(()), AllOf((yes, AnyOf((no, yes)))), None)
    ]

    assert found == [False, True, True, False, True, True]


def test_a_condition_comes_back_from_json_as_it_went() -> None:
    tree = AllOf((Test("a", Op.IS, True), AnyOf((Test("b", Op.MORE, 3), Test("c", Op.ANSWERED)))))

    stored = CONDITION.dump_python(tree, mode="json")

    assert CONDITION.validate_python(stored) == tree


@pytest.mark.parametrize("wrong", [{"all": "x"}, {"question": "a", "op": "near"}, {"op": "is"}, {"all": [], "any": []}])
def test_what_is_no_condition_is_refused(wrong: JsonValue) -> None:
    with pytest.raises(ValidationError):
        CONDITION.validate_python(wrong)


def _asked(key: str, when: Condition | None = None) -> Question:
    return Question(key, QuestionKind.SHORT, texts(fr=key), when=when)


def _plan(*questions: Question, when: Condition | None = None) -> FormPlan:
    first = Section("first", texts(fr="Un"), 5, (_asked("kind"),))
    return FormPlan((first, Section("second", texts(fr="Deux"), 5, questions, when=when)))


def test_a_question_that_is_not_asked_counts_as_not_answered() -> None:
    plan = _plan(_asked("a", Test("kind", Op.IS, "x")), _asked("b", Test("a", Op.ANSWERED)))

    assert asked(plan, {"kind": "y", "a": "kept from before"}, _within) == {"kind"}
    assert asked(plan, {"kind": "x", "a": "kept from before"}, _within) == {"kind", "a", "b"}


def test_a_section_is_asked_as_one() -> None:
    plan = _plan(_asked("a"), _asked("b"), when=Test("kind", Op.IS, "x"))

    assert [section.key for section in narrowed(plan, {}, _within).sections] == ["first"]
    assert [one.key for one in narrowed(plan, {"kind": "x"}, _within).questions] == ["kind", "a", "b"]


def test_a_form_without_conditions_is_not_narrowed() -> None:
    plan = _plan(_asked("a"))

    assert narrowed(plan, {}, _within) is plan


def test_a_condition_on_a_question_that_is_gone_reads_it_as_not_answered() -> None:
    plan = _plan(_asked("a", Test("gone", Op.IS, "x")), _asked("b", Test("gone", Op.IS_NOT, "x")))

    assert asked(plan, {"gone": "x"}, _within) == {"kind", "b"}


def test_questions_that_wait_for_each_other_are_refused_and_named() -> None:
    with pytest.raises(Cycle) as refused:
        _plan(_asked("a", Test("b", Op.ANSWERED)), _asked("b", Test("a", Op.ANSWERED)))

    assert set(refused.value.keys) == {"a", "b"}
    assert refused.value.keys[0] == refused.value.keys[-1]


def test_a_section_does_not_wait_for_its_own_questions() -> None:
    with pytest.raises(Cycle):
        _plan(_asked("a"), when=Test("a", Op.ANSWERED))
