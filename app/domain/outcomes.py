"""The hearth: how a track ends for a dossier, and how each of its outcomes is called."""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ConfigDict, JsonValue, TypeAdapter

from app.domain.keys import demand, demand_unique
from app.domain.texts import Texts
from app.domain.workflow import Outcome as OutcomeKey

__all__ = ["Outcome", "OutcomeKey", "check_outcomes", "dump_outcomes", "label_of", "offered", "parse_outcomes"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way to end, and its name in this track."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    key: OutcomeKey
    label: Texts


_OUTCOMES = TypeAdapter(tuple[Outcome, ...])


def check_outcomes(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """The same outcomes; a ValueError when one is named twice, or when nothing could be selected.

    None at all means the three usual ones.
    """
    demand_unique((outcome.key for outcome in outcomes), "outcome")
    is_open = not outcomes or any(outcome.key is OutcomeKey.SELECTED for outcome in outcomes)
    demand(is_open, "outcomes: nothing could be selected")
    return outcomes


def offered(outcomes: tuple[Outcome, ...]) -> tuple[OutcomeKey, ...]:
    """What may be decided, in the usual order."""
    named = {outcome.key for outcome in outcomes}
    return tuple(key for key in OutcomeKey if not named or key in named)


def label_of(outcomes: tuple[Outcome, ...], key: str) -> Texts:
    """How an outcome is called here; empty where it keeps its usual name."""
    return next((outcome.label for outcome in outcomes if outcome.key == key), Texts())


def parse_outcomes(json: JsonValue) -> tuple[Outcome, ...]:
    """The outcomes described by plain JSON; a ValueError says where the description is wrong."""
    return check_outcomes(_OUTCOMES.validate_python(json))


def dump_outcomes(outcomes: Iterable[Outcome]) -> list[dict[str, JsonValue]]:
    """The same outcomes as plain JSON."""
    dumped: list[dict[str, JsonValue]] = _OUTCOMES.dump_python(tuple(outcomes), mode="json", exclude_defaults=True)
    return dumped
