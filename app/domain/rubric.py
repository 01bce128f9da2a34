"""The hearth: how a dossier is marked, and what its marks say together."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.texts import Texts

Scores = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing to judge, from 0 to the scale's end; `levels` describe the marks, lowest first."""

    key: str
    weight: int
    optional: bool = False
    title: Texts = Texts()  # noqa: RUF009 (frozen)
    question: Texts = Texts()  # noqa: RUF009 (frozen)
    levels: tuple[Texts, ...] = ()

    def __post_init__(self) -> None:
        if self.weight < 1:
            raise ValueError(f"{self.key}: a weight is at least 1")


@dataclass(frozen=True, slots=True)
class Rubric:
    """The criteria of a track, all marked from 0 to `scale_max`."""

    scale_max: int
    criteria: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        if self.scale_max < 1:
            raise ValueError("a scale ends at 1 or more")
        if len({criterion.key for criterion in self.criteria}) != len(self.criteria):
            raise ValueError("two criteria share a key")


@dataclass(frozen=True, slots=True)
class ScoreSummary:
    """Several marks of one dossier; `spread` is their sample standard deviation, unknown below two marks."""

    count: int
    mean: float | None
    spread: float | None
    lowest: float | None
    highest: float | None


def weighted_mean(rubric: Rubric, scores: Scores) -> float | None:
    """The mark from 0 to `scale_max`, sum of weight x score over the weights of the criteria that were marked.

    An optional criterion left blank leaves its weight out, so it never lowers a mark. None while a mandatory criterion
    is missing, or when nothing is marked. Raises ValueError for a score that is not on the scale.
    """
    if off := scores_off_scale(rubric, scores):
        raise ValueError(f"not on the scale of 0 to {rubric.scale_max}: {', '.join(off)}")
    if missing_criteria(rubric, scores):
        return None
    marked = [
        (criterion.weight, mark) for criterion in rubric.criteria if (mark := scores.get(criterion.key)) is not None
    ]
    weights = sum(weight for weight, _ in marked)
    return sum(weight * mark for weight, mark in marked) / weights if weights else None


def missing_criteria(rubric: Rubric, scores: Scores) -> tuple[str, ...]:
    """The mandatory criteria without a score, in the order of the rubric."""
    return tuple(
        criterion.key for criterion in rubric.criteria if not criterion.optional and scores.get(criterion.key) is None
    )


def scores_off_scale(rubric: Rubric, scores: Scores) -> tuple[str, ...]:
    """The criteria whose score is below 0, above the scale, or asked by no rubric."""
    known = {criterion.key for criterion in rubric.criteria}
    return tuple(
        key for key, mark in scores.items() if mark is not None and not (key in known and 0 <= mark <= rubric.scale_max)
    )


def summary(means: Iterable[float]) -> ScoreSummary:
    """How many marks, their mean, their spread, the lowest and the highest."""
    marks = tuple(means)
    if not marks:
        return ScoreSummary(0, None, None, None, None)
    lowest, highest = min(marks), max(marks)
    # Rounding may carry the mean of equal marks past them.
    mean = min(max(math.fsum(marks) / len(marks), lowest), highest)
    squares = math.fsum((mark - mean) ** 2 for mark in marks)
    spread = math.sqrt(squares / (len(marks) - 1)) if len(marks) > 1 else None
    return ScoreSummary(len(marks), mean, spread, lowest, highest)
