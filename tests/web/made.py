"""Questions and conditions of every kind, made by Hypothesis."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from app.domain.conditions import AllOf, AnyOf, Condition, Op, Test
from app.domain.identifiers import IdentifierKind
from app.domain.organisations import OrganisationPlan
from app.domain.questions import (
    NUMBER_KINDS,
    REPEATABLE_KINDS,
    TEXT_KINDS,
    BudgetLine,
    BudgetPlan,
    FilePlan,
    Option,
    Question,
    QuestionKind,
    RepeatPlan,
    TemplateFile,
)
from app.domain.territories import Level, TerritoryPlan
from app.domain.texts import Texts

KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
WORDS = st.text(max_size=30)
LABELS = st.dictionaries(st.sampled_from(("fr", "en", "de")), WORDS, max_size=3).map(Texts.of)
WHOLE = st.integers(0, 10_000)
NUMBERS = st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9, allow_nan=False)


def unique(keys: st.SearchStrategy[str], least: int = 0, most: int = 5) -> st.SearchStrategy[list[str]]:
    """Keys without doubles."""
    return st.lists(keys, min_size=least, max_size=most, unique=True)


@st.composite
def questions(draw: st.DrawFn, kinds: Any = tuple(QuestionKind)) -> Question:
    """A question of any kind with any settings of its kind."""
    kind = draw(st.sampled_from(sorted(kinds)))
    return Question(draw(KEYS), kind, draw(LABELS), required=draw(st.booleans()), **_settings(draw, kind))


def _settings(draw: st.DrawFn, kind: QuestionKind) -> dict[str, Any]:
    if kind in TEXT_KINDS:
        limit = draw(st.none() | st.integers(1, 10_000))
        unit = draw(
            st.sampled_from(("words", "characters")) if limit else st.sampled_from((None, "words", "characters"))
        )
        return {"limit": limit, "unit": unit, "minimum": draw(st.none() | st.integers(0, limit or 500))}
    if kind in NUMBER_KINDS:
        low, high = _span(draw, NUMBERS)
        return {"minimum": low, "maximum": high, "decimals": draw(st.integers(0, 12))}
    low, high = _span(draw, WHOLE)
    makers: dict[QuestionKind, Callable[[], dict[str, Any]]] = {
        QuestionKind.CHOICE: lambda: {"options": _options(draw)},
        QuestionKind.CHOICES: lambda: {"options": _options(draw), "minimum": low, "maximum": high},
        QuestionKind.BUDGET: lambda: {"budget": draw(budgets())},
        QuestionKind.FILES: lambda: {"files": draw(st.none() | files())},
        QuestionKind.MEMBERS: lambda: {"minimum": low, "maximum": high},
        QuestionKind.TERRITORY: lambda: {
            "territory": draw(st.none() | _some(Level).map(TerritoryPlan)), "options": _options(draw, 0),
            "minimum": low, "maximum": high,
        },
        QuestionKind.ORGANISATION: lambda: {
            "organisation": draw(st.none() | _some(IdentifierKind).map(OrganisationPlan))
        },
        QuestionKind.REPEAT: lambda: {"repeat": draw(repeats())},
    }  # fmt: skip
    return makers[kind]() if kind in makers else {}


def _span(draw: st.DrawFn, numbers: st.SearchStrategy[Any]) -> tuple[Any, Any]:
    low, high = draw(st.none() | numbers), draw(st.none() | numbers)
    return (high, low) if low is not None and high is not None and low > high else (low, high)


def _some(every: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(tuple(every)), min_size=1, unique=True).map(tuple)


def _options(draw: st.DrawFn, least: int = 1) -> tuple[Option, ...]:
    return tuple(Option(key, draw(LABELS)) for key in draw(unique(KEYS, least)))


@st.composite
def budgets(draw: st.DrawFn) -> BudgetPlan:
    """A budget of any years and lines."""
    years = tuple(draw(st.lists(st.integers(1900, 2200), min_size=1, max_size=4, unique=True)))
    lines = [BudgetLine(key, draw(LABELS), draw(st.booleans())) for key in draw(unique(KEYS, 2, 7))]
    cut = draw(st.integers(1, len(lines) - 1))
    own = any(line.own for line in lines[cut:])
    return BudgetPlan(
        years,
        tuple(lines[:cut]),
        tuple(lines[cut:]),
        draw(st.sampled_from(("demanded", "advised", "free"))),
        draw(st.none() | st.integers(1, 100)) if own else None,
        draw(st.none() | st.integers(1, 10**9)),
    )


@st.composite
def files(draw: st.DrawFn) -> FilePlan:
    """Files of any number, size and types."""
    types = draw(_some(("pdf", "docx", "odt", "xlsx", "ods", "jpg", "png", "jpeg")))
    template = draw(st.none() | st.just(TemplateFile("0" * 64, "modèle.odt")))
    return FilePlan(draw(st.integers(1, 60)), draw(st.integers(1, 10**9)), types, template)


@st.composite
def repeats(draw: st.DrawFn) -> RepeatPlan:
    """A repeating block of any questions."""
    keys = draw(unique(KEYS, 1, 4))
    asked = [draw(questions(REPEATABLE_KINDS)) for _ in keys]
    renamed = tuple(
        Question(key, one.kind, one.label, required=one.required, options=one.options, limit=one.limit, unit=one.unit)
        for key, one in zip(keys, asked, strict=True)
    )
    low, high = _span(draw, st.integers(1, 100))
    return RepeatPlan(renamed, low, high, draw(LABELS))


def conditions(keys: st.SearchStrategy[str]) -> st.SearchStrategy[Condition]:
    """A condition of any shape on questions of these keys."""
    values = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9) | st.text(max_size=20)
    tests: st.SearchStrategy[Condition] = st.builds(Test, keys, st.sampled_from(tuple(Op)), values)
    return st.recursive(
        tests,
        lambda below: (
            st.lists(below, max_size=3).map(tuple).flatmap(lambda some: st.sampled_from((AllOf(some), AnyOf(some))))
        ),
        max_leaves=8,
    )
