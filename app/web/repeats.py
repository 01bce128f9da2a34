"""A repeating block as rows to fill in or to read, and what is wrong in them in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from pydantic import JsonValue

from app.domain.checks import Problem
from app.domain.entries import field_of
from app.domain.questions import Question, RepeatPlan
from app.domain.repeats import GONE, placed, rows_of
from app.domain.texts import text_in
from app.web.i18n import N_, translations
from app.web.messages_applicant import problem_text, with_name

Made = TypeVar("Made")
SPARE = "__row__"
"""Stands for the number of a row that a script is about to add."""


@dataclass(frozen=True, slots=True)
class Row(Generic[Made]):
    """One row: where it is, what it is called, and its fields or answers."""

    place: str
    title: str
    parts: tuple[Made, ...]


@dataclass(frozen=True, slots=True)
class Block(Generic[Made]):
    """The rows to fill in; `spare` is the next one, for scripts; `most` is 0 where any number will do.

    `fresh` is the place of the row that was just asked for; `kept` is an answer that is no list of rows, and goes
    along until a row is filled.
    """

    rows: tuple[Row[Made], ...]
    spare: Row[Made]
    noun: str
    most: int
    gone: str
    fresh: str
    kept: str


def block_of(
    block: Question,
    plan: RepeatPlan,
    value: JsonValue,
    language: str,
    *,
    more: bool,
    make: Callable[[Question, JsonValue, list[Problem]], Made],
    problems: Iterable[Problem],
) -> Block[Made]:
    """The rows of a stored answer as fields, and as many empty ones as are asked for; `more`: one besides."""
    rows, found = rows_of(value), list(problems)
    shown = max(len(rows) + more, plan.at_least or 0, 1)
    filled = [rows[place] if place < len(rows) else {} for place in range(shown)]

    def row(place: int | str, values: Mapping[str, JsonValue]) -> Row[Made]:
        made = (
            make(asked := placed(block, place, part), values.get(part.key), _inside(found, asked, place, part.key))
            for part in plan.questions
        )
        return Row(str(place), row_title(plan, place, language), tuple(made))

    return Block(
        rows=tuple(row(place, values) for place, values in enumerate(filled)),
        spare=row(SPARE, {}),
        noun=_noun(plan, language),
        most=plan.at_most or 0,
        gone=f"{field_of(block)}-{GONE}",
        fresh=str(shown - 1) if more else "",
        kept=value if isinstance(value, str) else "",
    )


def block_errors(block: Question, problems: Iterable[Problem], language: str) -> dict[str, Any]:
    """What is wrong with the block itself, beside it; what is wrong in its rows, by the field to mend."""
    told = [problem for problem in problems if not problem.advice]
    own = [said(block, problem, language) for problem in told if "row" not in problem.params]
    faults = tuple(
        (f"{field_of(block)}-{int(problem.params['row']) - 1}-{problem.params['part']}", said(block, problem, language))
        for problem in told
        if "row" in problem.params
    )
    return {"error": own[0] if own else "", "errors": tuple(own[1:]), "faults": faults}


def row_title(plan: RepeatPlan, place: int | str, language: str) -> str:
    """What a row is called: `Partenaire 2`."""
    number = place + 1 if isinstance(place, int) else "__number__"
    return translations(language).gettext(N_("%(noun)s %(number)s")) % {
        "noun": _noun(plan, language),
        "number": number,
    }


def said(question: Question, problem: Problem, language: str) -> str:
    """What to do about a problem of an answer, after the name of its row and question when it is inside one."""
    if question.repeat is None or "row" not in problem.params:
        return problem_text(problem, language)
    part = next(part for part in question.repeat.questions if part.key == problem.params["part"])
    row = row_title(question.repeat, int(problem.params["row"]) - 1, language)
    return with_name(f"{row}, {text_in(part.label, language)}", problem_text(_alone(problem), language), language)


def _inside(problems: Iterable[Problem], asked: Question, place: int | str, part: str) -> list[Problem]:
    here = (problem for problem in problems if problem.params.get("part") == part)
    return [
        replace(_alone(problem), question_key=asked.key)
        for problem in here
        if isinstance(place, int) and problem.params["row"] == place + 1
    ]


def _alone(problem: Problem) -> Problem:
    """The same problem as if its question stood alone."""
    return replace(problem, params={name: param for name, param in problem.params.items() if name not in _PLACE})


_PLACE = ("row", "part")


def _noun(plan: RepeatPlan, language: str) -> str:
    return text_in(plan.noun, language) or translations(language).gettext(N_("Ligne"))
