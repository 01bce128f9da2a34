"""Forms and edits made by chance, for properties of the editor."""

from hypothesis import strategies as st
from pydantic import JsonValue

from app.domain.conditions import Op, Test
from app.domain.edits import (
    AddQuestion,
    AddSection,
    Edit,
    MoveQuestion,
    MoveSection,
    RemoveQuestion,
    RemoveSection,
    SetQuestion,
    SetSection,
    Several,
)
from app.domain.form_fields import value_of
from app.domain.form_plans import FormPlan, Section
from app.domain.questions import Option, Question, QuestionKind, Reader, Stage
from app.domain.texts import Texts, texts

WORDS = st.text("abcé ’", max_size=8)
TEXTS = st.dictionaries(st.sampled_from(["fr", "en"]), WORDS).map(Texts.of)
PLAIN = st.sampled_from([QuestionKind.SHORT, QuestionKind.LONG, QuestionKind.NUMBER, QuestionKind.CHOICE])
VALUES: dict[str, st.SearchStrategy[JsonValue]] = {
    "label.fr": WORDS,
    "label.en": st.none() | WORDS,
    "help": st.dictionaries(st.sampled_from(["fr", "en"]), WORDS),
    "example.fr": st.none() | WORDS,
    "required": st.booleans(),
    "stage": st.sampled_from(list(Stage)).map(str),
    "readers": st.lists(st.sampled_from(list(Reader)).map(str), unique=True).map(list[JsonValue]),
    "identifies": st.booleans(),
    "maximum": st.none() | st.integers(0, 9),
    "options": st.just([{"key": "one", "label": {"fr": "Un"}}, {"key": "two", "label": {"fr": "Deux"}}]),
    "when": st.none() | st.just({"question": "elsewhere", "op": "answered", "value": None}),
}
SECTION_VALUES: dict[str, st.SearchStrategy[JsonValue]] = {
    "title.fr": WORDS,
    "title.en": st.none() | WORDS,
    "minutes": st.integers(0, 60),
    "help.fr": st.none() | WORDS,
}


@st.composite
def questions(draw: st.DrawFn, key: str) -> Question:
    """One question of a plain kind."""
    return Question(
        key=key,
        kind=draw(PLAIN),
        label=draw(TEXTS),
        help=draw(TEXTS),
        required=draw(st.booleans()),
        when=Test("elsewhere", Op.IS, draw(st.integers(0, 1))) if draw(st.booleans()) else None,
        options=(Option("one", texts(fr="Un")),),
    )


@st.composite
def plans(draw: st.DrawFn) -> FormPlan:
    """A form of up to three sections."""
    made, number = [], 0
    for place in range(draw(st.integers(1, 3))):
        keys = [f"q{number + one}" for one in range(draw(st.integers(0, 3)))]
        number += len(keys)
        asked = tuple(draw(questions(key)) for key in keys)
        made.append(Section(f"s{place}", draw(TEXTS), draw(st.integers(0, 9)), asked))
    return FormPlan(tuple(made))


@st.composite
def edits(draw: st.DrawFn, plan: FormPlan, new: str = "fresh") -> Edit:
    """One edit that this form takes."""
    ways = [_add_section]
    if plan.sections:
        ways += [_add_question, _move_section, _set_section, _remove_section]
    if plan.questions:
        ways += [_set_question, _set_question, _several, _rename, _remove_question, _move_question]
    return draw(st.sampled_from(ways).flatmap(lambda way: way(plan, new)))


@st.composite
def settings(draw: st.DrawFn, question: Question) -> SetQuestion:
    """A change of one field of a question."""
    field = draw(st.sampled_from(sorted(VALUES)))
    return SetQuestion(question.key, field, value_of(question, field), draw(VALUES[field]))


PLACES = st.integers(0, 4)


def _question(plan: FormPlan) -> st.SearchStrategy[Question]:
    return st.sampled_from(plan.questions)


def _section(plan: FormPlan) -> st.SearchStrategy[Section]:
    return st.sampled_from(plan.sections)


def _limits(question: Question) -> tuple[SetQuestion, SetQuestion]:
    limit = SetQuestion(question.key, "limit", question.limit, 9)
    return limit, SetQuestion(question.key, "unit", question.unit, "words")


def _set_question(plan: FormPlan, new: str) -> st.SearchStrategy[Edit]:
    return _question(plan).flatmap(settings)


def _several(plan: FormPlan, new: str) -> st.SearchStrategy[Edit]:
    return _question(plan).flatmap(lambda one: settings(one).map(lambda edit: Several((edit, *_limits(one)))))


def _rename(plan: FormPlan, new: str) -> st.SearchStrategy[Edit]:
    return _question(plan).map(lambda one: SetQuestion(one.key, "key", one.key, new))


def _remove_question(plan: FormPlan, new: str) -> st.SearchStrategy[Edit]:
    return _question(plan).map(lambda one: RemoveQuestion(one.key))


def _move_question(plan: FormPlan, new: str) -> st.SearchStrategy[Edit]:
    return st.builds(lambda one, to, at: MoveQuestion(one.key, to.key, at), _question(plan), _section(plan), PLACES)


def _add_question(plan: FormPlan, new: str) -> st.SearchStrategy[Edit]:
    asked: dict[str, JsonValue] = {"key": new, "kind": "short", "label": {"fr": "Nouvelle"}}
    return st.builds(lambda section, at: AddQuestion(section.key, at, asked), _section(plan), PLACES)


def _add_section(plan: FormPlan, new: str) -> st.SearchStrategy[Edit]:
    asked: list[JsonValue] = [{"key": new, "kind": "email", "label": {"fr": "Nouvelle"}}]
    section: dict[str, JsonValue] = {"key": new, "title": {"fr": "Nouvelle"}, "minutes": 5, "questions": asked}
    return PLACES.map(lambda at: AddSection(at, section))


def _remove_section(plan: FormPlan, new: str) -> st.SearchStrategy[Edit]:
    return _section(plan).map(lambda one: RemoveSection(one.key))


def _move_section(plan: FormPlan, new: str) -> st.SearchStrategy[Edit]:
    return st.builds(lambda one, at: MoveSection(one.key, at), _section(plan), PLACES)


@st.composite
def _set_section(draw: st.DrawFn, plan: FormPlan, new: str) -> Edit:
    section, field = draw(_section(plan)), draw(st.sampled_from(sorted(SECTION_VALUES)))
    return SetSection(section.key, field, value_of(section, field), draw(SECTION_VALUES[field]))
