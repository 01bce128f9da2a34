"""Discussions, rounds, revisions and the progress of a reading, as the API gives them."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from app.web.api import Instant, Out

Author = Annotated[str, Field(description="The name of its author, or a number where reviewers may not know it.")]


class SayingOut(Out):
    """Something said about a dossier among its reviewers and organisers; no words once it was taken back."""

    model_config = ConfigDict(title="Saying")

    id: UUID
    author: Author
    is_mine: bool
    text: str
    calls_me: Annotated[bool, Field(description="Whether it calls upon me.")]
    created_at: Instant
    removed: bool
    unread: bool
    version: int


class SayingsOut(Out):
    """The discussion of a dossier, the first first; `here`: the names by which people can be called upon."""

    model_config = ConfigDict(title="Discussion")

    items: list[SayingOut]
    here: list[str]


class DiscussionOut(Out):
    """The discussion of a dossier that I read, in figures."""

    model_config = ConfigDict(title="DiscussionRow")

    dossier: UUID
    reference: str
    title: str
    said: int
    unread: int
    last_at: Instant | None


class ProgressOut(Out):
    """A reviewer of a call I run, and how far they are with what they were given."""

    model_config = ConfigDict(title="ReviewerProgress")

    reviewer: UUID
    name: str
    mail: Annotated[Literal["each", "daily", "none"], Field(description="How they want to be written to.")]
    given: int
    submitted: int
    begun: int
    late: int
    minutes: Annotated[float | None, Field(description="What a review took, on average; null when unknown.")]
    signs: Annotated[float | None, Field(description="What was written for a review handed in, on average.")]
    last_at: Instant | None
    reminded_at: Instant | None


class RemindedOut(Out):
    """What came of reminding: letters that leave, people who had one today, people who want none."""

    model_config = ConfigDict(title="Reminded")

    told: int
    already: int
    unwilling: int


class MovedOut(Out):
    """What came of choosing the dossiers of a round: those that changed, were so already, cannot be."""

    model_config = ConfigDict(title="RoundMoved")

    moved: int
    already: int
    refused: int


class HandedOut(Out):
    """A review as it was handed in once."""

    model_config = ConfigDict(title="HandedReview")

    number: int
    mean: float | None
    at: Instant
    phase: str
    scores: dict[str, int | None]
    comments: dict[str, str]
    comment: str


class RevisionOut(Out):
    """My review as I write it again; it counts once it is handed in. `seen` goes back with the next save."""

    model_config = ConfigDict(title="Revision")

    dossier: UUID
    seen: str
    begun: Annotated[bool, Field(description="Whether it differs from what I handed in.")]
    scores: dict[str, int | None]
    comments: dict[str, str]
    comment: str


class ReadingMailOut(Out):
    """How I am written to about what I read."""

    model_config = ConfigDict(title="ReadingMail")

    wanted: Literal["each", "daily", "none"]
