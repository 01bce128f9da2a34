"""The hearth: what is wrong or missing in the answers to a form.

A draft stores anything that was typed, whole: its problems are shown, none of them blocks. A final dossier has none but
advice.
Problems are codes with parameters; their sentences are in `web/messages.py`:

| code | parameters |
| --- | --- |
| `required` | |
| `too_long` | over, limit, unit |
| `too_short` | missing, at_least, unit |
| `not_a_number` | line and year in a budget |
| `too_small` | minimum; line and year in a budget |
| `too_large` | maximum |
| `too_many_decimals` | at_most; line and year in a budget |
| `unbalanced` | year, missing (euros), side (`expenses` or `resources`) |
| `empty_year` | year |
| `over_ceiling` | ceiling, total, over (euros) |
| `own_share_too_low` | at_least, share (percent) |
| `not_an_option` | |
| `too_few` | count, at_least |
| `too_many` | count, at_most |
| `no_place` | (a territory without a place) |
| `wrong_level` | level (not asked for here) |
| `unknown_place` | names (an advice: written, not recognised) |
| `no_identifier` `number_not_accepted` | accepted (`SIREN, SIRET`) |
| `bad_length` `bad_check_digit` `bad_rna` | digits (how many were written) |
| `no_name` `no_postcode` `no_city` | |
| `unknown_city` | postcode, city (an advice: no commune of that name has that postcode) |
| `bad_text` `bad_date` `bad_email` `bad_phone` `bad_url` `bad_budget` `bad_territory` `bad_departement` | |
| `bad_organisation` `bad_address` | |
| `bad_rows` | (not the rows of a repeating block) |

Inside a repeating block each has `row` (from 1) and `part` (the key of the question) too.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import Annotated, Any, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    create_model,
    model_validator,
)
from pydantic_core import PydanticCustomError

from app.domain import checks
from app.domain.checks import Problem
from app.domain.entries import normalise, parse_date, parse_number, parse_raw
from app.domain.questions import Question, QuestionKind, Stage
from app.domain.repeat_checks import row_problems
from app.domain.texts import count_characters, count_words

__all__ = [
    "Completeness",
    "Problem",
    "answer_model",
    "asks",
    "awaited",
    "blocking",
    "check_answers",
    "completeness",
    "count_characters",
    "count_words",
    "is_answered",
    "is_demanded",
    "normalise",
    "parse_date",
    "parse_number",
    "parse_raw",
]


class Completeness(NamedTuple):
    """How many of the required questions are answered."""

    answered: int
    required: int


def check_answers(
    questions: Iterable[Question],
    values: Mapping[str, JsonValue],
    *,
    final: bool,
    stage: Stage = Stage.FILING,
) -> list[Problem]:
    """Every problem of these stored values, in the order of the form.

    `final` also demands what is required at this stage. Give the questions that are asked: narrow the form first.
    """
    at = stage if final else None
    return [problem for question in questions for problem in _problems(question, values.get(question.key), at)]


def blocking(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that keep a dossier from being filed: all but advice."""
    return [problem for problem in problems if not problem.advice]


def completeness(
    questions: Iterable[Question], values: Mapping[str, JsonValue], *, stage: Stage = Stage.FILING
) -> Completeness:
    """How many of the questions required at this stage have an answer, right or wrong, and how many there are."""
    required = [question for question in questions if is_demanded(question, stage)]
    return Completeness(sum(is_answered(question, values.get(question.key)) for question in required), len(required))


def is_demanded(question: Question, stage: Stage) -> bool:
    """Whether an answer is required at this stage: what is required at one is required at those that follow."""
    return question.required and asks(question) and _ORDER[question.stage] <= _ORDER[stage]


def awaited(questions: Iterable[Question], values: Mapping[str, JsonValue], *, since: Stage) -> list[Question]:
    """The questions still without an answer that will be required after this stage."""
    return [
        question
        for question in questions
        if is_demanded(question, Stage.SELECTION)
        and not is_demanded(question, since)
        and not is_answered(question, values.get(question.key))
    ]


def is_answered(question: Question, value: JsonValue) -> bool:
    """Whether something was answered; a consent is answered by yes alone."""
    if question.kind == QuestionKind.CONSENT:
        return value is True
    return asks(question) and value is not None and value not in ("", [], {})


def asks(question: Question) -> bool:
    """Whether the question asks for anything: information does not."""
    return question.kind != QuestionKind.INFORMATION


_ORDER = {stage: place for place, stage in enumerate(Stage)}


@lru_cache(maxsize=256)
def answer_model(questions: tuple[Question, ...], *, final: bool) -> type[BaseModel]:
    """A Pydantic model of the answers, one field per question key: every value normalised, a final one checked.

    Errors of a final model have the codes and parameters of `Problem`. Dump it with `by_alias=True`.
    """
    fields: dict[str, Any] = {f"q_{question.key}": _field(question, final) for question in questions if asks(question)}
    name = "FinalAnswers" if final else "DraftAnswers"
    return create_model(name, __base__=_Answers, **fields)


class _Answers(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _say_none_for_what_is_absent(cls, sent: object) -> object:
        # A default is reported under the name of its field; a value under its alias, the question's key.
        absent: dict[str, None] = {str(field.alias): None for field in cls.model_fields.values()}
        return {**absent, **sent} if isinstance(sent, Mapping) else sent


def _problems(question: Question, value: JsonValue, stage: Stage | None) -> list[Problem]:
    if question.repeat is not None and is_answered(question, value):
        return row_problems(question, question.repeat, value, partial(_problems, stage=stage))
    if is_answered(question, value):
        return checks.problems_of(question, value)
    return [Problem(question.key, "required")] if stage and is_demanded(question, stage) else []


def _field(question: Question, final: bool) -> Any:
    def normalised(value: JsonValue) -> JsonValue:
        return normalise(question, value)

    def checked(value: JsonValue) -> JsonValue:
        for problem in blocking(_problems(question, value, Stage.FILING)):
            raise PydanticCustomError(problem.code, problem.code, dict(problem.params))
        return value

    rules = (BeforeValidator(normalised), AfterValidator(checked)) if final else (BeforeValidator(normalised),)
    kind: Any = Annotated[(JsonValue | None, *rules)]
    return kind, Field(default=None, alias=question.key, title=question.label.get("fr"))
