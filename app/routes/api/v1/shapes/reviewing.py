"""Assignments, conflicts and reviews, as the API gives them."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from app.web.api import Instant, Out

Affinity = Annotated[float, Field(description="From 0 to 1: subject and place that reviewer and dossier share.")]


class AssignmentOut(Out):
    """A dossier given to a reviewer."""

    model_config = ConfigDict(title="Assignment")

    id: UUID
    dossier: UUID
    reviewer: UUID
    state: Literal["active", "declined", "withdrawn"]
    origin: Literal["manual", "automatic"]
    reason: str
    due_at: Instant | None
    created_at: Instant


class AssignmentRowOut(AssignmentOut):
    """A dossier given to a reviewer, with their names."""

    model_config = ConfigDict(title="AssignmentRow")

    reference: str
    reviewer_name: str


class ProposedPairOut(Out):
    """A dossier that a proposal would give to a reviewer."""

    dossier: UUID
    reference: str
    title: str
    reviewer: UUID
    reviewer_name: str
    affinity: Affinity


class ShortageOut(Out):
    """Reviews that cannot be given: which dossiers lack some, who could have read them, how many."""

    dossiers: list[UUID]
    reviewers: list[UUID]
    missing: int


class ProposalOut(Out):
    """A proposal: nothing is given before it is applied. `bound` is what no proposal can beat for the worst-off."""

    model_config = ConfigDict(title="Proposal")

    job: UUID
    applied_at: Instant | None
    worst: Affinity
    bound: Affinity
    pairs: list[ProposedPairOut]
    shortages: list[ShortageOut]


class AppliedOut(Out):
    """What came of a proposal: readings given, reviewers told, pairs that no longer held."""

    model_config = ConfigDict(title="Applied")

    given: int
    reviewers: int
    skipped: int


class ConflictOut(Out):
    """A tie between a person and a dossier; one that is `suspected` keeps nobody away until an organiser confirms it.

    `source`: who said it; `grounds`: what was found, each with its `kind` and what it names.
    """

    model_config = ConfigDict(title="Conflict")

    id: UUID
    dossier: UUID
    person: UUID
    state: Literal["suspected", "declared", "confirmed", "dismissed"]
    source: Literal["person", "applicant", "organiser", "detected"]
    grounds: list[dict[str, str]]
    evidence: str
    reason: str
    created_at: Instant
    decided_at: Instant | None


class ConflictRowOut(ConflictOut):
    """A tie between a person and a dossier, with their names."""

    model_config = ConfigDict(title="ConflictRow")

    reference: str
    person_name: str


class ReadingOut(Out):
    """A dossier to read, and how far its review is."""

    model_config = ConfigDict(title="Reading")

    dossier: UUID
    reference: str
    title: str
    commune: str
    departement: str
    state: Annotated[Literal["to_do", "draft", "submitted"], Field(description="Of my review.")]
    scored: int
    criteria: int
    due_at: Instant | None
    submitted_at: Instant | None
    mean: float | None


class OwnReviewOut(Out):
    """My review as it stands; version 0 before the first save."""

    model_config = ConfigDict(title="OwnReview")

    dossier: UUID
    state: Literal["draft", "submitted"]
    version: int
    scores: Annotated[dict[str, int | None], Field(examples=[{"strategy": 4, "anchoring": 2, "bonus": None}])]
    comments: dict[str, str]
    comment: str
    private_note: str
    reopen_reason: str
    mean: float | None
    submitted_at: Instant | None


class ReviewVersionOut(Out):
    """My review as it stood at the end of a sitting, or when it was handed in."""

    model_config = ConfigDict(title="ReviewVersion")

    number: int
    handed: Annotated[bool, Field(description="It was handed in as this.")]
    scores: dict[str, int | None]
    comments: dict[str, str]
    comment: str
    private_note: str
    mean: float | None
    phase: Annotated[str, Field(description="The key of the phase of reviewing, empty where there was none.")]
    started_at: Instant
    ended_at: Instant


class ReviewOut(Out):
    """A review that its dossier's organisers read; the private note of its author is not theirs."""

    model_config = ConfigDict(title="Review")

    id: UUID
    reviewer: UUID
    reviewer_name: str
    state: Literal["draft", "submitted"]
    version: int
    mean: float | None
    comment: str
    scores: dict[str, int | None]
    comments: dict[str, str]
    submitted_at: Instant | None
    set_aside: Annotated[bool, Field(description="Its author turned out to be in conflict: it does not count.")]
