"""Everything wrong in a form is said, and what is said to be never asked never is."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app.domain.conditions import AllOf, AnyOf, Condition, Op, Test
from app.domain.entries import field_of, parse_raw
from app.domain.form_plans import FormPlan, Section, asked
from app.domain.form_problems import Fault, faults_of
from app.domain.questions import Option, Question, QuestionKind, Reader
from app.domain.texts import Texts, texts
from tests.generated_forms import Filled, filled, question

BOTH = texts(fr="Question", en="Question")
OPTIONS = (Option("new", texts(fr="Neuf", en="New")), Option("old", texts(fr="Ancien", en="Old")))
KIND = Question("kind", QuestionKind.CHOICE, BOTH, options=OPTIONS)
JOBS = Question("jobs", QuestionKind.NUMBER, BOTH, minimum=0, maximum=500)
THEMES = Question("themes", QuestionKind.CHOICES, BOTH, options=OPTIONS)
SINCE = Question("since", QuestionKind.DATE, BOTH)
NAME = Question("name", QuestionKind.SHORT, BOTH)
AWAITED = (KIND, JOBS, THEMES, SINCE, NAME)
NEW, OLD = Test("kind", Op.IS, "new"), Test("kind", Op.IS, "old")


def _plan(*later: Question, when: Condition | None = None, first: tuple[Question, ...] = AWAITED) -> FormPlan:
    return FormPlan((Section("one", BOTH, 5, first), Section("two", BOTH, 5, later, when=when)))


def _codes(plan: FormPlan) -> list[tuple[str, str, str]]:
    return [(fault.code, fault.question or fault.section, fault.part) for fault in faults_of(plan)]


def _asking(when: Condition) -> FormPlan:
    return _plan(Question("it", QuestionKind.SHORT, BOTH, when=when))


def test_a_form_well_made_has_no_fault() -> None:
    assert faults_of(_asking(AllOf((NEW, AnyOf((Test("jobs", Op.MORE, 5), Test("name", Op.CONTAINS, "pôle"))))))) == []


@pytest.mark.parametrize(
    ("when", "code", "part"),
    [
        (AllOf((NEW, OLD)), "never_holds", ""),
        (AllOf((Test("jobs", Op.LESS, 5), Test("jobs", Op.MORE, 5))), "never_holds", ""),
        (AllOf((Test("since", Op.MORE, "2012-01-01"), Test("since", Op.LESS, "2012-01-02"))), "never_holds", ""),
        (AllOf((Test("name", Op.IS, "Le pôle"), Test("name", Op.CONTAINS, "wagon"))), "never_holds", ""),
        (AnyOf(()), "never_holds", ""),
        (AnyOf((Test("kind", Op.ANSWERED), Test("kind", Op.IS_NOT, "new"))), "always_holds", ""),
        (AllOf(()), "always_holds", ""),
        (AnyOf((NEW, AllOf((OLD, Test("kind", Op.IS_NOT, "old"))))), "dead_branch", "1"),
        (Test("gone", Op.ANSWERED), "unknown_question", ""),
        (AnyOf((NEW, Test("kind", Op.IS, "gone"))), "unknown_option", "1"),
        (Test("kind", Op.LESS, 5), "unfit_operator", ""),
        (Test("jobs", Op.MORE, "beaucoup"), "unfit_value", ""),
        (Test("jobs", Op.MORE, None), "unfit_value", ""),
        (Test("since", Op.LESS, "2012-02-30"), "unfit_value", ""),
        (Test("jobs", Op.MORE, 500), "out_of_bounds", ""),
        (Test("jobs", Op.LESS, 0), "out_of_bounds", ""),
    ],
)
def test_a_condition_that_makes_no_sense_is_named(when: Condition, code: str, part: str) -> None:
    assert (code, "it", part) in _codes(_asking(when))


@pytest.mark.parametrize(
    "when",
    [
        AllOf((Test("jobs", Op.MORE, 5), Test("jobs", Op.LESS, 6))),
        AllOf((Test("since", Op.MORE, "2012-01-01"), Test("since", Op.LESS, "2012-01-03"))),
        AllOf((Test("themes", Op.CONTAINS, "new"), Test("themes", Op.CONTAINS, "old"))),
        AllOf((Test("name", Op.CONTAINS, "pôle"), Test("name", Op.CONTAINS, "POLE"), Test("name", Op.IS_NOT, "pôle"))),
        AllOf((Test("name", Op.IS, "Le pôle"), Test("name", Op.CONTAINS, "pole"))),
    ],
)
def test_a_condition_that_can_hold_is_not_called_dead(when: Condition) -> None:
    assert faults_of(_asking(when)) == []


def test_a_question_may_be_dead_through_its_section_or_what_it_waits_for() -> None:
    through_section = _plan(Question("it", QuestionKind.SHORT, BOTH, when=OLD), when=NEW)
    middle = Question("middle", QuestionKind.SHORT, BOTH, when=NEW)
    through_another = _plan(
        middle, Question("it", QuestionKind.SHORT, BOTH, when=AllOf((OLD, Test("middle", Op.ANSWERED))))
    )
    whole_section = _plan(Question("it", QuestionKind.SHORT, BOTH, when=NEW), when=AllOf((NEW, OLD)))

    assert _codes(through_section) == [("never_asked", "it", "")]
    assert _codes(through_another) == [("never_asked", "it", "")]
    assert _codes(whole_section) == [("never_holds", "two", "")]


def test_too_many_cases_are_not_judged() -> None:
    many = tuple(replace(NAME, key=f"n{number}") for number in range(12))
    tests = tuple(Test(f"n{number}", Op.CONTAINS, word) for number in range(12) for word in ("a", "b"))

    assert (
        _codes(_plan(Question("it", QuestionKind.SHORT, BOTH, when=AllOf((*tests, NEW, OLD))), first=(KIND, *many)))
        == []
    )


@pytest.mark.parametrize(
    ("wrong", "code", "advice"),
    [
        (replace(NAME, label=Texts()), "no_text", False),
        (replace(NAME, label=texts(en="Name")), "no_text", False),
        (replace(NAME, label=texts(fr="Nom")), "untranslated", True),
        (replace(NAME, help=texts(fr="Aide")), "untranslated", True),
        (replace(JOBS, minimum=10, maximum=5), "bounds_crossed", False),
        (replace(NAME, minimum=10, limit=5, unit="words"), "bounds_crossed", False),
        (replace(THEMES, minimum=3), "too_few_options", False),
        (replace(KIND, options=OPTIONS[:1]), "one_option", True),
        (replace(NAME, readers=()), "nobody_reads", True),
        (Question("mail", QuestionKind.EMAIL, BOTH, readers=(Reader.PUBLIC,)), "public_contact", True),
    ],
)
def test_a_question_badly_set_is_named(wrong: Question, code: str, advice: bool) -> None:
    (fault,) = faults_of(FormPlan((Section("one", BOTH, 5, (wrong,)),)))

    assert (fault.code, fault.section, fault.question, fault.advice) == (code, "one", wrong.key, advice)


def test_empty_places_are_named() -> None:
    assert faults_of(FormPlan(())) == [Fault("empty_form")]
    assert faults_of(FormPlan((Section("one", BOTH, 5, ()),))) == [Fault("empty_section", "one")]


def test_waiting_for_what_comes_later_is_an_advice() -> None:
    (fault,) = faults_of(_plan(replace(NAME, key="late"), first=(replace(NAME, when=Test("late", Op.ANSWERED)),)))

    assert (fault.code, fault.params, fault.advice) == ("asked_later", {"other": "late"}, True)


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(filled())
def test_what_is_said_to_be_dead_is_never_asked(form: Filled) -> None:
    faults = faults_of(form.plan)
    dead = {one.question for one in faults if one.code in ("never_holds", "never_asked") and one.question}
    shut = {one.section for one in faults if one.code in ("never_holds", "never_asked") and not one.question}
    dead |= {one.key for section in form.plan.sections if section.key in shut for one in section.questions}
    always = {one.question for one in faults if one.code == "always_holds" and one.question}

    values = {one.key: parse_raw(one, {field_of(one): form.typed.get(one.key, [])}) for one in form.plan.questions}
    found = asked(form.plan, {**values, **form.stored}, lambda place: frozenset({place}))

    assert dead & found == set()
    for section in form.plan.sections:
        if section.when is None:
            assert {one.key for one in section.questions} & always <= found


CHOSEN = {QuestionKind.CHOICE: (None, "wood", "food", "wool"), QuestionKind.YES_NO: (None, True, False)}


def _fitting(among: dict[str, QuestionKind]) -> some.SearchStrategy[Condition]:
    """Trees of tests that suit these questions."""
    tests = some.one_of(
        *(
            some.builds(
                Test, some.just(key), some.sampled_from([Op.IS, Op.IS_NOT]), some.sampled_from(CHOSEN[kind][1:])
            )
            for key, kind in among.items()
        ),
        some.builds(Test, some.sampled_from(list(among)), some.just(Op.ANSWERED)),
    )
    branches = some.lists(tests, min_size=1, max_size=3).map(tuple)
    deeper = some.one_of(tests, some.builds(AllOf, branches), some.builds(AnyOf, branches))
    return some.one_of(
        deeper, some.builds(AllOf, some.tuples(deeper, deeper)), some.builds(AnyOf, some.tuples(deeper, deeper))
    )


@some.composite
def _small(draw: some.DrawFn) -> FormPlan:
    """A form whose every case can be tried: four questions answered by choosing, that wait for each other."""
    decided: dict[str, QuestionKind] = {}
    made = []
    for number in range(4):
        kind = draw(some.sampled_from(list(CHOSEN)))
        when = draw(_fitting(decided)) if decided else None
        made.append(question(f"q{number}", kind, when))
        decided[f"q{number}"] = kind
    return FormPlan((Section("one", BOTH, 5, tuple(made)),))


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(_small())
def test_every_question_that_is_never_asked_is_named_and_no_other(plan: FormPlan) -> None:
    faults = faults_of(plan)
    dead = {one.question for one in faults if one.code in ("never_holds", "never_asked")}
    idle = {one.question for one in faults if one.code == "always_holds"}

    cases = product(*(CHOSEN[one.kind] for one in plan.questions))
    seen = [asked(plan, {f"q{place}": value for place, value in enumerate(case)}, frozenset) for case in cases]

    assert dead == {one.key for one in plan.questions} - frozenset().union(*seen)
    assert idle == {one.key for one in plan.questions if one.when} & frozenset.intersection(*seen)
