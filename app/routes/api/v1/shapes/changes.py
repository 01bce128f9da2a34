"""The changes of the dates of a call, as the API gives them."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, JsonValue

from app.web.api import Instant, Out


class ChangeOut(Out):
    """A change of the dates of a call, with the reason given for it."""

    id: UUID
    at: Instant
    kind: Annotated[str, Field(description="`calendar`, or a phase moved by hand: `open`, `close`, `extend`.")]
    reason: str
    author: str
    before: Annotated[dict[str, JsonValue], Field(description="The calendar as it was.")]
    after: Annotated[dict[str, JsonValue], Field(description="The calendar as it became.")]
