"""The hearth: how a track ends for a dossier, and how each of its outcomes is called."""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ConfigDict, JsonValue, TypeAdapter

from app.domain.keys import demand_unique
from app.domain.texts import Texts
from app.domain.workflow import Outcome as OutcomeKey


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way to end, and its name in this track."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    key: OutcomeKey
    label: Texts


_OUTCOMES = TypeAdapter(tuple[Outcome, ...])


def check_outcomes(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """The same outcomes; a ValueError when one is named twice. None at all means the three usual ones."""
    demand_unique((outcome.key for outcome in outcomes), "outcome")
    return outcomes


def parse_outcomes(json: JsonValue) -> tuple[Outcome, ...]:
    """The outcomes described by plain JSON; a ValueError says where the description is wrong."""
    return check_outcomes(_OUTCOMES.validate_python(json))


def dump_outcomes(outcomes: Iterable[Outcome]) -> list[dict[str, JsonValue]]:
    """The same outcomes as plain JSON."""
    dumped: list[dict[str, JsonValue]] = _OUTCOMES.dump_python(tuple(outcomes), mode="json", exclude_defaults=True)
    return dumped
