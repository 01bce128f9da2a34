"""Ranking, decisions and publication, as the API gives them."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from app.domain.line import Side
from app.domain.workflow import Outcome
from app.web.api import Instant, Out

Decided = Annotated[Outcome | None, Field(description="What was decided; null while nothing was.")]


class StandingOut(Out):
    """A dossier in the ranking of its track."""

    model_config = ConfigDict(title="Standing")

    dossier: UUID
    reference: str
    title: str
    bearer: str
    region: str
    rank: Annotated[int | None, Field(description="Shared by equals; null without a mark.")]
    tied: bool
    side: Annotated[Side, Field(description="Of the line under the last place.")]
    mean: float | None
    spread: float | None
    reviews: int
    assigned: int
    outcome: Decided
    reason: str
    version: Annotated[int, Field(description="Of its decision, 0 while there is none.")]


class RankingOut(Out):
    """The ranking of a track, whole, best first; dossiers hidden from whoever asks are not in it."""

    model_config = ConfigDict(title="Ranking")

    track: str
    places: Annotated[int, Field(description="The places left to this track.")]
    items: list[StandingOut]


class DecisionOut(Out):
    """What was decided of a dossier; private until the publication."""

    model_config = ConfigDict(title="Decision")

    dossier: UUID
    outcome: Decided
    reason: str
    decided_at: Instant | None
    published_at: Instant | None
    version: int


class ProposedOutcomeOut(Out):
    """What following the ranking would decide of one dossier."""

    dossier: UUID
    reference: str
    rank: int | None
    outcome: Outcome
    decided: Decided


class SelectionOut(Out):
    """What following the ranking of a track would decide; `straddling` are equals that the line would part."""

    model_config = ConfigDict(title="Selection")

    track: str
    counts: Annotated[dict[Outcome, int], Field(examples=[{"selected": 18, "waiting": 5, "not_selected": 72}])]
    straddling: list[str]
    items: list[ProposedOutcomeOut]
    seen: Annotated[str, Field(description="Send it back to apply exactly this.")]


class ChangedOut(Out):
    """How many decisions changed."""

    model_config = ConfigDict(title="Changed")

    changed: int


class LetterOut(Out):
    """A mail that the publication will send."""

    reference: str
    title: str
    outcome: Outcome
    name: str
    language: str


class PublicationOut(Out):
    """What publishing now would do; `blocking` says by codes why it cannot be done yet."""

    model_config = ConfigDict(title="Publication")

    published_at: Instant | None
    blocking: Annotated[list[str], Field(examples=[["undecided_dossiers"]])]
    counts: dict[Outcome, int]
    undecided: int
    unscreened: int
    drafts_of_reviews: int
    over: Annotated[int, Field(description="Selected beyond the places of the call.")]
    letters: list[LetterOut]


class PublishedOut(Out):
    """What a publication did."""

    model_config = ConfigDict(title="Published")

    selected: int
    waiting: int
    not_selected: int
    mails: int


class BulkPlanOut(Out):
    """What one act on several dossiers would do: on how many, and why not on the others (codes)."""

    model_config = ConfigDict(title="BulkPlan")

    total: int
    open: int
    shut: Annotated[dict[str, int], Field(examples=[{"already_decided": 2}])]
