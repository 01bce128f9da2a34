"""Conditions as fields: shown, read back, refused where they would go round in circles."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from app.domain.conditions import AllOf, AnyOf, Condition, Op, Test
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import Option, Question, QuestionKind
from app.domain.texts import texts
from app.web.condition_fields import (
    Group,
    condition_view,
    dump_condition,
    fields_as_stored,
    parse_condition,
    plainer,
    read_condition,
)
from app.web.field_trees import redrawn
from tests.web.made import conditions, questions

NAMES = ("a", "b", "c", "gone")
KIND = QuestionKind


def _asked(key: str, kind: QuestionKind = KIND.SHORT, when: Condition | None = None) -> Question:
    options = (Option("new", texts(fr="Nouveau")),) if kind in (KIND.CHOICE, KIND.CHOICES) else ()
    return Question(key, kind, texts(fr=f"Question {key}", en=f"Question {key}"), when=when, options=options)


PLAN = FormPlan(
    (
        Section(
            "first",
            texts(fr="Un"),
            5,
            (
                _asked("kind", KIND.CHOICE),
                _asked("jobs", KIND.NUMBER),
                _asked("start", KIND.DATE),
                _asked("helped", KIND.YES_NO),
                _asked("place", KIND.TERRITORY),
                _asked("note", KIND.INFORMATION),
            ),
        ),
        Section(
            "second",
            texts(fr="Deux"),
            5,
            (
                _asked("more", when=Test("kind", Op.IS, "new")),
                _asked("evenmore", when=Test("more", Op.ANSWERED)),
            ),
        ),
    )
)
QUESTIONS = {one.key: one for one in PLAN.questions}


def _line(question: str, op: str, value: str = "", number: int = 0) -> dict[str, list[str]]:
    path = f"set-when.lines.{number}"
    return {f"{path}.question": [question], f"{path}.op": [op], f"{path}.value": [value]}


@st.composite
def plans(draw: st.DrawFn) -> FormPlan:
    """A form of three questions of any kind."""
    asked = []
    for key in NAMES[:3]:
        one = draw(questions())
        asked.append(Question(key, one.kind, texts(fr=key), options=one.options, budget=one.budget, repeat=one.repeat))
    return FormPlan((Section("one", texts(fr="Un"), 5, tuple(asked)),))


@settings(max_examples=200)
@given(plans(), st.none() | conditions(st.sampled_from(NAMES)), st.sampled_from(("fr", "en")))
def test_what_is_shown_is_read_back_as_it_was(plan: FormPlan, when: Condition | None, language: str) -> None:
    raw = fields_as_stored(when, plan, language)

    alone = read_condition(raw, plan, None, language)
    seen = {**raw, "set-when-seen": [condition_view(when, plan, None, language).seen]}
    among_what_was_seen = read_condition(seen, plan, None, language)

    assert (alone.wrong, among_what_was_seen.wrong) == ({}, {})
    assert json.dumps(dump_condition(parse_condition(alone.when))) == json.dumps(dump_condition(plainer(when)))
    assert json.dumps(among_what_was_seen.when) == json.dumps(dump_condition(when))


@pytest.mark.parametrize(
    ("question", "op", "typed", "value"),
    [
        ("kind", "is", "new", "new"),
        ("jobs", "more", "1 200,5", 1200.5),
        ("start", "less", "25/06/2012", "2012-06-25"),
        ("helped", "is", "no", False),
        ("place", "within", "drome", "departement:26"),
        ("place", "within", "Ambert (63)", "commune:63003"),
    ],
)
def test_a_value_is_written_as_its_question_is_answered(question: str, op: str, typed: str, value: JsonValue) -> None:
    read = read_condition(_line(question, op, typed), PLAN, QUESTIONS["evenmore"], "fr")

    assert (read.wrong, read.when) == ({}, {"question": question, "op": op, "value": value})


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (_line("kind", "is", "old"), "value"),
        (_line("kind", "is"), "value"),
        (_line("kind", "contains", "new"), "op"),
        (_line("jobs", "more", "beaucoup"), "value"),
        (_line("start", "less", "31/02/2012"), "value"),
        (_line("place", "within", "Saint-Denis"), "value"),
        (_line("place", "within", "Nulle-Part"), "value"),
        (_line("gone", "is", "x"), "question"),
        (_line("more", "answered"), "question"),
        (_line("evenmore", "answered"), "question"),
        (_line("note", "answered"), "op"),
    ],
)
def test_what_is_wrong_is_said_beside_its_control(line: dict[str, list[str]], part: str) -> None:
    read = read_condition(line, PLAN, QUESTIONS["more"], "fr")

    assert list(read.wrong) == [f"set-when.lines.0.{part}"]


def test_blank_lines_and_empty_groups_are_left_out() -> None:
    raw = {
        "set-when.join": ["any"],
        **_line("", ""),
        **_line("helped", "answered", number=1),
        "set-when.lines.2.join": ["all"],
        "set-when.lines.2.lines.0.question": [""],
    }

    assert read_condition(raw, PLAN, None, "fr").when == {"question": "helped", "op": "answered"}


def test_what_would_go_round_in_circles_is_listed_with_the_reason() -> None:
    view = condition_view(None, PLAN, QUESTIONS["more"], "fr")
    of_section = condition_view(None, PLAN, PLAN.sections[0], "fr")

    reasons = {key: why for _, rows in view.choices for key, _, why in rows if why}
    assert reasons == {
        "more": "c’est cette question",
        "evenmore": "elle attend déjà cette réponse\u00a0: elles tourneraient en rond",
    }
    assert [key for _, rows in of_section.choices for key, _, why in rows if not why] == []
    assert "note" not in {key for _, rows in view.choices for key, _, _ in rows}


def test_a_line_of_a_question_that_is_gone_is_shown_and_kept() -> None:
    when = AllOf((Test("gone", Op.MORE, 3), Test("kind", Op.IS, "old")))

    view = condition_view(when, PLAN, None, "fr")
    read = read_condition(fields_as_stored(when, PLAN, "fr"), PLAN, None, "fr")

    gone, kind = view.root.lines
    assert not isinstance(gone, Group)
    assert not isinstance(kind, Group)
    assert (gone.is_gone, gone.value, kind.options[0]) == (True, "3", ("old", "«\u202fold\u202f», réponse retirée"))
    assert (read.wrong, read.when) == ({}, dump_condition(when))


def test_another_question_brings_its_own_comparisons_and_forgets_the_value() -> None:
    raw = {**_line("jobs", "is", "new"), "set-when.lines.0.drawn": ["kind"], "set-do": ["look set-when.lines.0"]}

    line = condition_view(None, PLAN, None, "fr", again=redrawn(raw)).root.lines[0]

    assert not isinstance(line, Group)
    assert (line.control, line.op, line.value) == ("number", "is", "")


def test_a_place_of_many_names_is_asked_again() -> None:
    line = condition_view(None, PLAN, None, "fr", _line("place", "within", "Saint-Denis")).root.lines[0]

    assert not isinstance(line, Group)
    assert "Saint-Denis (93), commune" in [text for _, text in line.options]


def test_a_deeper_tree_than_one_can_make_is_shown_whole() -> None:
    deep: Condition = Test("helped", Op.IS, True)
    for number in range(6):
        deep = (AllOf if number % 2 else AnyOf)((deep, Test("jobs", Op.MORE, number)))

    group = condition_view(deep, PLAN, None, "fr").root
    deepens = [group.deepens]
    while isinstance(group.lines[0], Group):
        group = group.lines[0]
        deepens.append(group.deepens)

    assert deepens == [True, True, False, False, False, False]
