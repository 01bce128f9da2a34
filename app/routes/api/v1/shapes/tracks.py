"""A track whole, and what stands before a dossier, as the API gives them."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from app.models import Track
from app.routes.api.v1.shapes.calls import Text, TrackOut, track_fields
from app.web.api import Out


class TrackDetailOut(TrackOut):
    """A track with its rules about groupings and the answers that point to it."""

    model_config = ConfigDict(title="TrackDetail")

    composition: Annotated[list[dict[str, JsonValue]], Field(description="In the shape a call's document has.")]
    suits: Annotated[dict[str, JsonValue] | None, Field(description="The condition on the entry of the call.")]
    version: int


class EntryOut(Out):
    """What is asked before a dossier, and the answers that rule one out, in the shape a call's document has."""

    model_config = ConfigDict(title="Entry")

    questions: list[dict[str, JsonValue]]
    refusals: list[dict[str, JsonValue]]
    version: Annotated[int, Field(description="The version of the call.")]


class EntryRefusalOut(Out):
    """Why the call is not for somebody who answered so."""

    key: str
    explanation: Text


class EntryVerdictOut(Out):
    """What answers to the entry lead to: a dossier may be started when nothing refuses and nothing is unanswered."""

    model_config = ConfigDict(title="EntryVerdict")

    opens: bool
    refusals: list[EntryRefusalOut]
    suits: Annotated[list[str], Field(description="The tracks that suit; any other may be chosen too.")]
    unanswered: Annotated[list[str], Field(description="The questions left to answer, by key.")]


def track_detail_out(track: Track, form_version: UUID) -> TrackDetailOut:
    """The same with its rules, and whom it suits."""
    kept = {"composition": track.composition, "suits": track.suits, "version": track.version}
    return TrackDetailOut.model_validate(track_fields(track, form_version) | kept)


class PrefillOut(Out):
    """A link to send to whoever will file."""

    model_config = ConfigDict(title="Prefill")

    link: str
