"""The settings of a question: shown as fields, read back as they were."""

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from app.domain.form_plans import FormPlan, Section
from app.domain.questions import Option, Question, QuestionKind
from app.domain.texts import texts
from app.web.question_settings import fields_as_stored, read_settings, settings_view
from tests.web.made import questions

QUESTION: TypeAdapter[Question] = TypeAdapter(Question)
CHOICE = Question(
    "project",
    QuestionKind.CHOICE,
    texts(fr="Projet", en="Project"),
    options=(Option("existing", texts(fr="Pôle existant", en="Existing pole")), Option("new", texts(fr="Nouveau"))),
)


def _plan(question: Question) -> FormPlan:
    return FormPlan((Section("one", texts(fr="Un"), 5, (question,)),))


@given(questions(), st.sampled_from(("fr", "en")))
def test_what_is_shown_is_read_back_as_it_was(question: Question, language: str) -> None:
    view = settings_view(question, _plan(question), language)

    read = read_settings(question, view.raw, language)

    stored = QUESTION.dump_python(question, mode="json")
    assert read.wrong == {}
    assert QUESTION.validate_python({**stored, **read.values}) == question


def test_words_change_and_the_key_stays() -> None:
    raw = {**fields_as_stored(CHOICE, "fr"), "set-options.0.label.fr": ["Pôle déjà constitué"]}

    read = read_settings(CHOICE, raw, "fr")

    assert read.values["options"] == [
        {"key": "existing", "label": {"fr": "Pôle déjà constitué", "en": "Existing pole"}},
        {"key": "new", "label": {"fr": "Nouveau"}},
    ]
