"""The shape of a demonstration call: its texts, calendar, form, rubrics and people."""

from functools import cached_property

from pydantic import AwareDatetime, BaseModel, ConfigDict, JsonValue, model_validator

from app.demo.dossier import (
    Band,
    DemoBearer,
    DemoBudget,
    DemoContact,
    DemoDossier,
    DemoMember,
    DemoPlace,
    DemoPole,
    DemoTerritory,
    Family,
    Flaw,
    Track,
)
from app.demo.form import Bilingual, DemoForm

__all__ = [
    "Band", "DemoBearer", "DemoBudget", "DemoCall", "DemoComments", "DemoContact", "DemoCriterion", "DemoDossier",
    "DemoMember", "DemoMoment", "DemoNetwork", "DemoOrganiser", "DemoPlace", "DemoPole", "DemoQuestion",
    "DemoReviewer", "DemoTerritory", "DemoTrack", "Family", "Flaw", "Track",
]  # fmt: skip


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DemoNetwork(_Frozen):
    """A network that organises the call."""

    key: str
    name: str
    full_name: str
    description: str


class DemoOrganiser(_Frozen):
    """A person who runs the call."""

    key: str
    name: str
    network: str
    role: str


class DemoReviewer(_Frozen):
    """A person who reads: `severity` above 0 is lenient, below is harsh; `noise` is how much their scores wander."""

    key: str
    name: str
    network: str
    organisation: str
    region: str
    themes: tuple[str, ...]
    capacity: int
    severity: float
    noise: float
    late: bool = False
    style: str
    bio: str
    conflicts_with: str | None = None


class DemoCriterion(_Frozen):
    """One criterion of a rubric, with the meaning of each score from 0 to 5."""

    key: str
    weight: int
    title: Bilingual
    question: Bilingual
    levels: tuple[Bilingual, Bilingual, Bilingual, Bilingual, Bilingual, Bilingual]


class DemoComments(_Frozen):
    """What reviewers write, by track, criterion and band; and in general, by track and band."""

    criteria: dict[Track, dict[str, dict[Band, tuple[str, ...]]]] = {}
    general: dict[Track, dict[Band, tuple[str, ...]]] = {}


class DemoMoment(_Frozen):
    """An instant, or a span, of the calendar."""

    key: str
    at: AwareDatetime
    until: AwareDatetime | None
    text: Bilingual


class DemoTrack(_Frozen):
    """One way to answer the call."""

    key: Track
    title: Bilingual
    description: Bilingual
    for_whom: Bilingual


class DemoQuestion(_Frozen):
    """A frequent question and its answer."""

    key: str
    question: Bilingual
    answer: Bilingual


class DemoCall(_Frozen):
    """A call: its texts, its calendar, its form, its rubrics, its people, what it received."""

    slug: str
    reference: str
    zone: str
    demo_now: AwareDatetime
    expected: int
    to_select: int
    reviews_per_dossier: int
    grace_minutes: int
    networks: tuple[DemoNetwork, ...]
    organisers: tuple[DemoOrganiser, ...] = ()
    reviewers: tuple[DemoReviewer, ...] = ()
    texts: dict[str, Bilingual]
    tracks: tuple[DemoTrack, ...]
    calendar: tuple[DemoMoment, ...]
    faq: tuple[DemoQuestion, ...]
    form: DemoForm
    entry: dict[str, JsonValue] = {}
    suits: dict[Track, JsonValue] = {}
    outcomes: dict[Track, JsonValue] = {}
    rubrics: dict[Track, tuple[DemoCriterion, ...]]
    comments: DemoComments = DemoComments()
    dossiers: tuple[DemoDossier, ...]

    @cached_property
    def by_key(self) -> dict[str, DemoDossier]:
        """Its dossiers by key."""
        return {dossier.key: dossier for dossier in self.dossiers}

    def moment(self, key: str) -> DemoMoment:
        """The moment of the calendar that has this key."""
        return next(moment for moment in self.calendar if moment.key == key)

    @model_validator(mode="after")
    def _weights_make_a_hundred(self) -> "DemoCall":
        for track, rubric in self.rubrics.items():
            if sum(criterion.weight for criterion in rubric) != 100:
                raise ValueError(f"the weights of {track} do not make 100")
        return self
