"""The hearth: one question and its settings, as frozen data that travels to and from plain JSON."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from app.domain.conditions import Condition
from app.domain.keys import Key, demand, demand_unique
from app.domain.organisations import OrganisationPlan
from app.domain.territories import TerritoryPlan
from app.domain.texts import Texts

Count = Annotated[int, Field(ge=0)]
Year = Annotated[int, Field(ge=1900, le=2200)]
Unit = Literal["words", "characters"]
Balance = Literal["demanded", "advised", "free"]


class QuestionKind(StrEnum):
    """How a question is answered."""

    SHORT = "short"
    LONG = "long"
    RICH = "rich"
    NUMBER = "number"
    AMOUNT = "amount"
    PERCENTAGE = "percentage"
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
    ORGANISATION = "organisation"
    ADDRESS = "address"
    REPEAT = "repeat"


class Stage(StrEnum):
    """When a required question must be answered: to file, to be admitted, or once selected."""

    FILING = "filing"
    SCREENING = "screening"
    SELECTION = "selection"


class Reader(StrEnum):
    """Who reads an answer besides the applicant and the organisers."""

    REVIEWERS = "reviewers"
    PUBLIC = "public"


# Answered on pages of their own and kept in tables of their own; here they are a list of identifiers.
COUNTED_KINDS = frozenset({QuestionKind.MEMBERS, QuestionKind.FILES})
TEXT_KINDS = frozenset({QuestionKind.SHORT, QuestionKind.LONG, QuestionKind.RICH})
NUMBER_KINDS = frozenset({QuestionKind.NUMBER, QuestionKind.AMOUNT, QuestionKind.PERCENTAGE})
CHOICE_KINDS = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})
PLACE_KINDS = frozenset({QuestionKind.TERRITORY, QuestionKind.ORGANISATION, QuestionKind.ADDRESS})
# What a row of a repeating block may ask.
REPEATABLE_KINDS = (
    TEXT_KINDS
    | NUMBER_KINDS
    | CHOICE_KINDS
    | {QuestionKind.DATE, QuestionKind.YES_NO, QuestionKind.EMAIL, QuestionKind.PHONE, QuestionKind.URL}
)


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
    """The grid of a budget: years, lines, and whether both sides must, should, or need not be equal each year.

    Over all years, `own_share_at_least` is the least self-financing in percent of the resources, and `ceiling` the
    most that may be spent, in euros.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")
    years: tuple[Year, ...]
    expenses: tuple[BudgetLine, ...]
    resources: tuple[BudgetLine, ...]
    balance: Balance = "demanded"
    own_share_at_least: Annotated[int, Field(ge=1, le=100)] | None = None
    ceiling: Annotated[int, Field(ge=1)] | None = None

    def __post_init__(self) -> None:
        demand(bool(self.years and self.expenses and self.resources), "a budget needs years, expenses and resources")
        demand_unique([line.key for line in self.lines], "budget line")
        demand_unique([str(year) for year in self.years], "budget year")
        marked = any(line.own for line in self.resources)
        demand(marked or self.own_share_at_least is None, "no resource counts as self-financing")

    @property
    def lines(self) -> tuple[BudgetLine, ...]:
        """Every line, expenses first."""
        return self.expenses + self.resources


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A file to fill in, kept with the call: its SHA-256 in hex, and the name it is downloaded under."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    name: Annotated[str, Field(min_length=1, max_length=200)]


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What may be attached: how many files, how heavy each (bytes), of which types (endings without a dot)."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    at_most: Annotated[int, Field(ge=1)] = 1
    max_bytes: Annotated[int, Field(ge=1)] = 10_000_000
    types: tuple[str, ...] = ("pdf",)
    template: TemplateFile | None = None


@dataclass(frozen=True, slots=True)
class RepeatPlan:
    """Questions asked once for each of several things; `noun` names one of them (« Partenaire »)."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    questions: tuple["Question", ...]
    at_least: Count | None = None
    at_most: Annotated[int, Field(ge=1, le=100)] | None = None
    noun: Texts = Texts()  # noqa: RUF009 (frozen)

    def __post_init__(self) -> None:
        demand(bool(self.questions), "a repeating block needs a question")
        demand_unique([question.key for question in self.questions], "question of a repeating block")
        for question in self.questions:
            demand(question.kind in REPEATABLE_KINDS, f"{question.key}: {question.kind} cannot be repeated")
            demand(question.when is None, f"{question.key}: no condition inside a repeating block")
        most, least = self.at_most, self.at_least
        demand(most is None or least is None or least <= most, "a repeating block of at least more than at most")


@dataclass(frozen=True, slots=True)
class Question:
    """One question; its key stays the same from version to version and from track to track.

    `limit` (and `minimum` for texts) counts in `unit`; `minimum` and `maximum` bound numbers and amounts (euros),
    and the number of choices, members or places; `decimals` bounds the digits after the comma. `required` counts
    from `stage` on; `when` says which answers make it asked; `identifies` hides it where reading is blind.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")
    key: Key
    kind: QuestionKind
    label: Texts
    help: Texts = Texts()  # noqa: RUF009 (frozen)
    example: Texts = Texts()  # noqa: RUF009 (frozen)
    required: bool = False
    stage: Stage = Stage.FILING
    readers: tuple[Reader, ...] = (Reader.REVIEWERS,)
    identifies: bool = False
    when: Condition | None = None
    options: tuple[Option, ...] = ()
    limit: Annotated[int, Field(ge=1)] | None = None
    unit: Unit | None = None
    minimum: int | float | None = None
    maximum: int | float | None = None
    decimals: Count = 2
    budget: BudgetPlan | None = None
    files: FilePlan | None = None
    organisation: OrganisationPlan | None = None
    territory: TerritoryPlan | None = None
    repeat: RepeatPlan | None = None

    def __post_init__(self) -> None:
        demand(bool(self.options) or self.kind not in CHOICE_KINDS, f"{self.key}: nothing to choose from")
        demand((self.budget is not None) == (self.kind == QuestionKind.BUDGET), f"{self.key}: budget plan misplaced")
        demand(self.files is None or self.kind == QuestionKind.FILES, f"{self.key}: file plan misplaced")
        demand(self.organisation is None or self.kind == QuestionKind.ORGANISATION, f"{self.key}: numbers misplaced")
        demand(self.territory is None or self.kind == QuestionKind.TERRITORY, f"{self.key}: levels misplaced")
        demand((self.repeat is not None) == (self.kind == QuestionKind.REPEAT), f"{self.key}: repeat plan misplaced")
        demand(self.limit is None or self.unit is not None, f"{self.key}: a limit needs a unit")
        demand_unique([option.key for option in self.options], f"option of {self.key}")
