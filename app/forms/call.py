"""What describes a call: the whole of it in one document, and its parts as organisers change them."""

from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from app.domain.conditions import Condition
from app.domain.entry import Entry
from app.domain.form_plans import FormPlan
from app.domain.members import CompositionRule
from app.domain.outcomes import Outcome, check_outcomes
from app.domain.reviewing import Blind, Reviewing
from app.domain.rubric import Criterion, Rubric
from app.forms.calendar import Dated
from app.forms.common import Email, Form
from app.forms.files import FileForm, files_given_for
from app.forms.spoken import Described, Key, Reference, Slug, Spoken, SpokenOrNothing, Version

FORMAT = "tremplin-call/1"


def _readable(given: str) -> str:
    if given != FORMAT:
        raise PydanticCustomError("format", "not a document this version reads", {"given": given, "known": FORMAT})
    return given


class NetworkForm(Described):
    """An organising network."""

    key: Key
    name: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    full_name: Annotated[str, StringConstraints(max_length=200)] = ""
    description: str = ""


class CriterionForm(Described):
    """One line of a rubric; `levels` describes the marks, lowest first, in each language."""

    key: Key
    title: Spoken
    question: SpokenOrNothing = Field(default_factory=dict)
    levels: dict[Literal["fr", "en"], list[str]] = Field(default_factory=dict)
    weight: Annotated[int, Field(ge=1, le=100)]
    optional: bool = False
    section_key: Annotated[str, StringConstraints(max_length=40)] = ""
    comment_to: Literal["organisers", "applicant"] = "organisers"


class RubricForm(Described):
    """How a track is scored; the weights add up to 100."""

    scale_max: Annotated[int, Field(ge=2, le=100)] = 5
    criteria: Annotated[tuple[CriterionForm, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum(criterion.weight for criterion in self.criteria) != 100:
            raise ValueError("the weights of a rubric add up to 100")
        Rubric(self.scale_max, tuple(Criterion(one.key, one.weight) for one in self.criteria))
        return self


class TrackForm(Described):
    """A kind of answer, with its form, its rubric, its rules and its outcomes; `suits`: which answers point to it.

    `blind`: what reading hides; `reviews_wanted`: how many reviews a dossier has, where it is not as in the whole call.
    """

    key: Key
    title: Spoken
    summary: SpokenOrNothing = Field(default_factory=dict)
    has_members: bool = True
    needs_signatures: bool = False
    blind: Blind = "none"
    reviews_wanted: Annotated[int, Field(ge=0, le=20)] | None = None
    composition: tuple[CompositionRule, ...] = ()
    outcomes: Annotated[tuple[Outcome, ...], AfterValidator(check_outcomes)] = ()
    suits: Condition | None = None
    form: FormPlan
    rubric: RubricForm | None = None


class FaqForm(Described):
    """A frequent question and its answer."""

    question: Spoken
    answer: Spoken


class CallForm(Dated):
    """A whole call in one document: what `export` writes and `import` reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Annotated[str, AfterValidator(_readable)] = FORMAT
    slug: Slug
    reference: Reference
    title: Spoken
    summary: SpokenOrNothing = Field(default_factory=dict)
    presentation: SpokenOrNothing = Field(default_factory=dict)
    faq: tuple[FaqForm, ...] = ()
    contact_email: Email | Literal[""] = ""
    reviews_per_dossier: Annotated[int, Field(ge=1, le=20)] = 3
    places: Annotated[int, Field(ge=1, le=100_000)] = 18
    expected: Annotated[int, Field(ge=0, le=1_000_000)] = 20
    is_public: bool = False
    is_demo: bool = False
    networks: tuple[NetworkForm, ...] = ()
    entry: Entry = Entry()
    reviewing: Reviewing = Reviewing()
    tracks: Annotated[tuple[TrackForm, ...], Field(min_length=1)]
    files: tuple[FileForm, ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        _demand_once("track", (track.key for track in self.tracks))
        _demand_once("network", (network.key for network in self.networks))
        _demand_once("file", (file.digest for file in self.files))
        files_given_for((track.form for track in self.tracks), self.files)
        return self


class TextsForm(Form):
    """The texts of a call as they should become."""

    version: Version
    title: Spoken
    summary: SpokenOrNothing = Field(default_factory=dict)
    presentation: SpokenOrNothing = Field(default_factory=dict)
    contact_email: Email | Literal[""] = ""
    faq: tuple[FaqForm, ...] = ()


class AimsForm(Form):
    """What the call aims at: places, readings, what is expected."""

    version: Version
    places: Annotated[int, Field(ge=1, le=100_000)]
    reviews_per_dossier: Annotated[int, Field(ge=1, le=20)]
    expected: Annotated[int, Field(ge=0, le=1_000_000)]


class VisibilityForm(Form):
    """Whether everyone may read the page of the call."""

    version: Version
    shown: Literal["public", "private"]
    back: Literal["settings", "tracks"] = "settings"


def _demand_once(what: str, keys: Iterable[str]) -> None:
    named = list(keys)
    if twice := sorted({key for key in named if named.count(key) > 1}):
        raise ValueError(f"{what} named twice: {', '.join(twice)}")
