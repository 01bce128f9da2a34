"""What organisers send when they examine dossiers."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.forms.common import Form, Key, Reason


class AdmissionForm(Form):
    """Admit: no reason is needed."""

    act: Literal["admit"] = "admit"
    version: int | None = None


class RefusalForm(Form):
    """Refuse, with the reason the applicant will read."""

    act: Literal["refuse"] = "refuse"
    version: int | None = None
    reason: Reason


class RequalificationForm(Form):
    """Move to another track, with the reason the applicant will read."""

    act: Literal["requalify"] = "requalify"
    version: int | None = None
    track: Annotated[str, Field(min_length=1, max_length=40)]
    reason: Reason


class DeskFilter(Form):
    """Which dossiers of a call: a saved view, words, and what they have in common."""

    view: Literal["all", "to_screen", "admitted", "refused", "requalified", "late", "withdrawn", "drafts"] = "all"
    q: Annotated[str, Field(max_length=200)] = ""
    track: Annotated[str, Field(max_length=40)] = ""
    state: Literal["", "filed", "to_correct", "admitted", "refused", "withdrawn"] = ""
    region: Annotated[str, Field(max_length=80)] = ""
    sort: Literal["received", "number", "title", "complete"] = "received"
    order: Literal["asc", "desc"] = "desc"


class BulkForm(DeskFilter):
    """One act on several dossiers: those chosen, or all that a filter finds."""

    act: Literal["admit", "refuse", "requalify"]
    scope: Literal["chosen", "all"] = "chosen"
    chosen: tuple[UUID, ...] = ()
    target: Annotated[str, Field(max_length=40)] = ""
    reason: Annotated[str, Field(max_length=4000)] = ""
    expected: int | None = None
    key: Key = "not-confirmed"
