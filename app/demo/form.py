"""The shape of a form as data: questions once, and for each track the sections that ask them."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

Kind = Literal[
    "short", "long", "number", "amount", "date", "yes_no", "choice", "choices", "email", "phone", "url", "budget",
    "members", "files", "consent", "information", "territory",
]  # fmt: skip


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Bilingual(_Frozen):
    """A text in the two languages of the interface."""

    fr: str
    en: str


class DemoOption(_Frozen):
    """One answer of a `choice` or `choices`, or one line of a `budget`."""

    key: str
    label: Bilingual


class BudgetFrame(_Frozen):
    """The lines and years a `budget` asks for."""

    years: tuple[int, ...]
    expenses: tuple[DemoOption, ...]
    resources: tuple[DemoOption, ...]


class FileLimits(_Frozen):
    """What `files` accepts."""

    max_count: int
    max_megabytes: int
    types: tuple[str, ...]


class FormQuestion(_Frozen):
    """One question: its key is the key of the answer in the dossiers."""

    key: str
    kind: Kind
    label: Bilingual
    help: Bilingual | None = None
    example: Bilingual | None = None
    required: bool = False
    public: bool = False
    """True where the answer of a selected dossier is shown to everyone."""
    max_words: int | None = None
    max_chars: int | None = None
    at_least: int | None = None
    at_most: int | None = None
    options: tuple[DemoOption, ...] = ()
    budget: BudgetFrame | None = None
    files: FileLimits | None = None


class FormSection(_Frozen):
    """A section of one track's form, with the time it takes."""

    key: str
    title: Bilingual
    intro: Bilingual | None = None
    minutes: int
    questions: tuple[str, ...]


class TrackForm(_Frozen):
    """The sections one track asks, in order."""

    track: str
    sections: tuple[FormSection, ...]

    @property
    def minutes(self) -> int:
        """How long it takes to answer, in minutes."""
        return sum(section.minutes for section in self.sections)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all its questions, in order."""
        return tuple(key for section in self.sections for key in section.questions)


class DemoForm(_Frozen):
    """The form of a call."""

    questions: tuple[FormQuestion, ...]
    tracks: tuple[TrackForm, ...]

    def of(self, track: str) -> TrackForm:
        """What one track asks."""
        return next(form for form in self.tracks if form.track == track)

    def question(self, key: str) -> FormQuestion:
        """The question that has this key."""
        return next(question for question in self.questions if question.key == key)

    @model_validator(mode="after")
    def _sections_ask_what_exists(self) -> "DemoForm":
        known = {question.key for question in self.questions}
        for form in self.tracks:
            if unknown := set(form.keys) - known:
                raise ValueError(f"{form.track} asks unknown questions: {sorted(unknown)}")
            if len(form.keys) != len(set(form.keys)):
                raise ValueError(f"{form.track} asks a question twice")
        return self
