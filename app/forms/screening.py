"""What organisers send when they examine dossiers."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from app.forms.common import Form, Key, Reason

SHORTEST = 10


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
    """One act on several dossiers: those chosen, or all that a filter finds; asked, previewed, then confirmed."""

    act: Literal["admit", "refuse", "requalify"]
    step: Literal["choose", "preview", "confirm"] = "choose"
    scope: Literal["chosen", "all"] = "chosen"
    chosen: tuple[UUID, ...] = ()
    target: Annotated[str, Field(max_length=40, validate_default=True)] = ""
    reason: Annotated[str, Field(max_length=4000, validate_default=True)] = ""
    previewed: int | None = None
    key: Key = "not-confirmed"

    @property
    def needs_words(self) -> bool:
        """Whether its owner reads why."""
        return self.act != "admit"

    @property
    def one(self) -> AdmissionForm | RefusalForm | RequalificationForm:
        """The same act on one dossier."""
        if self.act == "admit":
            return AdmissionForm()
        if self.act == "refuse":
            return RefusalForm(reason=self.reason)
        return RequalificationForm(track=self.target, reason=self.reason)

    @field_validator("reason")
    @classmethod
    def _says_why(cls, reason: str, info: ValidationInfo) -> str:
        if info.data.get("step") != "choose" and info.data.get("act") != "admit" and len(reason.strip()) < SHORTEST:
            raise PydanticCustomError("reason_needed", "the applicant reads why")
        return reason.strip()

    @field_validator("target")
    @classmethod
    def _says_where(cls, target: str, info: ValidationInfo) -> str:
        if info.data.get("step") != "choose" and info.data.get("act") == "requalify" and not target:
            raise PydanticCustomError("target_needed", "a track is needed")
        return target
