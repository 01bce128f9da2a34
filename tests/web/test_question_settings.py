"""The settings of a question: shown as fields, read back as they were."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from app.domain.conditions import Op, Test
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import (
    BudgetLine,
    BudgetPlan,
    FilePlan,
    Option,
    Question,
    QuestionKind,
    RepeatPlan,
    TemplateFile,
)
from app.domain.texts import texts
from app.web.question_settings import fields_as_stored, read_settings, settings_of, settings_view
from tests.web.made import questions

QUESTION: TypeAdapter[Question] = TypeAdapter(Question)
CHOICE = Question(
    "project",
    QuestionKind.CHOICE,
    texts(fr="Projet", en="Project"),
    options=(Option("existing", texts(fr="Pôle existant", en="Existing pole")), Option("new", texts(fr="Nouveau"))),
)
LONG = Question("summary", QuestionKind.LONG, texts(fr="Résumé"), limit=500, unit="words")
BUDGET = Question(
    "budget",
    QuestionKind.BUDGET,
    texts(fr="Budget"),
    budget=BudgetPlan(
        (2012,), (BudgetLine("staff", texts(fr="Personnel")),), (BudgetLine("sales", texts(fr="Ventes"), own=True),)
    ),
)
FILES = Question(
    "statutes",
    QuestionKind.FILES,
    texts(fr="Statuts"),
    files=FilePlan(1, 10_485_760, ("odt", "pdf"), TemplateFile("0" * 64, "modèle.odt")),
)
BLOCK = Question(
    "partners",
    QuestionKind.REPEAT,
    texts(fr="Partenaires"),
    repeat=RepeatPlan((Question("name", QuestionKind.SHORT, texts(fr="Nom"), limit=80, unit="characters"),), 1, 5),
)


def _plan(*asked: Question) -> FormPlan:
    return FormPlan((Section("one", texts(fr="Un"), 5, asked),))


def _typed(question: Question, **fields: str) -> dict[str, list[str]]:
    """The fields as they are shown, some of them typed again: `set-budget.years` is written `budget__years`."""
    named = {f"set-{name.replace('__', '.')}": [value] for name, value in fields.items()}
    return {**fields_as_stored(question, "fr"), **named}


@settings(max_examples=200)
@given(questions(), st.sampled_from(("fr", "en")))
def test_what_is_shown_is_read_back_as_it_was(question: Question, language: str) -> None:
    view = settings_view(question, _plan(question), language)

    read = read_settings(question, {**view.raw, "set-seen": [view.seen]}, language)

    stored = QUESTION.dump_python(question, mode="json")
    assert read.wrong == {}
    assert QUESTION.validate_python({**stored, **read.values}) == question
    assert {name: read.seen[name] for name in read.values} == read.values


def test_words_change_and_the_key_stays() -> None:
    read = read_settings(CHOICE, _typed(CHOICE, options__0__label__fr="Pôle constitué"), "fr")

    assert read.values["options"] == [
        {"key": "existing", "label": {"fr": "Pôle constitué", "en": "Existing pole"}},
        {"key": "new", "label": {"fr": "Nouveau"}},
    ]


def test_a_new_row_gets_a_key_from_its_words_that_nobody_has() -> None:
    raw = _typed(CHOICE, options__2__label__fr="Existing", options__3__label__fr="2e phase", options__4__label__fr=" ")

    options = read_settings(CHOICE, raw, "fr").values["options"]

    assert isinstance(options, list)
    assert [one["key"] for one in options if isinstance(one, dict)] == ["existing", "new", "existing_2", "n_2e_phase"]


def test_a_key_that_is_sent_twice_or_is_none_is_made_anew() -> None:
    raw = _typed(CHOICE, options__1__key="existing", options__2__key="No-Key", options__2__label__fr="Autre")

    options = read_settings(CHOICE, raw, "fr").values["options"]

    assert isinstance(options, list)
    assert [one["key"] for one in options if isinstance(one, dict)] == ["existing", "nouveau", "autre"]


def test_what_the_page_showed_first_is_what_an_edit_says_it_saw() -> None:
    view = settings_view(CHOICE, _plan(CHOICE), "fr")
    changed_meanwhile = Question("project", QuestionKind.CHOICE, texts(fr="Projet"), options=CHOICE.options[:1])

    read = read_settings(changed_meanwhile, {**view.raw, "set-seen": [view.seen]}, "fr")

    assert read.seen == settings_of(CHOICE)


def test_the_unit_is_said_before_the_length_it_counts() -> None:
    plain = Question("title", QuestionKind.SHORT, texts(fr="Titre"))

    read = read_settings(plain, _typed(plain, limit="1 200", unit="characters"), "fr")

    assert list(read.values.items()) == [("unit", "characters"), ("limit", 1200), ("minimum", None)]


def test_a_row_without_french_is_refused_and_kept_as_it_was_typed() -> None:
    raw = _typed(CHOICE, options__0__label__fr="", options__0__label__en="Pole")

    read = read_settings(CHOICE, raw, "fr")
    view = settings_view(CHOICE, _plan(CHOICE), "fr", raw, wrong=read.wrong)

    assert list(read.wrong) == ["set-options.0.label.fr"]
    assert view.typed("set-options.0.label.en") == "Pole"


@pytest.mark.parametrize(
    ("question", "fields", "field"),
    [
        (LONG, {"limit": "beaucoup"}, "set-limit"),
        (LONG, {"limit": "0"}, "set-limit"),
        (LONG, {"limit": "12,5"}, "set-limit"),
        (LONG, {"minimum": "600"}, "set-limit"),
        (LONG, {"unit": "pages"}, "set-unit"),
        (BUDGET, {"budget__years": "bientôt"}, "set-budget.years"),
        (BUDGET, {"budget__years": "2014-2012"}, "set-budget.years"),
        (BUDGET, {"budget__years": "1950-2100"}, "set-budget.years"),
        (BUDGET, {"budget__expenses__0__label__fr": ""}, "set-budget.expenses"),
        (BUDGET, {"budget__balance": "perhaps"}, "set-budget.balance"),
        (
            BUDGET,
            {"budget__own_share_at_least": "30", "budget__resources__0__own": ""},
            "set-budget.own_share_at_least",
        ),
        (FILES, {"files__size": "0"}, "set-files.size"),
        (FILES, {"files__at_most": ""}, "set-files.at_most"),
        (FILES, {"minimum": "2"}, "set-minimum"),
        (BLOCK, {"repeat__at_least": "9"}, "set-repeat.at_most"),
        (BLOCK, {"repeat__questions__0__kind": "members"}, "set-repeat.questions.0.kind"),
        (BLOCK, {"repeat__questions__0__kind": "choice"}, "set-repeat.questions.0.options"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(question: Question, fields: dict[str, str], field: str) -> None:
    read = read_settings(question, _typed(question, **fields), "fr")

    assert list(read.wrong) == [field]


@pytest.mark.parametrize(
    ("typed", "years"),
    [("2012 2013", [2012, 2013]), ("2012, 2013 et 2014", [2012, 2013, 2014]), ("2012-2014", [2012, 2013, 2014])],
)
def test_years_are_written_as_people_write_them(typed: str, years: list[int]) -> None:
    budget = read_settings(BUDGET, _typed(BUDGET, budget__years=typed), "fr").values["budget"]

    assert isinstance(budget, dict)
    assert budget["years"] == years


def test_the_model_to_fill_in_stays_until_its_removal_is_ticked() -> None:
    kept = read_settings(FILES, _typed(FILES, files__size="5"), "fr").values["files"]
    gone = read_settings(FILES, _typed(FILES, files__template_removed="yes"), "fr").values["files"]

    assert isinstance(kept, dict)
    assert isinstance(gone, dict)
    assert (kept["max_bytes"], kept["types"], "template" in kept) == (5_000_000, ["odt", "pdf"], True)
    assert (gone["max_bytes"], "template" in gone) == (10_485_760, False)


def test_a_question_of_a_block_keeps_what_is_not_shown_until_its_kind_changes() -> None:
    renamed = read_settings(BLOCK, _typed(BLOCK, repeat__questions__0__label__fr="Nom complet"), "fr").values["repeat"]
    turned = read_settings(BLOCK, _typed(BLOCK, repeat__questions__0__kind="date"), "fr").values["repeat"]

    name = {"key": "name", "kind": "short", "label": {"fr": "Nom complet"}, "limit": 80, "unit": "characters"}
    assert json.dumps(renamed) == json.dumps({"questions": [name], "at_least": 1, "at_most": 5})
    assert isinstance(turned, dict)
    assert turned["questions"] == [{"key": "name", "kind": "date", "label": {"fr": "Nom"}}]


def test_an_option_says_who_waits_for_it() -> None:
    waiting = Question("more", QuestionKind.SHORT, texts(fr="Précisez"), when=Test("project", Op.IS, "new"))

    view = settings_view(CHOICE, _plan(CHOICE, waiting), "fr")

    assert view.uses == {"new": "Précisez"}
