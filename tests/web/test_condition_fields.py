"""Conditions as fields: shown, read back, said in words."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.conditions import Condition
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import Question
from app.domain.texts import texts
from app.web.condition_fields import (
    condition_view,
    dump_condition,
    fields_as_stored,
    parse_condition,
    plainer,
    read_condition,
)
from tests.web.made import conditions, questions

NAMES = ("a", "b", "c", "gone")


@st.composite
def plans(draw: st.DrawFn) -> FormPlan:
    """A form of three questions of any kind."""
    asked = []
    for key in NAMES[:3]:
        one = draw(questions())
        asked.append(Question(key, one.kind, texts(fr=key), options=one.options, budget=one.budget, repeat=one.repeat))
    return FormPlan((Section("one", texts(fr="Un"), 5, tuple(asked)),))


@given(plans(), st.none() | conditions(st.sampled_from(NAMES)), st.sampled_from(("fr", "en")))
def test_what_is_shown_is_read_back_as_it_was(plan: FormPlan, when: Condition | None, language: str) -> None:
    raw = fields_as_stored(when, plan, language)

    alone = read_condition(raw, plan, None, language)
    seen = {**raw, "set-when-seen": [condition_view(when, plan, None, language).seen]}
    among_what_was_seen = read_condition(seen, plan, None, language)

    assert (alone.wrong, among_what_was_seen.wrong) == ({}, {})
    assert parse_condition(alone.when) == plainer(when)
    assert among_what_was_seen.when == dump_condition(when)
