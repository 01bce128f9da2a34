"""Conditions in plain words, in both languages."""

import pytest

from app.domain.conditions import AllOf, AnyOf, Condition, Op, Test
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import Option, Question, QuestionKind
from app.domain.texts import texts
from app.web.condition_words import asked_words, condition_words

PLAN = FormPlan(
    (
        Section(
            "one",
            texts(fr="Un"),
            5,
            (
                Question(
                    "kind",
                    QuestionKind.CHOICE,
                    texts(fr="Type de projet", en="Kind of project"),
                    options=(Option("existing", texts(fr="Pôle existant", en="Existing pole")),),
                ),
                Question("jobs", QuestionKind.AMOUNT, texts(fr="Subvention", en="Grant")),
                Question("start", QuestionKind.DATE, texts(fr="Démarrage", en="Start")),
                Question("helped", QuestionKind.YES_NO, texts(fr="Aide", en="Help")),
                Question("place", QuestionKind.TERRITORY, texts(fr="Lieu", en="Place")),
                Question("statutes", QuestionKind.FILES, texts(fr="Statuts", en="Statutes")),
            ),
        ),
    )
)
KIND = Test("kind", Op.IS, "existing")
HELPED = Test("helped", Op.IS, True)


@pytest.mark.parametrize(
    ("when", "french", "english"),
    [
        (KIND, "«\u202fType de projet\u202f» est «\u202fPôle existant\u202f»", "“Kind of project” is “Existing pole”"),
        (HELPED, "la réponse à «\u202fAide\u202f» est oui", "the answer to “Help” is yes"),
        (
            Test("jobs", Op.MORE, 5000),
            "«\u202fSubvention\u202f» vaut plus de 5\u202f000\u00a0€",
            "“Grant” is more than 5,000\u00a0€",
        ),
        (
            Test("start", Op.LESS, "2012-06-01"),
            "«\u202fDémarrage\u202f» est avant le 1er juin 2012",
            "“Start” is before 1 June 2012",
        ),
        (
            Test("place", Op.WITHIN, "departement:26"),
            "«\u202fLieu\u202f» se trouve dans\u00a0: Drôme (26), département",
            "“Place” lies in: Drôme (26), département",
        ),
        (
            Test("statutes", Op.ANSWERED),
            "un fichier est joint à «\u202fStatuts\u202f»",
            "a file is attached to “Statutes”",
        ),
        (Test("gone", Op.IS_NOT, "x"), "«\u202fgone\u202f» n’est pas «\u202fx\u202f»", "“gone” is not “x”"),
        (
            AllOf((KIND, AnyOf((HELPED, Test("start", Op.ANSWERED))))),
            "«\u202fType de projet\u202f» est «\u202fPôle existant\u202f» et "
            "(la réponse à «\u202fAide\u202f» est oui ou «\u202fDémarrage\u202f» a une réponse)",
            "“Kind of project” is “Existing pole” and (the answer to “Help” is yes or “Start” has an answer)",
        ),
        (
            AnyOf((AllOf((HELPED,)), KIND)),
            "la réponse à «\u202fAide\u202f» est oui ou «\u202fType de projet\u202f» est «\u202fPôle existant\u202f»",
            "the answer to “Help” is yes or “Kind of project” is “Existing pole”",
        ),
    ],
)
def test_a_condition_is_said_in_words(when: Condition, french: str, english: str) -> None:
    assert (condition_words(when, PLAN, "fr"), condition_words(when, PLAN, "en")) == (french, english)


@pytest.mark.parametrize(
    ("when", "words"),
    [(None, "Toujours demandée."), (AllOf(()), "Toujours demandée."), (AnyOf(()), "Jamais demandée.")],
)
def test_what_waits_for_nothing_says_so(when: Condition | None, words: str) -> None:
    assert asked_words(when, PLAN, "fr") == words


def test_when_something_is_asked_is_a_sentence() -> None:
    assert asked_words(HELPED, PLAN, "en") == "Asked if the answer to “Help” is yes."
