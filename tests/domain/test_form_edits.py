"""A form changed by edits: each can be undone, and no change of somebody else is lost."""

from functools import reduce

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import JsonValue, ValidationError

from app.domain.conditions import AnyOf, Op, Test
from app.domain.edits import (
    AddQuestion,
    AddSection,
    Edit,
    MoveQuestion,
    RemoveQuestion,
    RemoveSection,
    SetQuestion,
    SetSection,
    Several,
    dump_edit,
    parse_edit,
)
from app.domain.errors import Invalid, Stale
from app.domain.form_edits import apply
from app.domain.form_history import cross, touched
from app.domain.form_plans import Cycle, FormPlan, Section
from app.domain.questions import Question, QuestionKind
from app.domain.texts import texts
from tests.domain import plans as by_chance

NAME = Question("name", QuestionKind.SHORT, texts(fr="Nom", en="Name"))
SIZE = Question("size", QuestionKind.NUMBER, texts(fr="Taille"), when=AnyOf((Test("name", Op.ANSWERED),)))
PLAN = FormPlan(
    (Section("bearer", texts(fr="Porteur"), 5, (NAME, SIZE)), Section("project", texts(fr="Projet"), 10, ()))
)


def _keys(plan: FormPlan) -> list[list[str]]:
    return [[question.key for question in section.questions] for section in plan.sections]


@given(st.data())
def test_an_edit_then_its_inverse_changes_nothing(data: st.DataObject) -> None:
    plan = data.draw(by_chance.plans())
    edit = data.draw(by_chance.edits(plan))

    changed, inverse = apply(plan, edit)
    back, again = apply(changed, inverse)

    assert back == plan
    assert apply(back, again)[0] == changed


@given(st.data())
def test_edits_undone_from_the_last_to_the_first_give_the_start(data: st.DataObject) -> None:
    start = plan = data.draw(by_chance.plans())
    inverses: list[Edit] = []
    for turn in range(data.draw(st.integers(1, 6))):
        plan, inverse = apply(plan, data.draw(by_chance.edits(plan, new=f"fresh{turn}")))
        inverses.append(inverse)

    assert reduce(lambda form, edit: apply(form, edit)[0], reversed(inverses), plan) == start


@given(st.data())
def test_edits_of_different_fields_commute(data: st.DataObject) -> None:
    plan = data.draw(by_chance.plans())
    assume(plan.questions)
    question = st.sampled_from(plan.questions)
    one, other = (data.draw(question.flatmap(by_chance.settings)) for _ in range(2))
    assume(not cross(touched(one, one), touched(other, other)))

    assert apply(apply(plan, one)[0], other)[0] == apply(apply(plan, other)[0], one)[0]


@given(st.data())
def test_an_edit_travels_as_plain_json(data: st.DataObject) -> None:
    edit = data.draw(by_chance.edits(data.draw(by_chance.plans())))

    assert parse_edit(dump_edit(edit)) == edit


def test_the_second_of_two_who_change_one_field_is_shown_both_texts() -> None:
    theirs, _ = apply(PLAN, SetQuestion("name", "label.fr", "Nom", "Nom du porteur"))

    with pytest.raises(Stale) as refused:
        apply(theirs, SetQuestion("name", "label.fr", "Nom", "Raison sociale"))

    assert (refused.value.code, refused.value.params["mine"], refused.value.params["theirs"]) == (
        "edit_stale",
        "Raison sociale",
        "Nom du porteur",
    )


def test_what_is_changed_elsewhere_stands_in_nobodys_way() -> None:
    theirs, _ = apply(PLAN, SetQuestion("name", "label.fr", "Nom", "Nom du porteur"))
    moved, _ = apply(theirs, MoveQuestion("name", "project", 0))

    both, _ = apply(moved, SetQuestion("name", "label.en", "Name", "Bearer"))

    assert both.sections[1].questions[0].label == texts(fr="Nom du porteur", en="Bearer")


@pytest.mark.parametrize("was", ["Nom", "quelque chose d’autre"])
def test_setting_what_is_there_changes_nothing(was: str) -> None:
    plan, inverse = apply(PLAN, SetQuestion("name", "label.fr", was, "Nom"))

    assert (plan, apply(plan, inverse)[0]) == (PLAN, PLAN)


@pytest.mark.parametrize(("was", "value"), [(1, True), (True, 1), (None, {"fr": "x"})])
def test_a_value_of_another_type_is_not_the_same(was: JsonValue, value: JsonValue) -> None:
    before: JsonValue = None if was is None else {"question": "gone", "op": "is", "value": was}
    after: JsonValue = {"question": "gone", "op": "is", "value": value} if was is not None else value
    field = "help" if was is None else "when"
    plan, _ = apply(PLAN, SetQuestion("name", field, None, before))

    changed, _ = apply(plan, SetQuestion("name", field, before, after))

    assert changed != plan if was is None else repr(changed) != repr(plan)


def test_a_limit_and_its_unit_are_set_together() -> None:
    limit, unit = SetQuestion("name", "limit", None, 60), SetQuestion("name", "unit", None, "characters")

    plan, _ = apply(PLAN, Several((limit, unit)))

    assert (plan.questions[0].limit, plan.questions[0].unit) == (60, "characters")
    with pytest.raises(Invalid):
        apply(PLAN, limit)


def test_a_renamed_question_keeps_those_who_wait_for_it() -> None:
    plan, _ = apply(PLAN, SetQuestion("name", "key", "name", "bearer_name"))

    assert plan.questions[1].when == AnyOf((Test("bearer_name", Op.ANSWERED),))


def test_several_edits_are_made_together_or_not_at_all() -> None:
    with pytest.raises(Stale, match="edit_gone"):
        apply(PLAN, Several((RemoveQuestion("size"), RemoveQuestion("size"))))


@pytest.mark.parametrize(
    ("edit", "code", "field"),
    [
        (SetQuestion("name", "colour", None, "red"), "edit_unknown_field", "colour"),
        (SetQuestion("name", "required.fr", None, "x"), "edit_unknown_field", "required.fr"),
        (SetQuestion("name", "stage", "filing", "never"), "setting_invalid", "stage"),
        (SetQuestion("name", "kind", "short", "choice"), "options_needed", "options"),
        (SetQuestion("name", "key", "name", "Nom du porteur"), "key_invalid", "key"),
        (SetQuestion("name", "key", "name", "size"), "key_taken", "key"),
        (SetSection("bearer", "questions", [], []), "edit_unknown_field", "questions"),
        (AddQuestion("bearer", 0, {"key": "name", "kind": "short", "label": {"fr": "x"}}), "key_taken", "key"),
        (AddQuestion("bearer", 0, {"key": "new", "kind": "poem", "label": {"fr": "x"}}), "edit_unreadable", "kind"),
        (AddSection(0, {"key": "bearer", "title": {"fr": "x"}, "minutes": 1, "questions": []}), "key_taken", "key"),
    ],
)
def test_what_makes_no_sense_is_refused(edit: Edit, code: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        apply(PLAN, edit)

    assert (refused.value.code, refused.value.field) == (code, field)


def test_questions_never_wait_for_each_other() -> None:
    with pytest.raises(Cycle) as refused:
        apply(PLAN, SetQuestion("name", "when", None, {"question": "size", "op": "answered"}))

    assert set(refused.value.keys) == {"name", "size"}


def test_what_is_gone_is_said() -> None:
    with pytest.raises(Stale) as refused:
        apply(PLAN, MoveQuestion("name", "elsewhere", 0))

    assert (refused.value.code, refused.value.params) == ("edit_gone", {"key": "elsewhere"})


def test_a_place_past_the_end_is_the_end() -> None:
    plan, _ = apply(PLAN, MoveQuestion("name", "bearer", 99))

    assert _keys(plan) == [["size", "name"], []]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (SetQuestion("name", "label.en", "", "x"), False),
        (SetQuestion("name", "label", {}, {"fr": "x"}), True),
        (MoveQuestion("name", "project", 0), False),
        (RemoveQuestion("name"), True),
        (RemoveSection("bearer"), True),
        (SetQuestion("size", "label.fr", "", "x"), False),
    ],
)
def test_two_edits_cross_when_they_touch_the_same_thing(other: Edit, expected: bool) -> None:
    edit = SetQuestion("name", "label.fr", "Nom", "Titre")
    _, inverse = apply(PLAN, edit)
    back = apply(PLAN, other)[1] if isinstance(other, RemoveSection) else other

    assert cross(touched(edit, inverse), touched(other, back)) is expected


@pytest.mark.parametrize("json", [{}, {"do": "burn"}, {"do": "remove_question", "key": "Nom"}, {"do": "several"}])
def test_what_is_no_edit_is_not_read(json: dict[str, JsonValue]) -> None:
    with pytest.raises(ValidationError):
        parse_edit(json)
