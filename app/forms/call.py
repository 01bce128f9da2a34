"""What describes a call: the whole of it in one document, and its parts as organisers change them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from app.domain.conditions import Condition
from app.domain.entry import Entry
from app.domain.form_plans import FormPlan
from app.domain.members import CompositionRule
from app.domain.outcomes import Outcome, check_outcomes
from app.domain.phases import MomentKind
from app.domain.rubric import Criterion, Rubric
from app.forms.common import Email, Form


def _spoken(texts: dict[str, str]) -> dict[str, str]:
    """Texts per language; French, the default language, is always there."""
    kept = {language: text.strip() for language, text in texts.items() if text.strip()}
    if not kept.get("fr"):
        raise PydanticCustomError("no_french", "the French text is missing")
    return kept


def _spoken_or_nothing(texts: dict[str, str]) -> dict[str, str]:
    kept = {language: text.strip() for language, text in texts.items() if text.strip()}
    return _spoken(kept) if kept else {}


def _known_zone(zone: str) -> str:
    if zone not in available_timezones():
        raise PydanticCustomError("zone", "not a time zone")
    return zone


_Language = Annotated[str, StringConstraints(pattern="^(fr|en)$")]
_Texts = dict[_Language, Annotated[str, StringConstraints(max_length=20_000)]]
Spoken = Annotated[_Texts, AfterValidator(_spoken)]
SpokenOrNothing = Annotated[_Texts, AfterValidator(_spoken_or_nothing)]
Zone = Annotated[str, AfterValidator(_known_zone)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Reference = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)*$", max_length=20)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Version = Annotated[int, Field(ge=1)]


class MomentForm(Form):
    """A dated step of the calendar; an instant without a zone is in the zone of the call."""

    kind: MomentKind
    title: Spoken
    place: Annotated[str, StringConstraints(max_length=200)] = ""
    starts_at: datetime
    ends_at: datetime | None = None


class NetworkForm(Form):
    """An organising network."""

    key: Key
    name: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    full_name: Annotated[str, StringConstraints(max_length=200)] = ""
    description: str = ""


class CriterionForm(Form):
    """One line of a rubric; `levels` describes the marks, lowest first, in each language."""

    key: Key
    title: Spoken
    question: SpokenOrNothing = Field(default_factory=dict)
    levels: dict[Literal["fr", "en"], list[str]] = Field(default_factory=dict)
    weight: Annotated[int, Field(ge=1, le=100)]
    optional: bool = False
    section_key: Annotated[str, StringConstraints(max_length=40)] = ""
    comment_to: Literal["organisers", "applicant"] = "organisers"


class RubricForm(Form):
    """How a track is scored; the weights add up to 100."""

    scale_max: Annotated[int, Field(ge=2, le=100)] = 5
    criteria: Annotated[tuple[CriterionForm, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum(criterion.weight for criterion in self.criteria) != 100:
            raise ValueError("the weights of a rubric add up to 100")
        Rubric(self.scale_max, tuple(Criterion(one.key, one.weight) for one in self.criteria))
        return self


class TrackForm(Form):
    """A kind of answer, with its form, its rubric, its rules and its outcomes; `suits`: which answers point to it."""

    key: Key
    title: Spoken
    summary: SpokenOrNothing = Field(default_factory=dict)
    has_members: bool = True
    composition: tuple[CompositionRule, ...] = ()
    outcomes: Annotated[tuple[Outcome, ...], AfterValidator(check_outcomes)] = ()
    suits: Condition | None = None
    form: FormPlan
    rubric: RubricForm | None = None


class FaqForm(Form):
    """A frequent question and its answer."""

    question: Spoken
    answer: Spoken


def instant_in(at: datetime, zone: str) -> datetime:
    """The instant meant: what has no zone was written in this one."""
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))


class _Dated(Form):
    """What every calendar is: an opening before a deadline, and moments that do not end before they start."""

    zone: Zone = "Europe/Paris"
    opens_at: datetime
    closes_at: datetime
    grace_minutes: Annotated[int, Field(ge=0, le=1440)] = 0
    moments: tuple[MomentForm, ...] = ()

    def instant(self, at: datetime) -> datetime:
        """The instant meant by what was written."""
        return instant_in(at, self.zone)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.instant(self.opens_at) < self.instant(self.closes_at):
            raise PydanticCustomError("closes_before_opening", "it closes before it opens")
        for moment in self.moments:
            if moment.ends_at and self.instant(moment.ends_at) < self.instant(moment.starts_at):
                raise PydanticCustomError("ends_before_start", "a moment ends before it starts")
        return self


class CallForm(_Dated):
    """A whole call in one document."""

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
    tracks: Annotated[tuple[TrackForm, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        _demand_once("track", (track.key for track in self.tracks))
        _demand_once("network", (network.key for network in self.networks))
        return self


class CalendarForm(_Dated):
    """The calendar as it should become, and the version of the call it was written over."""

    version: Version


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


def _demand_once(what: str, keys: Iterable[str]) -> None:
    named = list(keys)
    if twice := sorted({key for key in named if named.count(key) > 1}):
        raise ValueError(f"{what} named twice: {', '.join(twice)}")
