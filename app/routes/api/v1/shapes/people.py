"""The people of a call, as the API gives them."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from app.domain.roles import Role
from app.web.api import Instant, Out


class MembershipOut(Out):
    """The role of a person in a call."""

    model_config = ConfigDict(title="Membership")

    id: UUID
    person: UUID
    name: str
    email: str
    role: Role
    network: Annotated[str | None, Field(description="The key of their organising network.")]
    organisation: str
    region: str
    themes: list[str]
    capacity: Annotated[int, Field(description="How many dossiers they can read.")]
    created_at: Instant
