"""Jobs, tokens and the journal, as the API gives them."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from app.models import Job, JournalLine
from app.web.api import Instant, Out

JobState = Literal["waiting", "running", "done", "failed"]


class JobOut(Out):
    """A piece of long work: ask again until it is `done` or `failed`."""

    model_config = ConfigDict(title="Job")

    id: UUID
    kind: Annotated[str, Field(examples=["assignments.propose"])]
    state: JobState
    progress: int
    total: int
    created_at: Instant
    done_at: Instant | None
    result: Annotated[dict[str, JsonValue], Field(description="What came of it; pairs of people are never in it.")]
    result_location: Annotated[str | None, Field(description="Where the whole result is read.")]


class TokenOut(Out):
    """One living token; its secret was shown once."""

    model_config = ConfigDict(title="Token")

    id: UUID
    name: str
    scopes: Annotated[list[str], Field(examples=[["read", "dossiers"]])]
    call: Annotated[str | None, Field(description="The one call it was made for.", examples=["ptce-2011"])]
    expires_at: Instant


class ChainOut(Out):
    """The public summary of a call's journal: whoever keeps `root` can prove later that no line was changed."""

    model_config = ConfigDict(title="Journal")

    chain: str
    lines: int
    root: str


class LineOut(Out):
    """One act, with the digests of what it changed and the hash of the line before."""

    model_config = ConfigDict(title="JournalLine")

    sequence: int
    at: Instant
    actor: UUID | None
    action: Annotated[str, Field(examples=["dossier.submitted"])]
    subject: Annotated[str, Field(examples=["dossier:0198f3c0-7d11-7c7e-9c8e-5f2f6f1d7a10"])]
    before: str
    after: str
    previous: str
    hash: str

    @classmethod
    def of(cls, row: JournalLine) -> "LineOut":
        """The act of this row."""
        return cls(
            sequence=row.sequence,
            at=row.at,
            actor=row.actor_id,
            action=row.action,
            subject=row.subject,
            before=row.before,
            after=row.after,
            previous=row.previous,
            hash=row.hash,
        )


def job_state(job: Job) -> JobState:
    """Where a job stands."""
    if job.done_at is not None:
        return "done"
    if job.failed_at is not None:
        return "failed"
    return "running" if job.leased_until is not None else "waiting"
