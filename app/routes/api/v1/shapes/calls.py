"""Calls, their calendar, tracks, forms and rubrics, as the API gives them."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from app.domain.outcomes import label_of, offered
from app.domain.phases import Phase
from app.domain.workflow import Outcome
from app.models import Call, Track
from app.queries.tracks import outcomes_of
from app.web.api import Instant, Out

Text = Annotated[dict[str, str], Field(description="One text per language.", examples=[{"fr": "Pôle", "en": "Pole"}])]


class CallOut(Out):
    """A call for projects."""

    model_config = ConfigDict(title="Call")

    id: UUID
    slug: Annotated[str, Field(examples=["ptce-2011"])]
    reference: Annotated[str, Field(examples=["PTCE-2011"])]
    title: Text
    summary: Text
    phase: Annotated[Phase, Field(description="Derived from the calendar and from what was published.")]
    opens_at: Instant
    closes_at: Instant
    zone: Annotated[str, Field(description="The time zone of its deadlines.", examples=["Europe/Paris"])]
    grace_minutes: int
    places: int
    reviews_per_dossier: int
    is_public: bool
    published_at: Instant | None
    version: int


class MomentOut(Out):
    """A dated step of the calendar."""

    kind: str
    title: Text
    place: str
    starts_at: Instant
    ends_at: Instant | None


class NetworkOut(Out):
    """An organising network."""

    key: str
    name: str
    full_name: str


class OutcomeOut(Out):
    """One way to end; an empty label is the usual name."""

    key: Outcome
    label: Text


class TrackOut(Out):
    """A kind of answer inside a call."""

    key: Annotated[str, Field(examples=["pole"])]
    title: Text
    summary: Text
    has_members: bool
    needs_signatures: bool
    form_version: Annotated[UUID, Field(description="The version of the form that a new dossier takes.")]
    outcomes: Annotated[list[OutcomeOut], Field(description="How a dossier may end here.")]


class CallDetailOut(CallOut):
    """A call with its calendar, networks, tracks and questions often asked."""

    model_config = ConfigDict(title="CallDetail")

    presentation: Text
    contact_email: str
    faq: list[dict[str, dict[str, str]]]
    calendar: list[MomentOut]
    networks: list[NetworkOut]
    tracks: list[TrackOut]


class CallFileOut(Out):
    """A file that a form gives to fill in."""

    model_config = ConfigDict(title="CallFile")

    digest: Annotated[str, Field(description="SHA-256 of its bytes, in hexadecimal; it names the file.")]
    name: Annotated[str, Field(examples=["modele-de-lettre.odt"])]
    media_type: str
    size: Annotated[int, Field(description="In bytes.")]


class FormVersionOut(Out):
    """Everything a version of a form asks: sections and their questions, in the shape a call's document has."""

    model_config = ConfigDict(title="FormVersion")

    id: UUID
    number: int
    locked_at: Instant | None
    sections: list[dict[str, JsonValue]]


class CriterionOut(Out):
    """One line of a rubric; `levels` describe each mark, from 0 up."""

    key: str
    title: Text
    question: Text
    levels: dict[str, list[str]]
    weight: int
    optional: bool
    comment_to: str


class RubricOut(Out):
    """How the dossiers of a track are scored."""

    model_config = ConfigDict(title="Rubric")

    track: str
    scale_max: int
    locked_at: Instant | None
    version: int
    criteria: list[CriterionOut]


def call_fields(call: Call, phase: Phase) -> dict[str, object]:
    """The fields of CallOut."""
    return {name: getattr(call, name) for name in CallOut.model_fields if name != "phase"} | {"phase": phase}


def track_out(track: Track, form_version: UUID) -> TrackOut:
    """The track of this row, with the form that a new dossier takes."""
    return TrackOut.model_validate(track_fields(track, form_version))


def track_fields(track: Track, form_version: UUID) -> dict[str, object]:
    """The fields of TrackOut."""
    outcomes = outcomes_of(track)
    return {
        "key": track.key,
        "title": track.title,
        "summary": track.summary,
        "has_members": track.has_members,
        "needs_signatures": track.needs_signatures,
        "form_version": form_version,
        "outcomes": [{"key": key, "label": dict(label_of(outcomes, key))} for key in offered(outcomes)],
    }
