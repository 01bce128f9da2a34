"""Reviews as people would write them: from the hidden merit of a dossier, the severity and the noise of a reviewer.

Pure and repeatable: the same seed, dossier, reviewer and rubric give the same review, whatever was asked before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from app.demo.shapes import Band, DemoCall, DemoComments, DemoCriterion, DemoDossier, DemoReviewer, Flaw

SEED = 2011

LOWEST, HIGHEST = 0, 5
# A merit of 0 reads as 0.3 and a merit of 1 as 4.8 to a fair reviewer: room is left above and below for the others.
FLOOR, SLOPE = 0.3, 4.5
BETWEEN_CRITERIA, WITHIN_REVIEW, WITHIN_CRITERION = 0.35, 0.3, 0.5

LOWERED_BY: dict[Flaw, dict[str, float]] = {
    Flaw.TOO_FEW_MEMBERS: {"grouping": 1.2, "stakeholders": 0.6},
    Flaw.UNCONFIRMED_MEMBERS: {"grouping": 0.9, "cooperation": 0.6},
    Flaw.MISSING_LETTERS: {"commitment": 0.9, "cooperation": 0.4},
    Flaw.MISSING_BUDGET: {"pooling": 0.8, "feasibility": 1.2},
    Flaw.UNBALANCED_BUDGET: {"pooling": 0.6, "feasibility": 0.9},
    Flaw.TOO_SHORT: {"strategy": 0.8, "utility": 0.4, "relevance": 0.4},
    Flaw.OUTSIDE_SUBJECT: {"utility": 1.2, "relevance": 1.2},
}


@dataclass(frozen=True, slots=True)
class DemoReview:
    """What one reviewer says of one dossier."""

    dossier: str
    reviewer: str
    scores: dict[str, int]
    """By criterion, 0 to 5."""
    comments: dict[str, str]
    """By criterion; a terse reviewer leaves most of them out."""
    general: str
    mean: float
    """The weighted mean, 0 to 5."""


def review_of(
    dossier: DemoDossier,
    reviewer: DemoReviewer,
    rubric: Sequence[DemoCriterion],
    comments: DemoComments,
    *,
    seed: int = SEED,
) -> DemoReview:
    """The review this reviewer writes of this dossier."""
    scores = scores_of(dossier, reviewer, rubric, seed=seed)
    mean = sum(scores[one.key] * one.weight for one in rubric) / sum(one.weight for one in rubric)
    said = {
        key: _sentence(comments.criteria[dossier.track][key][band_of(score)], dossier, reviewer, key, seed=seed)
        for key, score in scores.items()
        if key in _commented(scores, reviewer)
    }
    general = _sentence(comments.general[dossier.track][band_of(round(mean))], dossier, reviewer, "general", seed=seed)
    return DemoReview(dossier.key, reviewer.key, scores, said, general, round(mean, 4))


def scores_of(
    dossier: DemoDossier, reviewer: DemoReviewer, rubric: Sequence[DemoCriterion], *, seed: int = SEED
) -> dict[str, int]:
    """Whole scores by criterion: merit, what is strong and weak in the dossier, its flaws, the reviewer, chance."""
    of_dossier = _chance(seed, dossier.key)
    of_review = _chance(seed, dossier.key, reviewer.key)
    mood = reviewer.severity + of_review.gauss(0, WITHIN_REVIEW * reviewer.noise)
    scores = {}
    for criterion in rubric:
        shape = of_dossier.gauss(0, BETWEEN_CRITERIA)
        flaws = sum(LOWERED_BY.get(flaw, {}).get(criterion.key, 0.0) for flaw in dossier.flaws)
        felt = FLOOR + SLOPE * dossier.merit + shape - flaws + mood
        felt += of_review.gauss(0, WITHIN_CRITERION * reviewer.noise)
        scores[criterion.key] = min(HIGHEST, max(LOWEST, round(felt)))
    return scores


def band_of(score: int) -> Band:
    """The drawer of comments for a score from 0 to 5."""
    return (Band.WEAK, Band.WEAK, Band.FAIR, Band.GOOD, Band.GOOD, Band.EXCELLENT)[score]


def readers_of(call: DemoCall, dossier: DemoDossier) -> tuple[DemoReviewer, ...]:
    """Who reads a dossier of a small call, each in turn, nobody from its region: enough where nothing is at stake."""
    first = call.dossiers.index(dossier)
    turn = call.reviewers[first % len(call.reviewers) :] + call.reviewers[: first % len(call.reviewers)]
    return tuple(reviewer for reviewer in turn if reviewer.region != dossier.region)[: call.reviews_per_dossier]


def late_reviewers(call: DemoCall) -> tuple[str, ...]:
    """Who will hand in reviews after the end of the reading."""
    return tuple(reviewer.key for reviewer in call.reviewers if reviewer.late)


def handed_in_at(call: DemoCall, dossier: DemoDossier, reviewer: DemoReviewer, *, seed: int = SEED) -> datetime:
    """When this review is handed in: early in the reading for most, in the ten days after its end for the late."""
    moment = call.moment("review")
    end = moment.until or moment.at
    chance = _chance(seed, dossier.key, reviewer.key, "instant")
    start, span = (end, timedelta(days=10)) if reviewer.late else (moment.at, end - moment.at)
    # A power above 1 crowds the first weeks: two thirds of all reviews are in when the demonstration takes place.
    day: datetime = start + span * chance.random() ** 2.7
    return day.replace(hour=9 + chance.randrange(12), minute=chance.randrange(60), second=chance.randrange(60))


def _commented(scores: dict[str, int], reviewer: DemoReviewer) -> set[str]:
    """The criteria a reviewer comments on: all of them, or for a terse one the best and the worst."""
    if reviewer.style != "terse":
        return set(scores)
    return {min(scores, key=scores.__getitem__), max(scores, key=scores.__getitem__)}


def _sentence(sentences: Sequence[str], dossier: DemoDossier, reviewer: DemoReviewer, about: str, *, seed: int) -> str:
    """One of the sentences: two neighbours in the list of reviewers never pick the same for the same dossier."""
    order = list(range(len(sentences)))
    _chance(seed, dossier.key, about).shuffle(order)
    rank = int(reviewer.key.rpartition("-")[2])
    words = {"territory": dossier.territory.label, "bearer": dossier.bearer.name, "members": len(dossier.members)}
    return sentences[order[rank % len(order)]].format(**words)


def _chance(seed: int, *about: str) -> Random:
    return Random(":".join((str(seed), *about)))  # noqa: S311 - a demonstration, not a secret
