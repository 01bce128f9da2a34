"""Those who work on a dossier, as the API gives them."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from app.domain.permissions import Hand
from app.domain.team import Standing
from app.web.api import Instant, Out


class TeammateOut(Out):
    """Somebody invited to a dossier."""

    model_config = ConfigDict(title="Teammate")

    id: UUID
    name: str
    hand: Hand
    standing: Standing
    takes_over: Annotated[bool, Field(description="Whether the dossier is offered to them.")]
    invited_at: Instant
    answered_at: Instant | None
    version: int
    person: Annotated[UUID | None, Field(description="Once they accepted; what questions are given to.")] = None
    email: Annotated[str | None, Field(description="For the owner alone.")] = None


class TaskOut(Out):
    """A question given to somebody."""

    model_config = ConfigDict(title="Task")

    question: str
    person: UUID
    name: str
    done_at: Instant | None
