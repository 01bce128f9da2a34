"""Versions of forms as the API gives them: their history, what differs, what a publication would do."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from app.domain.form_changes import Change
from app.routes.api.v1.shapes.calls import Text
from app.web.api import Instant, Out


class VersionOut(Out):
    """A version of a form in its history."""

    model_config = ConfigDict(title="FormVersionSummary")

    id: UUID
    number: int
    edits: Annotated[int, Field(description="How many changes were made while it was written.")]
    created_at: Instant
    published_at: Annotated[Instant | None, Field(description="Null while it is being written.")]
    published_by: str
    note: Text


class VersionsOut(Out):
    """Every version of the form of a track, the latest first."""

    model_config = ConfigDict(title="FormVersions")

    items: list[VersionOut]


class ChangeOut(Out):
    """One change: a code, the section and question it is about, what was and what is."""

    model_config = ConfigDict(title="FormChange")

    code: Annotated[str, Field(examples=["limit_changed"])]
    section: str
    question: Annotated[str | None, Field(description="Null when the section itself changed.")]
    name: Text
    before: JsonValue
    after: JsonValue

    @classmethod
    def of(cls, change: Change) -> "ChangeOut":
        """This change."""
        return cls(
            code=change.code,
            section=change.section,
            question=change.question or None,
            name=dict(change.name),
            before=change.before,
            after=change.after,
        )


class ChangesOut(Out):
    """What differs between a version and the one published before it."""

    model_config = ConfigDict(title="FormChanges")

    version: UUID
    since: Annotated[UUID | None, Field(description="The version published before; null for the first.")]
    changes: list[ChangeOut]


class ConcernedOut(Out):
    """Who a publication concerns."""

    model_config = ConfigDict(title="Concerned")

    drafts: Annotated[int, Field(description="Drafts that follow.")]
    to_check: Annotated[int, Field(description="Their answers to check.")]
    set_aside: Annotated[int, Field(description="Their answers that would be kept aside.")]
    filed: Annotated[int, Field(description="Filed dossiers, that keep their version.")]


class PreviewOut(ChangesOut):
    """What publishing the version being written would do."""

    model_config = ConfigDict(title="FormPublicationPreview")

    edits: Annotated[int, Field(description="To send back, so that nothing else is published.")]
    concerned: ConcernedOut
    faults: Annotated[list[str], Field(description="What keeps it from being published.")]


class PublishedOut(VersionOut):
    """A version that was just published, and the job that moves the drafts."""

    model_config = ConfigDict(title="FormPublication")

    job: Annotated[UUID | None, Field(description="Null when no draft has to move.")]
