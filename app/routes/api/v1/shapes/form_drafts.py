"""Forms being written, and their changes, as the API gives them."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from app.web.api import Instant, Out


class FormDraftOut(Out):
    """A form as its organisers see it; nobody else reads it before it is published."""

    model_config = ConfigDict(title="FormDraft")

    id: UUID
    number: int
    edits: Annotated[int, Field(description="How many changes were made; also the `ETag`.")]
    published_at: Annotated[Instant | None, Field(description="Null while it is being written.")]
    locked_at: Instant | None
    sections: list[dict[str, JsonValue]]


class FormEditOut(Out):
    """One change: what was done, and what takes it back."""

    model_config = ConfigDict(title="FormEdit")

    number: int
    author_id: UUID
    at: Instant
    edit: dict[str, JsonValue]
    inverse: dict[str, JsonValue]
    undone: bool
