"""What differs between two forms."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import JsonValue

from app.domain.conditions import Op, Test
from app.domain.form_changes import difference, displaced, merged, seen_by_applicants, touched
from app.domain.form_plans import FormPlan, Section, parse_form_plan
from app.domain.questions import BudgetLine, BudgetPlan, FilePlan, Option, Question, QuestionKind, Reader, Stage
from app.domain.texts import Texts, texts

TITLE = Question("title", QuestionKind.SHORT, texts(fr="Titre", en="Title"), required=True)
AIM = Question("aim", QuestionKind.LONG, texts(fr="But"), limit=500, unit="words")
SIZE = Question(
    "size",
    QuestionKind.CHOICE,
    texts(fr="Taille"),
    options=(Option("s", texts(fr="Petite")), Option("l", texts(fr="Grande"))),
)
MONEY = Question(
    "money",
    QuestionKind.BUDGET,
    texts(fr="Budget"),
    budget=BudgetPlan((2012,), (BudgetLine("rent", texts(fr="Loyer")),), (BudgetLine("sales", texts(fr="Ventes")),)),
)
PAPERS = Question("papers", QuestionKind.FILES, texts(fr="Statuts"), files=FilePlan())
FIRST = Section("first", texts(fr="Le projet"), 10, (TITLE, AIM, SIZE))
SECOND = Section("second", texts(fr="Les moyens"), 5, (MONEY, PAPERS))
FORM = FormPlan((FIRST, SECOND))


def with_question(question: Question) -> FormPlan:
    """The form with this question instead of the one of the same key."""
    return FormPlan(
        tuple(
            replace(one, questions=tuple(question if old.key == question.key else old for old in one.questions))
            for one in FORM.sections
        )
    )


def told(new: FormPlan) -> list[tuple[str, str, str]]:
    return [(change.code, change.section, change.question) for change in difference(FORM, new)]


@pytest.mark.parametrize(
    ("question", "code", "before", "after"),
    [
        (replace(TITLE, required=False), "made_optional", None, None),
        (replace(AIM, required=True), "made_required", None, None),
        (replace(AIM, stage=Stage.SELECTION), "stage_changed", "filing", "selection"),
        (
            replace(TITLE, label=texts(fr="Nom", en="Title")),
            "label_reworded",
            TITLE.label,
            {"fr": "Nom", "en": "Title"},
        ),
        (replace(TITLE, help=texts(fr="Court")), "help_reworded", {}, {"fr": "Court"}),
        (replace(TITLE, example=texts(fr="Le séchoir")), "example_reworded", {}, {"fr": "Le séchoir"}),
        (replace(AIM, limit=300), "limit_changed", {"limit": 500, "unit": "words"}, {"limit": 300, "unit": "words"}),
        (
            replace(AIM, limit=None, unit=None),
            "limit_lifted",
            {"limit": 500, "unit": "words"},
            {"limit": None, "unit": None},
        ),
        (
            replace(AIM, minimum=9),
            "bounds_changed",
            {"minimum": None, "maximum": None},
            {"minimum": 9, "maximum": None},
        ),
        (replace(AIM, decimals=0), "decimals_changed", 2, 0),
        (replace(SIZE, options=SIZE.options[:1]), "options_removed", [{"fr": "Grande"}], None),
        (replace(SIZE, options=SIZE.options[::-1]), "options_ordered", None, None),
        (
            replace(SIZE, options=(*SIZE.options, Option("m", texts(fr="Moyenne")))),
            "options_added",
            None,
            [{"fr": "Moyenne"}],
        ),
        (
            replace(SIZE, options=(Option("s", texts(fr="Menue")), SIZE.options[1])),
            "options_reworded",
            [{"fr": "Petite"}],
            [{"fr": "Menue"}],
        ),
        (replace(SIZE, kind=QuestionKind.CHOICES), "kind_changed", "choice", "choices"),
        (replace(TITLE, readers=(Reader.PUBLIC,)), "readers_changed", ["reviewers"], ["public"]),
        (replace(TITLE, identifies=True), "settings_changed", None, ["identifies"]),
        (
            replace(PAPERS, files=FilePlan(types=("odt",))),
            "files_changed",
            {"at_most": 1, "max_bytes": 10_000_000, "types": ["pdf"]},
            {"at_most": 1, "max_bytes": 10_000_000, "types": ["odt"]},
        ),
    ],
)
def test_each_change_of_a_question_has_its_code(
    question: Question, code: str, before: JsonValue, after: JsonValue
) -> None:
    [change] = difference(FORM, with_question(question))

    assert (change.code, change.question, change.name) == (code, question.key, question.label)
    assert (change.before, change.after) == (before, after)


def test_the_lines_and_years_of_a_budget_are_told() -> None:
    assert MONEY.budget is not None
    lines = (BudgetLine("wages", texts(fr="Salaires")),)

    found = difference(FORM, with_question(replace(MONEY, budget=replace(MONEY.budget, years=(2013,), expenses=lines))))

    assert [(one.code, one.before, one.after) for one in found] == [
        ("lines_removed", [{"fr": "Loyer"}], None),
        ("lines_added", None, [{"fr": "Salaires"}]),
        ("years_changed", [2012], [2013]),
    ]
    [other] = difference(FORM, with_question(replace(MONEY, budget=replace(MONEY.budget, balance="free"))))
    assert (other.code, other.after) == ("settings_changed", ["balance"])


def test_a_condition_is_set_changed_or_lifted() -> None:
    yes, no = (replace(AIM, when=Test("title", op)) for op in (Op.ANSWERED, Op.IS))

    assert [one.code for one in difference(FORM, with_question(yes))] == ["condition_set"]
    assert [one.code for one in difference(with_question(yes), with_question(no))] == ["condition_changed"]
    assert [one.code for one in difference(with_question(yes), FORM)] == ["condition_lifted"]


def test_changes_come_in_the_order_of_the_new_form_and_what_is_gone_where_it_was() -> None:
    partner = Question("partner", QuestionKind.SHORT, texts(fr="Partenaire"))
    first = replace(FIRST, title=texts(fr="Votre projet"), questions=(SIZE, TITLE))
    new = FormPlan((replace(SECOND, questions=(partner, PAPERS, AIM)), first))

    assert told(new) == [
        ("section_moved", "second", ""),
        ("question_removed", "second", "money"),
        ("question_added", "second", "partner"),
        ("question_moved", "second", "aim"),
        ("title_reworded", "first", ""),
        ("question_reordered", "first", "size"),
    ]


def test_a_section_that_goes_takes_its_questions_and_one_that_comes_brings_them() -> None:
    assert told(FormPlan((FIRST,))) == [
        ("section_removed", "second", ""),
        ("question_removed", "second", "money"),
        ("question_removed", "second", "papers"),
    ]
    assert [one.code for one in difference(FormPlan((FIRST,)), FORM)] == ["section_added"] + ["question_added"] * 2


def test_applicants_are_not_told_of_what_does_not_matter_to_them() -> None:
    new = FormPlan((replace(FIRST, minutes=20), SECOND))

    assert [one.code for one in difference(FORM, new)] == ["minutes_changed"]
    assert seen_by_applicants(difference(FORM, new)) == ()
    assert seen_by_applicants(difference(FORM, with_question(replace(TITLE, identifies=True)))) == ()


def test_the_changes_of_a_question_are_found_by_its_key() -> None:
    changes = difference(FORM, with_question(replace(AIM, limit=300, required=True)))

    assert {key: [one.code for one in found] for key, found in touched(changes).items()} == {
        "aim": ["made_required", "limit_changed"]
    }


KEYS = some.lists(some.sampled_from("abcdefgh"), unique=True)


@given(KEYS, KEYS)
def test_the_fewest_keys_move(old: list[str], new: list[str]) -> None:
    shifted = displaced(old, new)

    assert [key for key in old if key in new and key not in shifted] == [
        key for key in new if key in old and key not in shifted
    ]
    assert [key for key in merged(old, new) if key in new] == new
    assert set(merged(old, new)) == {*old, *new}


@some.composite
def forms(draw: some.DrawFn) -> FormPlan:
    """Forms that share their keys."""
    keys = draw(
        some.lists(some.sampled_from(["title", "aim", "size", "money", "papers", "more"]), unique=True, max_size=6)
    )
    cut = draw(some.integers(0, len(keys)))
    parts = [part for part in (keys[:cut], keys[cut:]) if part]
    names = draw(some.permutations(["first", "second"]))
    return FormPlan(
        tuple(
            Section(
                name,
                draw(TEXTS),
                draw(some.integers(0, 2)),
                tuple(draw(questions(key)) for key in part),
                draw(TEXTS),
                draw(WHEN),
            )
            for name, part in zip(names, parts, strict=False)
        )
    )


TEXTS = some.dictionaries(some.sampled_from(["fr", "en"]), some.sampled_from(["a", "b"])).map(Texts.of)
WHEN = some.sampled_from([None, Test("other", Op.ANSWERED), Test("other", Op.IS, "x")])


@some.composite
def questions(draw: some.DrawFn, key: str) -> Question:
    return Question(
        key,
        draw(some.sampled_from([QuestionKind.SHORT, QuestionKind.LONG, QuestionKind.CHOICE])),
        draw(TEXTS),
        help=draw(TEXTS),
        required=draw(some.booleans()),
        when=draw(WHEN),
        readers=draw(some.sampled_from([(), (Reader.REVIEWERS,), (Reader.PUBLIC, Reader.REVIEWERS)])),
        identifies=draw(some.booleans()),
        options=draw(some.sampled_from([SIZE.options, SIZE.options[:1], SIZE.options[::-1]])),
        limit=draw(some.sampled_from([None, 5])),
        unit="words",
        maximum=draw(some.sampled_from([None, 5])),
    )


@given(forms(), forms())
def test_nothing_differs_exactly_when_both_ask_the_same(old: FormPlan, new: FormPlan) -> None:
    assert difference(old, old) == ()
    assert (difference(old, new) == ()) == (old == new)


def test_the_difference_of_plans_read_from_json_is_none() -> None:
    json: JsonValue = {"sections": [{"key": "one", "title": {"en": "B", "fr": "A"}, "minutes": 1, "questions": []}]}
    other: JsonValue = {"sections": [{"key": "one", "title": {"fr": "A", "en": "B"}, "minutes": 1, "questions": []}]}

    assert difference(parse_form_plan(json), parse_form_plan(other)) == ()
