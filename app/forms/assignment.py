"""What people send about assignments and conflicts of interest."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from app.domain.reviewing import TerritoryRule, Weights
from app.forms.common import Form, Key, Reason

Version = Annotated[int, Field(ge=1)]
Weight = Annotated[int, Field(ge=0, le=100)]
Wanted = Annotated[int, Field(ge=0, le=20)]
PlanName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]


class NewAssignment(Form):
    """A dossier given by hand."""

    reviewer: UUID


class Withdrawal(Form):
    """A dossier taken back from a reviewer."""

    reviewer: UUID


class NewConflict(Form):
    """A tie between a person and a dossier, and what shows it."""

    person: UUID
    evidence: Reason


class Dismissal(Form):
    """Why a tie does not matter."""

    reason: Reason


class Recusal(Form):
    """A reviewer who cannot review a dossier: a conflict of interest, or another reason."""

    why: Literal["conflict", "other"]
    reason: Reason


class ProposalRequest(Form):
    """A proposal asked of the worker; the key makes a double click ask once."""

    key: Key
    name: PlanName = ""


class ProposalVersion(Form):
    """An act on a proposal, as it was when it was read."""

    version: Version


class ProposalName(ProposalVersion):
    """What a proposal is called."""

    name: PlanName = ""


class ProposedChange(ProposalVersion):
    """A change by hand of one dossier of a proposal: who goes out, who comes in; with `swap`, the dossier that the one
    who comes in leaves to the one who goes."""

    out: UUID | None = None
    into: UUID | None = None
    swap: UUID | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if (self.out is None and self.into is None) or (self.swap and not (self.out and self.into)):
            raise PydanticCustomError("missing", "nothing to change")
        return self


class GivenTogether(Form):
    """Dossiers given to one reviewer."""

    dossiers: tuple[UUID, ...] = Field(min_length=1, max_length=500)


class TakenBack(Form):
    """A dossier taken back from the reviewer whose page it is."""

    dossier: UUID


class AssignmentRules(Form):
    """What makes a reviewer suit a dossier, and the fewest dossiers that are worth reading for."""

    version: Version
    themes: Weight
    region: Weight
    wishes: Weight
    languages: Weight
    territory: TerritoryRule
    min_load: Annotated[int, Field(ge=0, le=500)] = 0

    @property
    def weights(self) -> Weights:
        """The weights, as the call keeps them."""
        return Weights(self.themes, self.region, self.wishes, self.languages)


class DemandForm(Form):
    """How many reviews each dossier is to have: everywhere, and in the tracks (by key) where it is another number."""

    version: Version
    reviews_per_dossier: Annotated[int, Field(ge=1, le=20)]
    tracks: dict[str, Wanted] = Field(default_factory=dict)


class OwnDemandForm(Form):
    """How many reviews one dossier is to have; nothing for as many as the others. `seen`: what was shown."""

    wanted: Wanted | None = None
    seen: Wanted | None = None
