"""The people of a call, as the API gives them."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from app.domain.pool import PoolStanding
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
    departement: str
    themes: list[str]
    languages: list[str]
    ties: Annotated[list[dict[str, str]], Field(description="The organisations they are tied to.")]
    capacity: Annotated[int, Field(description="How many dossiers they can read.")]
    is_expert: Annotated[bool, Field(description="Reads what is given by hand, and is in no proposal.")]
    created_at: Instant
    state: Annotated[PoolStanding, Field(description="What they answered to the invitation.")]
    accepted_at: Instant | None
    declined_at: Instant | None
    decline_reason: Annotated[str, Field(description="`conflict`, `not_my_field`, `too_many`, `other`, or nothing.")]
    decline_note: str
    profile_version: Annotated[str, Field(description="Changes when the profile does; to send back with a change.")]


class NominationOut(Out):
    """Somebody whom a reviewer proposes."""

    model_config = ConfigDict(title="Nomination")

    id: UUID
    name: str
    email: str
    note: str
    proposed_by: str
    created_at: Instant
    accepted: Annotated[bool | None, Field(description="Null until an organiser decides.")]


class ListLineOut(Out):
    """What becomes of one line of a list of people."""

    line: int
    name: str
    email: str
    outcome: Annotated[
        Literal["new", "known", "again", "in_team", "twice", "no_address", "bad_address"],
        Field(description="The first three are invited; the others are not."),
    ]
    left_out: Annotated[list[str], Field(description="What was not understood: `column: text`.")]


class ListOut(Out):
    """What becomes of a list of people, line by line."""

    model_config = ConfigDict(title="PeopleList")

    sent: Annotated[int, Field(description="How many invitations left.")]
    lines: list[ListLineOut]


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
