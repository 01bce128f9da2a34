"""The hearth: how the dossiers of a call are read: what decides who reads what, and phases with what reviewers see.

It travels as plain JSON in `Call.reviewing`; what is not there is as it has always been.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, ConfigDict, Field, JsonValue, TypeAdapter

from app.domain.keys import Key, demand, demand_unique
from app.domain.texts import Texts

Share = Annotated[int, Field(ge=0, le=100)]
Sight = Literal["never", "after_own", "always"]
TerritoryRule = Literal["preferred", "excluded", "ignored"]
Blind = Literal["none", "applicant", "reviewer", "both"]


@dataclass(frozen=True, slots=True)
class Rules:
    """What reviewers may do and see at one instant: every switch of visibility is here, and nowhere else.

    sees_others: the reviews that others handed in of the same dossier. sees_names: whose they are. sees_averages: the
    mean of what was handed in. may_comment: the discussion. may_write: reviews are written and handed in. may_revise: a
    review that was handed in may be changed, both marks kept. may_pick: one chooses what to read next. round: only
    dossiers kept for this round are written about.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")
    may_write: bool = True
    sees_others: Sight = "never"
    sees_names: bool = False
    sees_averages: bool = False
    may_comment: bool = False
    may_revise: bool = False
    may_pick: bool = False
    round: Annotated[int, Field(ge=1, le=9)] = 1


@dataclass(frozen=True, slots=True)
class ReviewPhase:
    """A phase of reviewing; it lasts until the next one begins. Instants are aware."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    key: Key
    title: Texts
    starts_at: AwareDatetime
    rules: Rules = Rules()

    def __post_init__(self) -> None:
        demand(bool(self.title.get("fr")), f"{self.key}: a phase has a title in French")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each thing counts in who suits a dossier, in parts of their sum; 0 leaves it out."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    themes: Share = 50
    territory: Share = 30
    wishes: Share = 0
    languages: Share = 0


@dataclass(frozen=True, slots=True)
class Detection:
    """Which ties between a reviewer and a dossier are looked for, beyond identifiers and people, which always are."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    email_domain: bool = True
    names: bool = True
    network: bool = False


@dataclass(frozen=True, slots=True)
class Reviewing:
    """How a call is read. `min_load`: the fewest dossiers that make reading worth it, for whoever reads any.

    wishes_until: until when reviewers say what they would like to read; None where they are not asked.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")
    weights: Weights = Weights()
    territory: TerritoryRule = "preferred"
    min_load: Annotated[int, Field(ge=0, le=500)] = 0
    wishes_until: AwareDatetime | None = None
    detection: Detection = Detection()
    phases: tuple[ReviewPhase, ...] = ()

    def __post_init__(self) -> None:
        demand_unique([phase.key for phase in self.phases], "phase")
        starts = [phase.starts_at for phase in self.phases]
        demand(starts == sorted(starts) and len(set(starts)) == len(starts), "phases follow each other")


_REVIEWING = TypeAdapter(Reviewing)
BEFORE = Rules(may_write=False)
"""Before the first phase: dossiers are read, nothing is written."""


def parse_reviewing(plain: JsonValue) -> Reviewing:
    """The settings from plain JSON; raises ValueError (pydantic's) where they do not hold."""
    return _REVIEWING.validate_python(plain or {})


def reviewing_as_json(plan: Reviewing) -> dict[str, object]:
    """What is kept of them."""
    dumped: dict[str, object] = _REVIEWING.dump_python(plan, mode="json", exclude_defaults=True)
    return dumped


def phase_at(plan: Reviewing, now: datetime) -> ReviewPhase | None:
    """The phase under way; None before the first, or where there are none."""
    return next((phase for phase in reversed(plan.phases) if phase.starts_at <= now), None)


def rules_at(plan: Reviewing, now: datetime) -> Rules:
    """What reviewers may do and see now; a call without phases is written all along, and nobody sees anybody."""
    if not plan.phases:
        return Rules()
    phase = phase_at(plan, now)
    return phase.rules if phase else BEFORE


def with_phases(plan: Reviewing, phases: Iterable[ReviewPhase]) -> Reviewing:
    """The same settings with these phases, in the order of their beginnings."""
    return replace(plan, phases=tuple(sorted(phases, key=lambda phase: phase.starts_at)))


def hides_applicant(blind: str) -> bool:
    """Whether reviewers read without knowing whose dossier it is."""
    return blind in ("applicant", "both")


def hides_reviewers(blind: str) -> bool:
    """Whether reviewers never learn who the others are."""
    return blind in ("reviewer", "both")
