"""Corrections and messages, as the API gives them."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from app.web.api import Instant, Out


class AskedQuestionOut(Out):
    """A question to take up again, and what to look at in it."""

    model_config = ConfigDict(title="AskedQuestion")

    key: Annotated[str, Field(examples=["summary"])]
    note: str


class CorrectionOut(Out):
    """A correction that was asked for: open until it is answered by filing again, or ended."""

    model_config = ConfigDict(title="Correction")

    number: int
    asked_by: str
    asked_at: Instant
    reason: str
    questions: list[AskedQuestionOut]
    due_at: Instant
    answered_at: Instant | None
    ended_at: Instant | None


class CorrectionsOut(Out):
    """Every correction asked of a dossier, the last first."""

    model_config = ConfigDict(title="Corrections")

    items: list[CorrectionOut]


class MessageOut(Out):
    """A message between those who file a dossier and the organisers of its call."""

    model_config = ConfigDict(title="Message")

    id: UUID
    author: str
    from_organisers: bool
    text: str
    created_at: Instant
    read_at: Annotated[Instant | None, Field(description="When the other side had read it.")]


class MessagesOut(Out):
    """The messages about a dossier, the first ones first."""

    model_config = ConfigDict(title="Messages")

    items: list[MessageOut]


class ReadOut(Out):
    """How many messages were read just now."""

    model_config = ConfigDict(title="MessagesRead")

    read: int
