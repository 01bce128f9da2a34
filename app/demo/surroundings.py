"""The shapes of what was written around the call of 2011, from the first question to the first meeting."""

from datetime import date, time

from pydantic import BaseModel, ConfigDict

from app.demo.form import Bilingual
from app.demo.shapes import Band, Track


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ScreeningReason(_Frozen):
    """Why a dossier is refused or sent back, in words for the applicant."""

    key: str
    title: str
    text: str


class Requalification(ScreeningReason):
    """Why a dossier is moved from one track to another."""

    from_track: Track
    to_track: Track


class Refusal(_Frozen):
    """A dossier refused at screening, the reason, and the twin that was kept instead."""

    dossier: str
    reason: str
    kept: str | None


class ConflictEntry(_Frozen):
    """The dossiers one reviewer must not read."""

    reviewer: str
    dossiers: tuple[str, ...]


class Motive(_Frozen):
    """A sentence of the committee, tied to the criterion it rests on."""

    key: str
    criterion: str
    text: str


class Motives(_Frozen):
    """What the committee writes, by outcome."""

    selected: tuple[Motive, ...]
    waiting_list: tuple[Motive, ...]
    not_selected: tuple[Motive, ...]


class Message(_Frozen):
    """A question put to the organisers, and their answer."""

    key: str
    date: date
    track: Track
    subject: str
    question: str
    answer: str


class Line(_Frozen):
    """One line of a discussion."""

    by: str
    text: str


class Discussion(_Frozen):
    """Reviewers talking about a gap between their scores."""

    key: str
    band: Band
    criterion: str | None
    messages: tuple[Line, ...]


class NewsItem(_Frozen):
    """One piece of news; the body is Markdown."""

    key: str
    date: date
    title: str
    lead: str
    body: str
    keywords: tuple[str, ...]
    themes: tuple[str, ...]


class AgendaHour(_Frozen):
    """One line of a programme."""

    time: time
    title: str


class AgendaDay(_Frozen):
    """A meeting; `public` says who may come."""

    key: str
    date: date
    starts: time
    ends: time
    title: str
    commune: str
    departement: str
    place: str
    public: str
    programme: tuple[AgendaHour, ...]


class Labels(_Frozen):
    """The words of the coded values, by key."""

    themes: dict[str, Bilingual]
    families: dict[str, Bilingual]
    territory_kinds: dict[str, Bilingual]
    legal_forms: dict[str, Bilingual]
    states: dict[str, Bilingual]
    budget: dict[str, Bilingual]


class Surroundings(_Frozen):
    """All of it."""

    refuse: tuple[ScreeningReason, ...]
    correction: tuple[ScreeningReason, ...]
    requalify: tuple[Requalification, ...]
    refusals: tuple[Refusal, ...]
    conflicts: tuple[ConflictEntry, ...]
    motives: Motives
    messages: tuple[Message, ...]
    discussions: tuple[Discussion, ...]
    news: tuple[NewsItem, ...]
    agenda: tuple[AgendaDay, ...]
    labels: Labels
