"""What is wrong in a form is said in words, in both languages."""

import pytest

from app.domain.condition_fit import fitting_ops
from app.domain.conditions import AllOf, AnyOf, Condition, Op, Test
from app.domain.form_plans import FormPlan, Section
from app.domain.form_problems import Fault, faults_of
from app.domain.questions import Option, Question, QuestionKind
from app.domain.texts import texts
from app.web.condition_ops import OPS, family_of
from app.web.i18n import LANGUAGES
from app.web.messages_form_problems import fault_line, fault_text

OPTIONS = (Option("new", texts(fr="Neuf", en="New")), Option("old", texts(fr="Ancien", en="Old")))
KIND = Question("kind", QuestionKind.CHOICE, texts(fr="Nature", en="Kind"), options=OPTIONS)
JOBS = Question("jobs", QuestionKind.NUMBER, texts(fr="Emplois", en="Jobs"), minimum=0, maximum=500)
NEW, OLD = Test("kind", Op.IS, "new"), Test("kind", Op.IS, "old")


def _plan(when: Condition) -> FormPlan:
    it = Question("it", QuestionKind.SHORT, texts(fr="Racontez", en="Tell"), when=when)
    return FormPlan((Section("one", texts(fr="Un", en="One"), 5, (KIND, JOBS, it)),))


def _words(when: Condition, language: str) -> list[str]:
    plan = _plan(when)
    return [fault_line(fault, plan, language) for fault in faults_of(plan)]


@pytest.mark.parametrize(
    ("when", "french", "english"),
    [
        (
            AllOf((NEW, OLD)),
            "Racontez : Personne ne verra cette question : sa condition ne peut jamais être remplie.",
            "Tell: Nobody will see this question: its condition can never be met.",
        ),
        (
            Test("jobs", Op.MORE, 1000),
            "Racontez : Aucune réponse permise ne remplit ce test : « Emplois » vaut plus de 1 000.",
            "Tell: No allowed answer passes this test: “Jobs” is more than 1,000.",
        ),
        (
            AnyOf((NEW, AllOf((OLD, NEW)))),
            "Racontez : Cette branche de la condition ne peut jamais être remplie : "
            "« Nature » est « Ancien » et « Nature » est « Neuf ».",
            "Tell: This branch of the condition can never be met: “Kind” is “Old” and “Kind” is “New”.",
        ),
        (
            AnyOf((NEW, Test("kind", Op.IS, "gone"))),
            "Racontez : La condition attend de « Nature » une réponse qui n’est plus à choisir : gone.",
            "Tell: The condition expects of “Kind” an answer that can no longer be chosen: gone.",
        ),
    ],
)
def test_a_fault_says_where_it_is_and_what_it_is(when: Condition, french: str, english: str) -> None:
    plain = [line.replace("\u202f", " ").replace("\u00a0", " ") for line in _words(when, "fr")]

    assert french in plain
    assert english in _words(when, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_its_sentence(language: str) -> None:
    plan = _plan(NEW)
    codes = (
        "empty_form", "empty_section", "bounds_crossed", "too_few_options", "one_option", "nobody_reads",
        "public_contact", "unknown_question", "unfit_operator", "unfit_value", "unknown_option", "out_of_bounds",
        "asked_later", "never_holds", "never_asked", "always_holds", "dead_branch",
    )  # fmt: skip
    params: dict[str, int | float | str] = {
        "least": 1,
        "most": 2,
        "count": 1,
        "other": "kind",
        "value": "x",
        "op": "is",
        "keys": "a b",
    }
    for question in ("it", ""):
        said = [fault_text(Fault(code, "one", question, params=params), plan, language) for code in codes]
        assert len(set(said)) == len(codes)
    for field in ("title", "label", "help", "example", "option", "line", "noun"):
        for missing in LANGUAGES:
            lack = Fault("untranslated", "one", "it", "new", {"field": field, "language": missing})
            assert fault_text(lack, plan, language)


def test_the_editor_offers_no_operator_that_would_be_a_fault() -> None:
    offered = {kind: set(OPS[family_of(kind)]) for kind in QuestionKind}

    assert {kind: ops - fitting_ops(kind) for kind, ops in offered.items() if ops - fitting_ops(kind)} == {}
