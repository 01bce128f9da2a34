"""What a form asks."""

import json

import pytest
from pydantic import JsonValue

from app.domain.form_plans import FormPlan, Section, dump_form_plan, parse_form_plan
from app.domain.questions import (
    BudgetLine,
    BudgetPlan,
    FilePlan,
    Option,
    Question,
    QuestionKind,
    RepeatPlan,
)
from app.domain.texts import Texts, texts

BUDGET = BudgetPlan(
    years=(2012, 2013),
    expenses=(BudgetLine("personnel", texts(fr="Personnel")),),
    resources=(BudgetLine("ventes", texts(fr="Ventes"), own=True),),
)
NAME = Question("name", QuestionKind.SHORT, texts(fr="Nom"), required=True)
EVERY_KIND = tuple(
    Question(
        key=f"ask_{kind}",
        kind=kind,
        label=texts(fr=f"Question {kind}", en=f"Question {kind}"),
        help=texts(fr="Aide") if kind == QuestionKind.LONG else Texts(),
        required=kind == QuestionKind.LONG,
        options=(Option("one", texts(fr="Un")),) if kind in {QuestionKind.CHOICE, QuestionKind.CHOICES} else (),
        limit=250 if kind == QuestionKind.LONG else None,
        unit="words" if kind == QuestionKind.LONG else None,
        minimum=0.5 if kind == QuestionKind.NUMBER else None,
        budget=BUDGET if kind == QuestionKind.BUDGET else None,
        files=FilePlan(at_most=3) if kind == QuestionKind.FILES else None,
        repeat=RepeatPlan((NAME,), at_least=1, noun=texts(fr="Partenaire")) if kind == QuestionKind.REPEAT else None,
    )
    for kind in QuestionKind
)
PLAN = FormPlan((Section("everything", texts(fr="Tout"), 12, EVERY_KIND),))


def test_a_form_comes_back_from_json_as_it_went() -> None:
    stored = json.loads(json.dumps(dump_form_plan(PLAN)))

    assert parse_form_plan(stored) == PLAN


def test_what_is_left_to_its_default_is_not_stored() -> None:
    plan = FormPlan((Section("one", texts(fr="Un"), 5, (Question("name", QuestionKind.SHORT, texts(fr="Nom")),)),))

    assert dump_form_plan(plan)["sections"] == [
        {
            "key": "one",
            "title": {"fr": "Un"},
            "minutes": 5,
            "questions": [{"key": "name", "kind": "short", "label": {"fr": "Nom"}}],
        }
    ]


def test_equal_questions_hash_alike() -> None:
    again = parse_form_plan(dump_form_plan(PLAN)).questions

    assert hash(again) == hash(PLAN.questions)


def test_the_order_of_languages_does_not_matter() -> None:
    assert (Texts.of({"fr": "a", "en": "b"}) == texts(en="b", fr="a"), hash(texts(fr="a", en="b"))) == (
        True,
        hash(texts(en="b", fr="a")),
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"key": "Bad-Key"}, "String should match pattern"),
        ({"kind": "riddle"}, "Input should be"),
        ({"kind": "choice"}, "nothing to choose from"),
        ({"kind": "budget"}, "budget plan misplaced"),
        ({"limit": 250}, "a limit needs a unit"),
        ({"limlt": 250}, "Unexpected keyword argument"),
        ({"files": {"at_most": 2}}, "file plan misplaced"),
    ],
)
def test_a_wrong_description_is_refused_with_its_reason(change: dict[str, JsonValue], reason: str) -> None:
    asked: JsonValue = {"key": "name", "kind": "short", "label": {"fr": "Nom"}, **change}

    with pytest.raises(ValueError, match=reason):
        parse_form_plan({"sections": [{"key": "a", "title": {"fr": "A"}, "minutes": 1, "questions": [asked]}]})


def test_two_questions_of_a_form_never_share_a_key() -> None:
    name = Question("name", QuestionKind.SHORT, texts(fr="Nom"))
    sections = tuple(Section(key, texts(fr=key), 1, (name,)) for key in ("a", "b"))

    with pytest.raises(ValueError, match="question named twice: name"):
        FormPlan(sections)
