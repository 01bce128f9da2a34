"""Proposals side by side, and what would make one whole, as the API gives them."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from app.web.api import Instant, Out

Served = Annotated[float, Field(description="From 0 to 1, per reading.")]


class ProposalRowOut(Out):
    """A proposal: how well the worst-off dossier is served, what no proposal can beat for it, and the mean."""

    model_config = ConfigDict(title="ProposalRow")

    id: UUID
    number: int
    name: str
    state: Literal["computing", "draft", "published", "dropped"]
    failed: Annotated[bool, Field(description="It could not be computed; ask again.")]
    readings: int
    worst: Served | None
    bound: Served | None
    mean: Served | None
    created_at: Instant
    published_at: Instant | None


class MoreOut(Out):
    """A reviewer who would read so many more than they said."""

    id: UUID
    extra: int
    capacity: int


class RemedyOut(Out):
    """What would make a proposal whole by itself; `raise`: what would serve the worst-off much better.

    `capacity`: `reviewers` who would read more. `answers`: `waiting` reviewers who have not said yes. `ties`: suspected
    conflicts to dismiss, as pairs of dossier and reviewer. `territory`: readings of one's own territory. `newcomers`
    and `raise`: `count` reviewers to find, reading `each`, of `region` (`elsewhere`: of any other), with `themes`.
    """

    model_config = ConfigDict(title="Remedy")

    kind: Literal["capacity", "answers", "ties", "territory", "newcomers", "raise"]
    reviewers: tuple[MoreOut, ...] = ()
    waiting: tuple[UUID, ...] = ()
    pairs: tuple[tuple[UUID, UUID], ...] = ()
    readings: int = 0
    count: int = 0
    each: int = 0
    region: str = ""
    elsewhere: bool = False
    themes: tuple[str, ...] = ()
    worst: Served | None = None


class FindingsOut(Out):
    """What a proposal found out. `groups`: into how many its dossiers fall that no chain of common reviewers links.

    More than one group cannot be compared; `groups_before` says how many there were before readings were swapped.
    `below`: reviewers who would read less than is worth their while.
    """

    model_config = ConfigDict(title="Findings")

    groups_before: int
    groups: int
    below: list[UUID]
    remedies: list[RemedyOut]
