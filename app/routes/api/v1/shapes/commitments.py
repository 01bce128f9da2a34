"""What members commit to, as the API gives it."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from app.web.api import Instant, Out


class AskedOut(Out):
    """How many mails left."""

    model_config = ConfigDict(title="Asked")

    asked: int


class SignatureOut(Out):
    """The signature of who represents a member."""

    model_config = ConfigDict(title="Signature")

    member: UUID
    name: str
    asked_at: Instant
    signed_at: Instant | None
    signed_as: str
    stale_at: Annotated[Instant | None, Field(description="Since when the dossier says something else.")]
    refused_at: Instant | None
    reason: str
    digest: Annotated[str, Field(description="Of what was signed.")]
    working_digest: Annotated[str, Field(description="Of what the dossier says now; to send when signing it.")]
