"""What decides who reads what, as fields, and what it does to a few usual cases."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from app.domain.affinity import LEVELS, Reader, Subject, matrix_of, scale_of
from app.domain.reviewing import Reviewing
from app.forms.assignment import AssignmentRules
from app.models import Call, Track
from app.web.binding import Bound, blank
from app.web.i18n import N_


class Example(NamedTuple):
    """A usual case: what it is, and how well it suits, 0..1, as things are kept and as they are tried."""

    what: str
    kept: float
    tried: float


_DOSSIERS = 40
_SUBJECT = Subject(frozenset({"a", "b"}), "here", frozenset({"fr"}))
_ALL, _HALF, _NONE = frozenset({"a", "b"}), frozenset({"a"}), frozenset[str]()
CASES = (
    (N_("connaît tous ses thèmes, même territoire"), _ALL, "here", ""),
    (N_("connaît tous ses thèmes, autre territoire"), _ALL, "there", ""),
    (N_("connaît un thème sur deux, même territoire"), _HALF, "here", ""),
    (N_("connaît un thème sur deux, autre territoire, souhaite le lire"), _HALF, "there", "want"),
    (N_("connaît un thème sur deux, autre territoire, préfère l’éviter"), _HALF, "there", "rather_not"),
    (N_("ne connaît aucun thème, même territoire"), _NONE, "here", ""),
    (N_("ne connaît aucun thème, autre territoire"), _NONE, "there", ""),
)
"""What it is; the themes they know, where they are, what they wish."""


def rules_fields(call: Call, plan: Reviewing) -> Bound[Any]:
    """What counts, as it is kept."""
    weights = plan.weights
    return blank(
        version=call.version,
        themes=weights.themes,
        region=weights.territory,
        wishes=weights.wishes,
        languages=weights.languages,
        territory=plan.territory,
        min_load=plan.min_load,
    )


def demand_fields(call: Call, tracks: Iterable[Track]) -> Bound[Any]:
    """How many reviews, as it is kept."""
    fields: dict[str, Any] = {f"tracks.{track.key}": track.reviews_wanted for track in tracks}
    return blank("fr", version=call.version, reviews_per_dossier=call.reviews_per_dossier, **fields)


def typed_rules(kept: Reviewing, form: Bound[AssignmentRules] | None) -> Reviewing:
    """The rules as they were just typed, where they can be read."""
    if form is None or form.value is None:
        return kept
    return replace(kept, weights=form.value.weights, territory=form.value.territory, min_load=form.value.min_load)


def examples(kept: Reviewing, tried: Reviewing) -> list[Example]:
    """How well the usual cases suit, as things are kept and as they are tried."""
    values = zip(_affinities(kept), _affinities(tried), strict=True)
    return [Example(case[0], *pair) for case, pair in zip(CASES, values, strict=True)]


def _affinities(plan: Reviewing) -> list[float]:
    """Of somebody who speaks the language of the dossier, and has said of three dossiers that they want them."""
    readers = [Reader(themes, region, frozenset({"fr"}), (3, 5, 2)) for _, themes, region, _ in CASES]
    levels = np.array([[float(LEVELS.index(wish)) for *_, wish in CASES]])
    return [float(value) for value in matrix_of([_SUBJECT], readers, levels, scale_of(plan, _DOSSIERS))[0]]
