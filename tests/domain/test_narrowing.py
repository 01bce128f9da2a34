"""Narrowing a form to what is asked: nothing is lost, nothing else is demanded, and the order does not matter."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from pydantic import JsonValue, ValidationError

from app.domain.answers import answer_model, asks, blocking, check_answers
from app.domain.entries import field_of, parse_raw
from app.domain.form_plans import FormPlan, asked, narrowed, waiting_order, waits
from tests.generated_forms import Filled, filled

MANY = settings(max_examples=100, suppress_health_check=list(HealthCheck))


def _within(place: str) -> frozenset[str]:
    return frozenset({place, "departement:63"} if place == "commune:63003" else {place})


def _values(form: Filled) -> dict[str, JsonValue]:
    read = {one.key: parse_raw(one, {field_of(one): form.typed.get(one.key, [])}) for one in form.plan.questions}
    return {**read, **form.stored}


@MANY
@given(filled())
def test_what_is_not_asked_decides_nothing_and_is_not_lost(form: Filled) -> None:
    values = _values(form)
    before = dict(values)

    kept = asked(form.plan, values, _within)
    plan = narrowed(form.plan, values, _within)

    assert values == before
    assert {one.key for one in plan.questions} == kept
    assert all(section.questions for section in plan.sections) or not form.plan.is_conditional
    # The answers to what is not asked can be thrown away, or kept: the form is the same.
    assert asked(form.plan, {key: values[key] for key in kept}, _within) == kept
    assert narrowed(plan, values, _within) is plan


@MANY
@given(filled())
def test_what_is_asked_depends_on_the_decisive_answers_alone(form: Filled) -> None:
    values = _values(form)
    decisive = {key: value for key, value in values.items() if key in form.plan.decisive}

    assert asked(form.plan, decisive, _within) == asked(form.plan, values, _within)


@MANY
@given(filled())
def test_a_final_dossier_is_right_exactly_when_it_is_right_for_what_is_asked(form: Filled) -> None:
    values = _values(form)
    plan = narrowed(form.plan, values, _within)
    kept = {one.key for one in plan.questions}

    problems = blocking(check_answers(plan.questions, values, final=True))

    whole = blocking(check_answers(form.plan.questions, values, final=True))
    assert problems == [one for one in whole if one.question_key in kept]
    sent = {one.key: values[one.key] for one in plan.questions if asks(one)}
    try:
        answer_model(plan.questions, final=True).model_validate(sent)
        accepted = True
    except ValidationError:
        accepted = False
    assert accepted == (not problems)


@MANY
@given(filled(), some.randoms(use_true_random=False))
def test_the_order_of_questions_changes_nothing(form: Filled, chance) -> None:  # type: ignore[no-untyped-def]
    values = _values(form)
    sections = list(form.plan.sections)
    chance.shuffle(sections)
    mixed = FormPlan(
        tuple(replace(one, questions=tuple(chance.sample(one.questions, len(one.questions)))) for one in sections)
    )

    assert asked(mixed, values, _within) == asked(form.plan, values, _within)
    place = {key: number for number, key in enumerate(waiting_order(mixed))}
    assert all(place[needed] < place[key] for key, many in waits(mixed).items() for needed in many)
