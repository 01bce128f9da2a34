"""Dossiers, sections, members, files and receipts, as the API gives them. What an actor may not see is absent."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from app.domain.members import Family
from app.domain.workflow import Outcome, State
from app.web.api import Instant, Out


class DossierRowOut(Out):
    """A dossier in a list."""

    model_config = ConfigDict(title="DossierRow")

    id: UUID
    call: Annotated[str, Field(examples=["ptce-2011"])]
    track: Annotated[str, Field(examples=["pole"])]
    reference: Annotated[str | None, Field(description="Given when it is filed.", examples=["PTCE-2011-0042"])]
    number: int | None
    title: str
    state: State
    bearer: str
    commune: str
    departement: str
    region: str
    member_count: int
    filed_at: Instant | None
    updated_at: Instant
    version: int


class SectionOut(Out):
    """Where one section stands; `version` is what a change of its answers must carry."""

    key: str
    version: int
    missing: int
    problems: int
    answered: int
    updated_at: Instant | None


class DossierOut(DossierRowOut):
    """A dossier; the last fields are for its owner and its organisers."""

    model_config = ConfigDict(title="Dossier")

    form_version: UUID
    families: list[Family]
    sections: list[SectionOut]
    doors: Annotated[list[str], Field(description="The acts open to me now.", examples=[["edit", "submit"]])]
    filed_track: Annotated[str | None, Field(description="The track it was filed in, if requalified since.")] = None
    missing: int | None = None
    complete: int | None = None
    late: bool | None = None
    extended_to: Instant | None = None
    filing_ends: Instant | None = None
    screening_reason: str | None = None
    outcome: Annotated[Outcome | None, Field(description="Absent until it may be known.")] = None


class ProblemOut(Out):
    """One thing to put right in one answer; an advice does not keep the dossier from being filed."""

    model_config = ConfigDict(title="AnswerProblem")

    question: str
    code: Annotated[str, Field(examples=["too_long"])]
    params: Annotated[dict[str, JsonValue], Field(examples=[{"over": 12, "limit": 200, "unit": "words"}])]
    advice: bool


class AnswersOut(Out):
    """The answers of a section, or of the whole dossier, with what is wrong with them."""

    model_config = ConfigDict(title="Answers")

    answers: Annotated[dict[str, JsonValue], Field(examples=[{"bearer_name": "Scic Séchoir d’Ambert"}])]
    problems: list[ProblemOut]
    version: Annotated[int | None, Field(description="Of the section; absent for a whole dossier.")] = None


class MemberOut(Out):
    """A member of the grouping."""

    model_config = ConfigDict(title="Member")

    id: UUID
    name: str
    family: Family
    identifier: str
    role: str
    jobs: float | None
    commune: str
    insee: str
    departement: str
    has_letter: bool
    is_bearer: bool
    address: str
    legal_form: str
    directory: Annotated[
        str, Field(description="What the directory of companies said: empty, `waiting`, `found` or `unknown`.")
    ]
    directory_at: Instant | None
    confirmed_at: Instant | None
    declined_at: Instant | None
    version: int
    contact_email: Annotated[str | None, Field(description="For those who file it and the organisers.")] = None
    representative: Annotated[str | None, Field(description="Who signs for it; for the same.")] = None
    asked_at: Annotated[Instant | None, Field(description="When it was asked to confirm; for the same.")] = None
    decline_reason: Annotated[str | None, Field(description="For the same.")] = None


class FileOut(Out):
    """A file of a dossier: its real type, its size in bytes, the SHA-256 of its bytes."""

    model_config = ConfigDict(title="File")

    id: UUID
    question_key: str
    name: str
    media_type: str
    size: int
    digest: str
    created_at: Instant


class ReceiptOut(Out):
    """The proof of what was filed: `digest` is the SHA-256 of the canonical JSON of `content`."""

    model_config = ConfigDict(title="Receipt")

    dossier: UUID
    reference: str
    number: int
    code: Annotated[str, Field(examples=["7K3M-90QX-4TBN-W2HD"])]
    digest: str
    track: str
    filed_at: Instant
    content: dict[str, JsonValue]


class ReceiptCheckOut(Out):
    """What a code proves to anybody: when something was filed, and its digest."""

    model_config = ConfigDict(title="ReceiptCheck")

    code: str
    digest: str
    filed_at: Instant
    number: Annotated[int, Field(description="Of the filing: 1 for the first.")]
    filings: Annotated[int, Field(description="How many times the dossier was filed by now.")]
    reference: str
    call: str
    digest_matches: Annotated[bool | None, Field(description="Whether the `digest` sent is this one.")] = None


class RuleOut(Out):
    """A rule of the call about groupings, and what was counted for it."""

    model_config = ConfigDict(title="CompositionCheck")

    key: str
    label: dict[str, str]
    at_least: int
    count: int
    missing: int
    is_met: bool


class DraftOut(Out):
    """A draft, as far as the organisers of its call may know of it."""

    model_config = ConfigDict(title="Draft")

    id: UUID
    track: str
    title: str
    complete: Annotated[int, Field(description="Percentage of what must be answered.")]
    started_at: Instant
    updated_at: Instant
    extended_to: Instant | None
