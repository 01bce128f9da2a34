"""Fields that are drawn once and filled in: each is what its macro draws of the answer, to the byte."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pydantic import JsonValue

from app.domain.conditions import Op, Test
from app.domain.entries import LARGEST
from app.domain.questions import Option, Question, QuestionKind
from app.domain.texts import texts
from app.web.drawings import filled
from app.web.fields import field_for
from app.web.shelf import Shelf
from app.web.templates import environment
from tests.every_kind import PLAN
from tests.generated_forms import DAYS, NUMBERS, WORDS

MANY = tuple(Option(f"o{place}", texts(fr=f"Choix « {place} » <b>", en=f"Choice {place}")) for place in range(9))
MORE = (
    Question("many", QuestionKind.CHOICE, texts(fr="Parmi neuf"), options=MANY, required=True),
    Question("place", QuestionKind.TERRITORY, texts(fr="Où ?")),
    Question("who", QuestionKind.ORGANISATION, texts(fr="Qui ?")),
    Question("words", QuestionKind.LONG, texts(fr="Deux mots"), limit=2, unit="words", minimum=1, required=True),
    Question("free", QuestionKind.SHORT, texts(fr="Sans limite"), help=texts(fr="Comme <vous> voulez.")),
)
ALIKE = (*(question for question in PLAN.questions if question.kind != QuestionKind.FILES), *MORE)
ON_YES = Test("agreed", Op.IS, value=True)
QUESTIONS = (*ALIKE, *(replace(question, when=ON_YES) for question in ALIKE))

TYPED = some.one_of(some.sampled_from([*WORDS, *NUMBERS, *DAYS, '"><script>&amp;', "a\nb", "un deux"]), some.text())
KEYS = some.sampled_from(["wood", "food", "o0", "o8", "gone", "yes", "no"])
VALUES: some.SearchStrategy[JsonValue] = some.one_of(
    some.none(),
    some.booleans(),
    TYPED,
    KEYS,
    some.integers(-LARGEST, LARGEST),
    some.floats(-LARGEST, LARGEST),
    some.lists(some.one_of(KEYS, TYPED), max_size=3),
)


class Live:
    """The conditions of a page that asks this question of some only."""

    def __init__(self, question: Question) -> None:
        self.keys = {question.key} if question.when else set[str]()


def drawn_whole(question: Question, value: JsonValue, language: str, *, hidden: bool = False) -> str:
    """The field as the page draws it when nothing is kept."""
    return (
        environment(language)
        .get_template("applicant/question.html")
        .render(
            field=field_for(question, value, [], language),
            live=Live(question),
            hidden={question.key} if hidden else set(),
            opened=[],
            members=[],
            rules=[],
        )
    )


@settings(max_examples=600, deadline=None)
@given(some.sampled_from(QUESTIONS), VALUES, some.sampled_from(["fr", "en"]), some.booleans())
def test_what_is_filled_in_is_what_the_macro_draws(
    question: Question, value: JsonValue, language: str, hidden: bool
) -> None:
    found = filled(question, value, language, hidden=hidden and question.when is not None)

    whole = drawn_whole(question, value, language, hidden=hidden and question.when is not None)
    assert found is None or found == whole


FITTING: list[tuple[str, JsonValue]] = [
    ("note", None),
    ("title", "Bois « d’ici » & là"),
    ("summary", ""),
    ("summary", "a"),
    ("words", "deux mots"),
    ("free", "<b>"),
    ("pitch", None),
    ("jobs", 12.5),
    ("change", -1),
    ("grant", 1500),
    ("share", 12),
    ("starts", "2012-06-25"),
    ("agreed", True),
    ("agreed", False),
    ("state", "food"),
    ("many", None),
    ("many", "o8"),
    ("topics", ["wood", "energy"]),
    ("email", "a@b.fr"),
    ("phone", "04 75 00 00 00"),
    ("site", "https://b.fr"),
    ("consent", True),
]


@pytest.mark.parametrize(("key", "value"), FITTING)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_answers_that_fit_need_no_macro(key: str, value: JsonValue, language: str) -> None:
    question = next(one for one in QUESTIONS if one.key == key)

    assert filled(question, value, language) == drawn_whole(question, value, language)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("summary", "Trente signes au plus, et ceci en fait bien davantage."),
        ("state", "gone"),
        ("topics", ["wood", "gone"]),
        ("starts", "juin"),
        ("pitch", "**gras**"),
        ("partners", []),
        ("money", {}),
        ("place", {}),
        ("who", {}),
    ],
)
def test_what_looks_otherwise_is_left_to_the_macro(key: str, value: JsonValue) -> None:
    question = next(one for one in QUESTIONS if one.key == key)

    assert filled(question, value, "fr") is None


def test_a_shelf_gives_back_what_was_made_of_the_very_same_owner() -> None:
    shelf: Shelf[str] = Shelf(100, len)
    owner, twin = ["question"], ["question"]

    first = shelf.of(owner, "fr", make=lambda: "Question")

    assert shelf.of(owner, "fr", make=lambda: "Autre") is first
    assert [shelf.of(owner, "en", make=lambda: "English"), shelf.of(twin, "fr", make=lambda: "Twin")] == [
        "English",
        "Twin",
    ]


def test_a_full_shelf_lets_go_of_what_was_asked_for_the_longest_ago() -> None:
    shelf: Shelf[str] = Shelf(10, len)
    owners = [object() for _ in range(3)]
    for owner in owners[:2]:
        shelf.of(owner, make=lambda: "12345")
    shelf.of(owners[0], make=lambda: "never")

    shelf.of(owners[2], make=lambda: "12345")

    assert [shelf.of(owner, make=lambda: "again") for owner in (owners[0], owners[2])] == ["12345", "12345"]
    assert shelf.of(owners[1], make=lambda: "again") == "again"


def test_a_shelf_never_holds_more_than_its_room() -> None:
    shelf: Shelf[str] = Shelf(10, len)

    for _ in range(100):
        shelf.of(object(), make=lambda: "123")

    assert len(shelf) == 3
