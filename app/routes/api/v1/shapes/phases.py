"""How a call is read, and what reviewers see of each other, as the API gives it."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from app.domain.reviewing import Blind
from app.web.api import Instant, Out


class ReviewingOut(Out):
    """How a call is read: what decides who reads what, and the phases of reviewing."""

    model_config = ConfigDict(title="Reviewing")

    reviewing: Annotated[dict[str, JsonValue], Field(description="In the shape a call's document has.")]
    phase: Annotated[str | None, Field(description="The key of the phase under way.")]
    rules: Annotated[dict[str, JsonValue], Field(description="What reviewers may do and see now, every switch.")]
    version: Annotated[int, Field(description="The version of the call.")]


class BlindOut(Out):
    """What reading hides in a track."""

    model_config = ConfigDict(title="BlindReading")

    track: str
    blind: Blind
    version: Annotated[int, Field(description="The version of the track.")]


class PeerReviewOut(Out):
    """A review that somebody else handed in of a dossier I read."""

    model_config = ConfigDict(title="PeerReview")

    number: Annotated[int, Field(description="Of its author among the readers of the dossier; it never changes.")]
    name: Annotated[str, Field(description="Empty where names are hidden.")]
    comment: str
    mean: float | None
    scores: dict[str, int | None]
    comments: dict[str, str]
    submitted_at: Instant


class PeersOut(Out):
    """What I may see of the others over one dossier, in this phase; what I may not see is absent."""

    model_config = ConfigDict(title="Peers")

    dossier: UUID
    shown: Annotated[bool, Field(description="Whether the reviews of the others are shown to me now.")]
    reviews: list[PeerReviewOut]
    mean: float | None
    handed: Annotated[int | None, Field(description="How many reviews the mean is made of.")]
