"""The hearth: how well a reviewer suits a dossier, from 0 to 1: subject, territory, wishes, language, with weights.

What is not known of a dossier does not count for it, neither for nor against anybody: the other weights share its part.
Wishes count by their rank among all dossiers: a reviewer's wishes always add up to the same, so that whoever asks for
everything gets what one who says nothing gets (half everywhere), and one who asks for little is heard the most.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.domain.reviewing import Reviewing, TerritoryRule, Weights

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

UNKNOWN = 0.5
"""What anybody is worth to a dossier of which nothing is known."""
LEVELS = ("rather_not", "", "could", "want")
"""Wishes from the lowest to the highest; somebody who has said nothing of a dossier stands between."""


class Parts(NamedTuple):
    """What makes an affinity, 0 to 1 each; None where it is not known, or not looked at."""

    themes: float | None
    territory: float | None
    wish: float | None
    language: float | None


@dataclass(frozen=True, slots=True)
class Subject:
    """What is known of a dossier."""

    themes: frozenset[str] = frozenset()
    region: str = ""
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reader:
    """What is known of a reviewer. `wishes`: how many dossiers they want, could read, would rather not."""

    themes: frozenset[str] = frozenset()
    region: str = ""
    languages: frozenset[str] = frozenset()
    wishes: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Scale:
    """What counts in a call, and how much. `dossiers`: how many there are to wish for."""

    weights: Weights
    territory: TerritoryRule = "preferred"
    dossiers: int = 0


def scale_of(plan: Reviewing, dossiers: int) -> Scale:
    """The scale of a call."""
    return Scale(plan.weights, plan.territory, dossiers)


def matrix_of(subjects: Sequence[Subject], readers: Sequence[Reader], wishes: Floats, scale: Scale) -> Floats:
    """The affinities, dossiers x reviewers, 0..1. `wishes`: the index in LEVELS of each pair's wish."""
    if not readers:
        return np.zeros((len(subjects), 0))
    total = np.zeros((len(subjects), len(readers)), np.float64)
    counted = np.zeros((len(subjects), 1), np.float64)
    for weight, part in _parts(subjects, readers, wishes, scale):
        known = ~np.isnan(part[:, :1])
        total += weight * np.where(known, part, 0.0)
        counted += weight * known
    affinity: Floats = np.where(counted > 0, total / np.where(counted > 0, counted, 1.0), UNKNOWN)
    return affinity


def parts_of(subject: Subject, reader: Reader, wish: str, scale: Scale) -> Parts:
    """What makes one affinity."""
    level = np.array([[float(LEVELS.index(wish))]])
    found = [part[0, 0] for _, part in _parts([subject], [reader], level, scale)]
    weights = _weights(scale)
    shown = [None if np.isnan(one) or not weight else float(one) for one, weight in zip(found, weights, strict=True)]
    return Parts(*shown)


def own_territory(subjects: Sequence[Subject], readers: Sequence[Reader]) -> Bools:
    """The pairs of one region, dossiers x reviewers."""
    places, homes = (np.array([one.region for one in many], dtype=object) for many in (subjects, readers))
    same: Bools = (places[:, None] == homes[None, :]) & (places != "")[:, None]
    return same.astype(np.bool_)


def wish_part(level: int, wishes: tuple[int, int, int], dossiers: int) -> float:
    """The middle of the ranks that dossiers wished alike share among them all, 0 to 1; see LEVELS."""
    want, could, rather_not = wishes
    counts = (rather_not, max(dossiers - want - could - rather_not, 0), could, want)
    return (sum(counts[:level]) + counts[level] / 2) / max(sum(counts), 1)


def _weights(scale: Scale) -> tuple[int, int, int, int]:
    """Where one's own territory is kept away or does not matter, nobody is nearer than another."""
    of = scale.weights
    return (of.themes, of.territory if scale.territory == "preferred" else 0, of.wishes, of.languages)


def _parts(
    subjects: Sequence[Subject], readers: Sequence[Reader], wishes: Floats, scale: Scale
) -> Iterable[tuple[int, Floats]]:
    """Each weight with its part, dossiers x reviewers; the rows of dossiers of which nothing is known are NaN."""
    themes, territory, wish, languages = _weights(scale)
    yield themes, _shared([one.themes for one in subjects], [one.themes for one in readers])
    known = np.array([bool(one.region) for one in subjects])[:, None]
    yield territory, np.where(known, own_territory(subjects, readers), np.nan)
    yield wish, _wished(readers, wishes, scale.dossiers)
    spoken = _shared([one.languages for one in subjects], [one.languages for one in readers])
    yield languages, np.where(np.isnan(spoken), np.nan, spoken > 0)


def _shared(asked: Sequence[frozenset[str]], known: Sequence[frozenset[str]]) -> Floats:
    """The share of what each dossier asks for that each reviewer knows."""
    place = {one: index for index, one in enumerate(sorted(set().union(*asked)))}
    wanted, offered = np.zeros((len(asked), len(place))), np.zeros((len(known), len(place)))
    for table, rows in ((wanted, asked), (offered, known)):
        for row, named in enumerate(rows):
            table[row, [place[one] for one in named if one in place]] = 1.0
    sizes = wanted.sum(axis=1)[:, None]
    share: Floats = np.where(sizes > 0, (wanted @ offered.T) / np.maximum(sizes, 1.0), np.nan)
    return share


def _wished(readers: Sequence[Reader], wishes: Floats, dossiers: int) -> Floats:
    if not any(any(one.wishes) for one in readers):
        return np.full(wishes.shape, np.nan)
    ranks = np.array([[wish_part(level, one.wishes, dossiers) for level in range(len(LEVELS))] for one in readers])
    ranked: Floats = ranks[np.arange(len(readers))[None, :], wishes.astype(np.int64)]
    return ranked
