"""The shape of one dossier of a demonstration call, checked when read and never changed after."""

from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from app.adapters import geography


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Track(StrEnum):
    """The tracks of the demonstration calls."""

    POLE = "pole"
    COOPERATION_PROJECT = "cooperation_project"
    EXPRESSION_OF_INTEREST = "expression_of_interest"
    PROJECT = "project"
    """The single track of the smaller calls."""


class Family(StrEnum):
    """The family of a member."""

    ESS = "ess"
    COMPANY = "company"
    AUTHORITY = "authority"
    RESEARCH = "research"
    TRAINING = "training"
    NETWORK = "network"
    PERSON = "person"


class Flaw(StrEnum):
    """What is wrong with a dossier on purpose, so that screening and reviews have something to see."""

    LATE = "late"
    WRONG_TRACK = "wrong_track"
    OUTSIDE_SUBJECT = "outside_subject"
    DUPLICATE = "duplicate"
    TOO_FEW_MEMBERS = "too_few_members"
    UNCONFIRMED_MEMBERS = "unconfirmed_members"
    MISSING_LETTERS = "missing_letters"
    MISSING_BUDGET = "missing_budget"
    UNBALANCED_BUDGET = "unbalanced_budget"
    TOO_SHORT = "too_short"


class Band(StrEnum):
    """How good a reviewer finds something: the drawer a comment is taken from."""

    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"
    EXCELLENT = "excellent"


Insee = Annotated[str, Field(pattern=r"^(\d{5}|2[AB]\d{3})$")]


class _Placed(_Frozen):
    commune: str
    insee: Insee

    @property
    def departement(self) -> str:
        """The code of the département, read from the INSEE code."""
        return self.insee[:3] if self.insee.startswith("97") else self.insee[:2]

    @property
    def place(self) -> geography.Commune:
        """The commune in the territory the product knows."""
        found = geography.commune(self.insee)
        if found is None:
            raise LookupError(self.insee)
        return found


class DemoBearer(_Placed):
    """The organisation (or the person) that files."""

    name: str
    legal_form: str
    founded_in: int | None = None


class DemoContact(_Frozen):
    """Who writes for the bearer."""

    name: str
    role: str


class DemoPlace(_Frozen):
    """A commune of a territory."""

    name: str
    insee: Insee


class DemoTerritory(_Frozen):
    """Where the dossier takes place."""

    label: str
    kind: str
    communes: tuple[DemoPlace, ...]


class DemoMember(_Placed):
    """An organisation of the grouping."""

    name: str
    family: Family
    role: str
    jobs: int | None
    confirmed: bool
    letter: bool


class DemoBudget(_Frozen):
    """Euros by line and by year."""

    years: tuple[int, ...]
    expenses: dict[str, tuple[int, ...]]
    resources: dict[str, tuple[int, ...]]

    @property
    def gaps(self) -> tuple[int, ...]:
        """Expenses less resources, year by year: zeros when the budget balances."""
        return tuple(
            sum(line[year] for line in self.expenses.values()) - sum(line[year] for line in self.resources.values())
            for year in range(len(self.years))
        )


class DemoPole(_Placed):
    """One of the poles of a dossier that holds several."""

    name: str
    state: str
    founded_in: int | None
    summary: str


class DemoDossier(_Frozen):
    """One answer to a call, with its hidden truth (`flaws`, `merit`) that no page ever shows."""

    key: str
    track: Track
    """The track it belongs to."""
    filed_track: Track
    """The track the applicant chose."""
    filed_at: AwareDatetime | None
    """None for a draft."""
    title: str
    real: bool = False
    bearer: DemoBearer
    contact: DemoContact
    region: str
    territory: DemoTerritory
    state: str
    founded_in: int | None = None
    themes: tuple[str, ...]
    jobs: int | None = None
    members: tuple[DemoMember, ...] = ()
    answers: dict[str, str]
    budget: DemoBudget | None = None
    poles: tuple[DemoPole, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    merit: Annotated[float, Field(ge=0, le=1)]
