"""What changed in a form, in words."""

from dataclasses import replace

import pytest

from app.domain.conditions import Op, Test
from app.domain.form_changes import difference
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import Question, QuestionKind
from app.domain.texts import texts
from app.web.form_changes import Line, groups_of

SIZE = Question("size", QuestionKind.NUMBER, texts(fr="Combien êtes-vous ?", en="How many are you?"))
WHY = Question("why", QuestionKind.SHORT, texts(fr="Pourquoi ?", en="Why?"))


def _plan(when: Test | None) -> FormPlan:
    return FormPlan((Section("one", texts(fr="Une", en="One"), 5, (SIZE, replace(WHY, when=when))),))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "fr",
            Line(
                "Les réponses dont elle dépend changent",
                "Demandé si « Combien êtes-vous ? » vaut plus de 3.",
                "Demandé si « Combien êtes-vous ? » vaut plus de 5.",
            ),
        ),
        (
            "en",
            Line(
                "The answers it depends on change",
                "Asked if “How many are you?” is more than 3.",
                "Asked if “How many are you?” is more than 5.",
            ),
        ),
    ],
)
def test_a_condition_that_changed_is_said_before_and_after(language: str, expected: Line) -> None:
    old, new = _plan(Test("size", Op.MORE, 3)), _plan(Test("size", Op.MORE, 5))

    [group] = groups_of(difference(old, new), old, new, language)

    [line] = group.items[0].lines
    assert replace(line, before=_plain(line.before), after=_plain(line.after)) == expected


def test_a_condition_that_is_lifted_is_said_as_it_was() -> None:
    old, new = _plan(Test("size", Op.MORE, 3)), _plan(None)

    [group] = groups_of(difference(old, new), old, new, "en")

    assert group.items[0].lines[0].before == "Asked if “How many are you?” is more than 3."
    assert group.items[0].lines[0].after == ""


def _plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")
