"""What organisers send about the tracks of a call, and about the questions that come before them."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from app.domain.members import MOST, Family, RuleKind
from app.domain.outcomes import OutcomeKey
from app.forms.common import Form
from app.forms.spoken import Spoken, SpokenOrNothing, Version

Change = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
"""Why something that people were told about changes; asked for once a dossier was filed."""
ItemKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Digest = Annotated[str, StringConstraints(max_length=64)]


def _many(value: object) -> object:
    return [value] if isinstance(value, str) else value


Families = Annotated[tuple[Family, ...], BeforeValidator(_many), Field(min_length=1)]


def _short(texts: dict[str, str]) -> dict[str, str]:
    if any(len(text) > 120 for text in texts.values()):
        raise ValueError("too long for a name")
    return texts


Named = Annotated[Spoken, AfterValidator(_short)]


class NewTrackForm(Form):
    """A track to add; `like` is the key of one whose form, rubric, rules and outcomes it takes over."""

    title: Named
    summary: SpokenOrNothing = Field(default_factory=dict)
    like: Annotated[str, StringConstraints(max_length=40)] = ""
    key: Annotated[str, StringConstraints(max_length=60)] = ""


class TrackTextsForm(Form):
    """How a track is called and described, and whether its dossiers have members, who sign before filing."""

    version: Version
    title: Named
    summary: SpokenOrNothing = Field(default_factory=dict)
    has_members: bool = False
    needs_signatures: bool = False


class TrackMoveForm(Form):
    """One place up or down, from the place that was seen."""

    way: Literal["up", "down"]
    seen: int


class TrackRemovalForm(Form):
    """The track as it was seen when its removal was confirmed."""

    version: Version


class RuleForm(Form):
    """One rule about the members of a grouping."""

    version: Version
    key: ItemKey | Literal[""] = ""
    kind: RuleKind = RuleKind.MEMBERS
    at_least: Annotated[int, Field(ge=0, le=MOST)] | None = None
    at_most: Annotated[int, Field(ge=0, le=MOST)] | None = None
    families: Families
    confirmed_only: bool = False
    label: SpokenOrNothing = Field(default_factory=dict)
    reason: Change = ""


class RulesForm(Form):
    """A whole set of rules: a ready-made one, none, or those of now without one of them."""

    version: Version
    take: Literal["call_2011", "decree_2015", "none"] | None = None
    drop: ItemKey | None = None
    reason: Change = ""


class OutcomesForm(Form):
    """Which outcomes a track has, and what they are called; an empty name keeps the usual word."""

    version: Version
    offered: Annotated[tuple[OutcomeKey, ...], BeforeValidator(_many)] = ()
    label: dict[OutcomeKey, SpokenOrNothing] = Field(default_factory=dict)
    reason: Change = ""


class OptionForm(Form):
    """One thing that may be chosen; its key stays when its words change."""

    key: ItemKey | Literal[""] = ""
    label: Spoken


def _written_rows(rows: object) -> object:
    """A row whose words were taken away goes, whatever key it had."""
    return [row for row in rows if not isinstance(row, dict) or row.get("label")] if isinstance(rows, list) else rows


class EntryQuestionForm(Form):
    """A question asked before a dossier, as it was seen (`seen`) and as it should become."""

    seen: Digest = ""
    key: ItemKey | Literal[""] = ""
    kind: Literal["yes_no", "choice", "choices", "number", "territory"] = "yes_no"
    label: Spoken
    help: SpokenOrNothing = Field(default_factory=dict)
    required: bool = False
    options: Annotated[tuple[OptionForm, ...], BeforeValidator(_written_rows)] = ()


class EntryCopyForm(Form):
    """A question of a form to ask before a dossier too, under the same key."""

    like: ItemKey


class RefusalForm(Form):
    """Answers that rule a dossier out, and what people read then."""

    seen: Digest = ""
    key: ItemKey | Literal[""] = ""
    explanation: Spoken


class SuitsForm(Form):
    """The answers that make a track the one to take; the lines of its condition are read apart."""

    version: Version


class ItemForm(Form):
    """One thing of the entry, as it was seen."""

    seen: Digest = ""
    way: Literal["up", "down"] | None = None
