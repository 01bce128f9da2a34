"""The hearth: raising the worst-off dossier of an assignment as far as it goes, beside a proven bound.

With several reviews per dossier the exact best is NP-hard (Garg et al., "Assigning papers to referees", 2010). What is
proven is the bound, the least of three: each dossier choosing first; the highest floor a flow keeps when each pair is
beside the dossier's best others; and, for any weights on dossiers, the greatest weighted mean of scores (Lagrangian
duality). What is found: one review of every dossier is chosen again at a time, exactly, by flow; then assignments are
tried whose weights follow the worst-off; where a small call still lacks the bound, `exact` finds and proves its best.
With one review per dossier the assignment and the bound are exact.
The setting is that of Kobren, Saha and McCallum, "Paper matching with local fairness" (KDD 2019).
"""

from dataclasses import dataclass, replace

import numpy as np

from app.domain.exact import PAIRS_AT_MOST, best_for_the_worst
from app.domain.flows import Bools, Floats, Ints, Network, heaviest, rounding_error, shortage

_ROUNDS_AT_MOST = 120
_ROUNDS_AT_LEAST = 20
_PAIRS_TO_SOLVE = 6_000_000
_CYCLES = 6
# Affinities are brought to -1..1 first; scores nearer than this are the same score.
_CLOSE = 1e-9
_DUST = 1e-12


@dataclass(frozen=True, slots=True)
class _Found:
    pairs: Bools
    worst: float
    total: float


def fairest(network: Network, affinity: Floats, start: Bools) -> tuple[Bools, float]:
    """Pairs whose worst-off dossier is served at least as well as in `start` (the heaviest pairs), and its bound."""
    scale = float(np.abs(affinity).max(initial=0.0)) or 1.0
    unit = affinity / scale
    asked = network.demand > 0
    found = _found(unit, asked, start)
    bound = min(_alone_bound(network, unit, asked), _weighted_bound(unit, asked, start, np.ones(asked.size)))
    if found.worst >= bound - _CLOSE:
        return start, bound * scale
    bound = min(bound, _shared_bound(network, unit, found.worst))
    polished = _polish(network, unit, found, bound)
    if polished.worst < bound - _CLOSE and network.demand.max() > 1:
        followed, bound = _follow_the_worst(network, unit, found, bound)
        polished = _better(polished, _polish(network, unit, followed, bound))
    if polished.worst < bound - _CLOSE and np.count_nonzero(network.allowed) <= PAIRS_AT_MOST:
        polished, bound = _proven(network, unit, polished, bound)
    return polished.pairs, bound * scale


def scores_of(affinity: Floats, pairs: Bools) -> Floats:
    """The sum of the affinities of each dossier's reviewers."""
    rows, columns = np.nonzero(pairs)
    scores: Floats = np.bincount(rows, weights=affinity[rows, columns], minlength=pairs.shape[0]).astype(np.float64)
    return scores


def _follow_the_worst(network: Network, affinity: Floats, found: _Found, bound: float) -> tuple[_Found, float]:
    asked = network.demand > 0
    spread = float(np.ptp(affinity[network.allowed])) or 1.0
    weights = asked.astype(np.float64)
    pairs = found.pairs
    for turn in range(_rounds(affinity.size)):
        if found.worst >= bound - _CLOSE:
            break
        # Exponentiated gradient: the lower a dossier scored, the more it weighs in the next turn.
        behind = (scores_of(affinity, pairs) - found.worst) / spread
        weights = weights * np.exp(-behind * 4.0 / (1.0 + turn) ** 0.5)
        weights = np.maximum(weights / weights.max(), 1e-6) * asked
        turned = heaviest(network, affinity * weights[:, None])
        if turned is None:
            break
        pairs = turned
        found = _better(found, _found(affinity, asked, pairs))
        bound = min(bound, _weighted_bound(affinity, asked, pairs, weights))
    return found, bound


def _proven(network: Network, affinity: Floats, found: _Found, bound: float) -> tuple[_Found, float]:
    """The exact best, or as near to it as a bounded effort comes."""
    proven = best_for_the_worst(network, affinity, found.pairs)
    if proven is None:
        return found, bound
    better = _better(found, _found(affinity, network.demand > 0, proven.pairs))
    bound = min(bound, proven.bound)
    # What rounding alone could hide is no better assignment.
    hidden = 2 * rounding_error(affinity) * int(network.demand.max()) + _CLOSE
    return better, better.worst if bound - better.worst <= hidden else bound


def _rounds(size: int) -> int:
    least = _ROUNDS_AT_LEAST if size <= _PAIRS_TO_SOLVE else 2
    return max(least, min(_ROUNDS_AT_MOST, _PAIRS_TO_SOLVE // max(size, 1)))


def _alone_bound(network: Network, affinity: Floats, asked: Bools) -> float:
    """What the worst-off dossier would score if it chose its reviewers first."""
    return float(_best_sums(network, affinity, network.demand)[asked].min())


def _shared_bound(network: Network, affinity: Floats, low: float) -> float:
    """The highest floor kept by a flow through the pairs that may keep it, each beside the dossier's best others."""
    best_others = _best_sums(network, affinity, np.maximum(network.demand - 1, 0))
    entry = _best_sums(network, affinity, network.demand) - best_others
    reach = best_others[:, None] + np.minimum(affinity, entry[:, None])
    return _highest_floor(network, reach, low, np.inf)


def _best_sums(network: Network, affinity: Floats, counts: Ints) -> Floats:
    most = int(counts.max(initial=0))
    if not most:
        return np.zeros(counts.size)
    closed = np.where(network.allowed, -affinity, np.inf)
    ordered = -np.sort(np.partition(closed, most - 1, axis=1)[:, :most], axis=1)
    sums: Floats = np.where(np.arange(most) < counts[:, None], ordered, 0.0).sum(axis=1)
    return sums


def _weighted_bound(affinity: Floats, asked: Bools, pairs: Bools, weights: Floats) -> float:
    """The weighted mean score of pairs that are the heaviest for these weights, and what rounding may hide."""
    weighted = affinity * weights[:, None]
    hidden = 2 * rounding_error(weighted) * int(pairs.sum())
    return (float(weighted[pairs].sum()) + hidden) / float(weights[asked].sum())


def _polish(network: Network, affinity: Floats, found: _Found, bound: float) -> _Found:
    slots = int(network.demand.max(initial=0))
    for _ in range(_CYCLES):
        worst, total = found.worst, found.total
        for slot in range(slots):
            found = _improve_slot(network, affinity, found, bound, slot)
        reached = found.worst >= bound - _CLOSE
        if slots == 1 or (found.worst <= worst and not reached) or found.total <= total:
            break
        if reached and affinity.size > _PAIRS_TO_SOLVE:
            break
    return found


def _improve_slot(network: Network, affinity: Floats, found: _Found, bound: float, slot: int) -> _Found:
    """Choose again one review of every dossier, its `slot`-th weakest: first the highest floor, then the total."""
    opened = _open_slot(network, affinity, found.pairs, slot)
    kept = found.pairs & ~opened
    open_network = Network(
        opened.sum(axis=1),
        np.maximum(network.least - kept.sum(axis=0), 0),
        network.most - kept.sum(axis=0),
        network.allowed & ~kept,
    )
    reach = scores_of(affinity, kept)[:, None] + affinity
    floor = _highest_floor(open_network, reach, found.worst, bound)
    chosen = heaviest(_above(open_network, reach, floor), affinity)
    if chosen is None:
        return found
    return _better(found, _found(affinity, network.demand > 0, kept | chosen))


def _open_slot(network: Network, affinity: Floats, pairs: Bools, slot: int) -> Bools:
    rows, columns = np.nonzero(pairs)
    weakest_first = np.lexsort((affinity[rows, columns], rows))
    asked = np.flatnonzero(network.demand > 0)
    first = np.searchsorted(rows, asked)
    opened = np.zeros_like(pairs)
    opened[asked, columns[weakest_first[first + np.minimum(slot, network.demand[asked] - 1)]]] = True
    return opened


def _highest_floor(network: Network, reach: Floats, low: float, high: float) -> float:
    """The highest floor under every open dossier that a flow can keep, found among the values it may take."""
    asked = network.demand > 0
    # No floor is above what the dossier that reaches the least reaches at most.
    reached = np.where(network.allowed[asked], reach[asked], -np.inf)
    high = min(high + _CLOSE, float(reached.max(axis=1).min(initial=np.inf)))
    values = reached[(reached > low) & (reached <= high)]
    if not values.size:
        return low
    highest = float(values.max())
    if _holds(_above(network, reach, highest)):
        return highest
    floor = low
    while values.size:
        middle = np.partition(values, values.size // 2)[values.size // 2]
        if _holds(_above(network, reach, middle)):
            floor, values = float(middle), values[values > middle]
        else:
            values = values[values < middle]
    return floor


def _above(network: Network, reach: Floats, floor: float) -> Network:
    return replace(network, allowed=network.allowed & (reach >= floor - _DUST))


def _holds(network: Network) -> bool:
    if not network.allowed[network.demand > 0].any(axis=1).all():
        return False
    if shortage(network.demand, network.most, network.allowed):
        return False
    return not network.least.any() or shortage(network.least, network.demand, network.allowed.T) is None


def _found(affinity: Floats, asked: Bools, pairs: Bools) -> _Found:
    scores = scores_of(affinity, pairs)
    return _Found(pairs, float(scores[asked].min()), float(scores.sum()))


def _better(one: _Found, other: _Found) -> _Found:
    if abs(other.worst - one.worst) <= _DUST:
        return other if other.total > one.total else one
    return other if other.worst > one.worst else one
