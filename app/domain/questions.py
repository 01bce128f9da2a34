"""The hearth: what a form asks, as frozen data that travels to and from plain JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, JsonValue, StringConstraints, TypeAdapter

from app.domain.texts import Texts

# No hyphen in a key: `q-{key}-{line}-{year}` must be read in one way only.
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Count = Annotated[int, Field(ge=0)]
Year = Annotated[int, Field(ge=1900, le=2200)]
Unit = Literal["words", "characters"]
Balance = Literal["demanded", "advised", "free"]


class QuestionKind(StrEnum):
    """How a question is answered."""

    SHORT = "short"
    LONG = "long"
    NUMBER = "number"
    AMOUNT = "amount"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    BUDGET = "budget"
    MEMBERS = "members"
    FILES = "files"
    CONSENT = "consent"
    INFORMATION = "information"
    TERRITORY = "territory"


# Answered on pages of their own and kept in tables of their own; here they are a list of identifiers.
COUNTED_KINDS = frozenset({QuestionKind.MEMBERS, QuestionKind.FILES})
TEXT_KINDS = frozenset({QuestionKind.SHORT, QuestionKind.LONG})
NUMBER_KINDS = frozenset({QuestionKind.NUMBER, QuestionKind.AMOUNT})
CHOICE_KINDS = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that may be chosen."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    key: Key
    label: Texts


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line of a budget; `own` says that it counts as self-financing."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    key: Key
    label: Texts
    own: bool = False


@dataclass(frozen=True, slots=True)
class BudgetPlan:
    """The grid of a budget: years, lines, and whether both sides must, should, or need not be equal each year."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    years: tuple[Year, ...]
    expenses: tuple[BudgetLine, ...]
    resources: tuple[BudgetLine, ...]
    balance: Balance = "demanded"

    def __post_init__(self) -> None:
        _demand(bool(self.years and self.expenses and self.resources), "a budget needs years, expenses and resources")
        _demand_unique([line.key for line in self.lines], "budget line")
        _demand_unique([str(year) for year in self.years], "budget year")

    @property
    def lines(self) -> tuple[BudgetLine, ...]:
        """Every line, expenses first."""
        return self.expenses + self.resources


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What may be attached: how many files, how heavy each (bytes), of which types (endings without a dot)."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    at_most: Annotated[int, Field(ge=1)] = 1
    max_bytes: Annotated[int, Field(ge=1)] = 10_000_000
    types: tuple[str, ...] = ("pdf",)


@dataclass(frozen=True, slots=True)
class Question:
    """One question; its key stays the same from version to version and from track to track.

    `limit` (and `minimum` for texts) counts in `unit`; `minimum` and `maximum` bound numbers and amounts (euros),
    and the number of choices, members or communes; `decimals` bounds the digits after the comma.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")
    key: Key
    kind: QuestionKind
    label: Texts
    help: Texts = Texts()  # noqa: RUF009 (frozen)
    required: bool = False
    options: tuple[Option, ...] = ()
    limit: Annotated[int, Field(ge=1)] | None = None
    unit: Unit | None = None
    minimum: int | float | None = None
    maximum: int | float | None = None
    decimals: Count = 2
    budget: BudgetPlan | None = None
    files: FilePlan | None = None

    def __post_init__(self) -> None:
        _demand(bool(self.options) or self.kind not in CHOICE_KINDS, f"{self.key}: nothing to choose from")
        _demand((self.budget is not None) == (self.kind == QuestionKind.BUDGET), f"{self.key}: budget plan misplaced")
        _demand(self.files is None or self.kind == QuestionKind.FILES, f"{self.key}: file plan misplaced")
        _demand(self.limit is None or self.unit is not None, f"{self.key}: a limit needs a unit")
        _demand_unique([option.key for option in self.options], f"option of {self.key}")


@dataclass(frozen=True, slots=True)
class Section:
    """Questions asked together, and the minutes they usually take."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    key: Key
    title: Texts
    minutes: Count
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class FormPlan:
    """Everything a track asks, in order."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    sections: tuple[Section, ...]

    def __post_init__(self) -> None:
        _demand_unique([section.key for section in self.sections], "section")
        _demand_unique([question.key for question in self.questions], "question")

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order of the form."""
        return tuple(question for section in self.sections for question in section.questions)


_FORM = TypeAdapter(FormPlan)
_QUESTION = TypeAdapter(Question)
_OUTSIDE_SETTINGS = ("key", "kind", "label", "help", "required")


def parse_form_plan(json: JsonValue) -> FormPlan:
    """The form described by plain JSON; a ValueError says where the description is wrong."""
    return _FORM.validate_python(json)


def dump_form_plan(plan: FormPlan) -> dict[str, JsonValue]:
    """The same form as plain JSON, without what is left to its default."""
    dumped: dict[str, JsonValue] = _FORM.dump_python(plan, mode="json", exclude_defaults=True)
    return dumped


def question_from(
    key: str,
    kind: str,
    label: Mapping[str, str],
    help: Mapping[str, str],  # noqa: A002
    required: bool,
    settings: Mapping[str, JsonValue],
) -> Question:
    """The question kept in one database row; a ValueError says what is wrong with it."""
    row: dict[str, Any] = {"key": key, "kind": kind, "label": label, "help": help, "required": required}
    return _QUESTION.validate_python({**settings, **row})


def settings_of(question: Question) -> dict[str, JsonValue]:
    """What a database row keeps of a question besides its key, kind, label, help and `required`, as plain JSON."""
    dumped: dict[str, JsonValue] = _QUESTION.dump_python(question, mode="json", exclude_defaults=True)
    return {name: value for name, value in dumped.items() if name not in _OUTSIDE_SETTINGS}


def _demand(holds: bool, reason: str) -> None:
    if not holds:
        raise ValueError(reason)


def _demand_unique(keys: list[str], what: str) -> None:
    twice = sorted({key for key in keys if keys.count(key) > 1})
    _demand(not twice, f"{what} named twice: {', '.join(twice)}")
