"""What people send about decisions and their publication."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from app.forms.common import Form

Motive = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
Outcome = Literal["selected", "waiting", "not_selected"]


class DecisionForm(Form):
    """One decision; `version` is the one that was read, 0 where nothing was decided yet."""

    outcome: Outcome
    reason: Motive = ""
    version: int = Field(default=0, ge=0)


class UndoForm(Form):
    """A decision taken back."""

    version: int = Field(ge=1)


class ProposalForm(Form):
    """Decisions that follow the ranking of a track; `seen` is the digest of the preview."""

    track: str = Field(max_length=40)
    places: int = Field(ge=0, le=100_000)
    waiting: int = Field(default=0, ge=0, le=100_000)
    seen: str = ""


class ChosenForm(Form):
    """One decision among several, for programs."""

    dossier: UUID
    outcome: Outcome
    reason: Motive = ""


class PublicationForm(Form):
    """The publication of a call, confirmed by a box that says what it does."""

    sure: bool = False
