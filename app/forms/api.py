"""Shapes that only programs send, or send without what their headers already say (version, key)."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, JsonValue, RootModel
from pydantic.json_schema import SkipJsonSchema

from app.domain.conditions import Condition
from app.domain.edits import Edit
from app.domain.members import CompositionRule, check_rules
from app.domain.outcomes import Outcome, check_outcomes
from app.forms.calendar import CalendarForm, MoveForm
from app.forms.call import AimsForm, TextsForm
from app.forms.common import Form, Key, Language, Reason
from app.forms.decision import ChosenForm, DecisionForm, ProposalForm
from app.forms.dossier import MemberForm, NewDossier
from app.forms.exchange import CorrectionForm, MessageForm
from app.forms.form_version import Note, VersionForm
from app.forms.new_call import CopyForm
from app.forms.screening import BulkForm, RefusalForm, RequalificationForm
from app.forms.team import HandChange
from app.forms.track import Change, NewTrackForm, TrackTextsForm


class DossierStart(NewDossier):
    """A draft to start; a repeat is known by its `Idempotency-Key`."""

    key: SkipJsonSchema[str] = Field(default="", max_length=60)
    again: SkipJsonSchema[bool] = False

    answers: dict[str, JsonValue] = Field(
        default_factory=dict, description="Answers to the entry of the call, by question key."
    )


class SectionAnswers(Form):
    """Answers of one section by question key; a question left out keeps its answer, null takes it away."""

    answers: dict[str, JsonValue]


class MemberEntry(MemberForm):
    """A member of the grouping; its version is said by `If-Match`."""

    version: SkipJsonSchema[int] = 0
    key: SkipJsonSchema[str] = Field(default="", max_length=60)


class HandEntry(HandChange):
    """What somebody may do from now on; its version is said by `If-Match`."""

    version: SkipJsonSchema[int] = 0


class TasksEntry(Form):
    """Whom questions are given to, by key: somebody who writes in the dossier, or null for nobody."""

    tasks: dict[str, UUID | None] = Field(max_length=400)


class MemberMove(Form):
    """One place up or down; the bearer stays first."""

    way: Literal["up", "down"]


class EditEntry(RootModel[Annotated[Edit, Field(discriminator="do")]]):
    """One change of a form."""


class EditNumber(Form):
    """Which change; one's own last one when it is left out."""

    number: int | None = Field(default=None, ge=1)


class CalendarEntry(CalendarForm):
    """The calendar as it should become; the version of the call is said by `If-Match`."""

    version: SkipJsonSchema[int] = 1


class MoveEntry(MoveForm):
    """Why a phase is moved by hand, and until when if it is extended; the version of the call is said by `If-Match`."""

    version: SkipJsonSchema[int] = 1


class CopyEntry(CopyForm):
    """The name of the copy, and when its filing opens; a repeat is known by its `Idempotency-Key`."""

    key: SkipJsonSchema[str] = Field(default="", max_length=60)


class TextsEntry(TextsForm):
    """The texts of a call as they should become; its version is said by `If-Match`."""

    version: SkipJsonSchema[int] = 1


class AimsEntry(AimsForm):
    """What the call aims at; its version is said by `If-Match`."""

    version: SkipJsonSchema[int] = 1


class TrackEntry(TrackTextsForm):
    """How a track is called and described; its version is said by `If-Match`."""

    version: SkipJsonSchema[int] = 1


class NewTrackEntry(NewTrackForm):
    """A track to add; a repeat is known by its `Idempotency-Key`."""

    key: SkipJsonSchema[str] = ""


class CompositionEntry(Form):
    """The rules of a track about groupings, whole; `reason` once a dossier was filed in it."""

    rules: Annotated[tuple[CompositionRule, ...], AfterValidator(check_rules)]
    reason: Change = ""


class OutcomesEntry(Form):
    """The outcomes of a track, whole; none means the three usual ones; `reason` once a dossier was filed in it."""

    outcomes: Annotated[tuple[Outcome, ...], AfterValidator(check_outcomes)]
    reason: Change = ""


class SuitsEntry(Form):
    """The answers to the entry of the call that make a track the one to take; null when nothing decides."""

    suits: Condition | None


class EntryAnswers(Form):
    """Answers to the entry of a call, by question key."""

    answers: dict[str, JsonValue]


class RefusalEntry(RefusalForm):
    """Why a dossier is refused, as its owner will read it."""

    act: SkipJsonSchema[Literal["refuse"]] = "refuse"
    version: SkipJsonSchema[int | None] = None


class RequalificationEntry(RequalificationForm):
    """The other track, and why, as the owner will read it."""

    act: SkipJsonSchema[Literal["requalify"]] = "requalify"
    version: SkipJsonSchema[int | None] = None


class ExtensionEntry(Form):
    """More time for one draft: an instant with its offset, and a reason that is kept."""

    until: AwareDatetime
    reason: Reason


class CorrectionEntry(CorrectionForm):
    """Questions to take up again, why, and until an instant with its offset; the version is said by `If-Match`."""

    version: SkipJsonSchema[int | None] = None


class MoreTimeEntry(Form):
    """Until when the correction that is awaited may be made: an instant with its offset."""

    due_at: AwareDatetime


class MessageEntry(MessageForm):
    """A message; a repeat is known by its `Idempotency-Key`."""

    key: SkipJsonSchema[str] = ""


class DecisionEntry(DecisionForm):
    """One decision; its version is said by `If-Match`, `"0"` where nothing was decided yet."""

    version: SkipJsonSchema[int] = 0


class SelectionEntry(ProposalForm):
    """Decisions that follow the ranking: `seen` is the digest of the preview, so that nothing else is applied."""

    track: SkipJsonSchema[str] = ""
    seen: str = Field(min_length=1, max_length=64)


class Choices(Form):
    """Several decisions recorded in one act, all or none."""

    choices: list[ChosenForm] = Field(min_length=1, max_length=1000)


class PublicationEntry(Form):
    """The publication of a call cannot be taken back: `sure` says that it is meant."""

    sure: Literal[True]


class FormPublicationEntry(Form):
    """The version of a form to publish, as its preview named it, and a word for applicants in each language."""

    version: UUID
    edits: int
    note: dict[Language, Note] = Field(default_factory=dict)

    @property
    def form(self) -> VersionForm:
        """The same, as pages send it."""
        notes = {f"note_{language}": text for language, text in self.note.items()}
        return VersionForm.model_validate({"version": self.version, "edits": self.edits, **notes})


class BulkEntry(BulkForm):
    """One act on several dossiers: those chosen, or all that a filter finds."""

    step: SkipJsonSchema[Literal["choose", "preview", "confirm"]] = "preview"
    key: SkipJsonSchema[Key] = "not-confirmed"
    previewed: int | None = Field(default=None, description="The `total` of the preview, to ask for exactly that.")
