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


class MeOut(Out):
    """Who a token speaks for, and what it may do."""

    model_config = ConfigDict(title="Me")

    id: UUID
    name: str
    email: str
    language: str
    is_admin: bool
    organises: Annotated[list[str], Field(description="Calls, by slug.", examples=[["ptce-2011"]])]
    reviews: Annotated[list[str], Field(description="Calls, by slug.", examples=[["ptce-2011"]])]
    only_call: Annotated[str | None, Field(description="The one call this token was made for.")]
    scopes: Annotated[list[str], Field(examples=[["read", "dossiers"]])]
