"""The hearth: weights that always make a hundred, and how the others give way when one changes."""

from collections.abc import Mapping

WHOLE = 100


def shared_out(wanted: Mapping[str, float], whole: int = WHOLE) -> dict[str, int]:
    """Whole weights of at least 1 that add up to `whole`, as near as can be to these proportions.

    The largest remainders get the points that rounding leaves (Hamilton's method); of equal ones, the first.
    Raises ValueError when there are more weights than points.
    """
    if len(wanted) > whole:
        raise ValueError(f"{len(wanted)} weights cannot share {whole} points")
    total = sum(max(0.0, weight) for weight in wanted.values())
    exact = {key: whole * (max(0.0, weight) / total if total else 1 / len(wanted)) for key, weight in wanted.items()}
    given = {key: int(part) for key, part in exact.items()}
    left = whole - sum(given.values())
    for key in sorted(exact, key=lambda one: int(exact[one]) - exact[one])[:left]:
        given[key] += 1
    for key in [key for key, points in given.items() if points < 1]:
        given[max(given, key=lambda one: given[one])] -= 1
        given[key] = 1
    return given


def reweighed(weights: Mapping[str, int], key: str, weight: int) -> dict[str, int]:
    """The same weights with this one set; the others keep their proportions and make up the rest.

    Raises ValueError when the others could not keep a point each.
    """
    others = {name: kept for name, kept in weights.items() if name != key}
    if not others:
        return {key: WHOLE}
    if not 1 <= weight <= WHOLE - len(others):
        raise ValueError(f"a weight is between 1 and {WHOLE - len(others)} here")
    shares = shared_out(others, WHOLE - weight)
    return {name: weight if name == key else shares[name] for name in (*weights, *({key} - weights.keys()))}


def joined(weights: Mapping[str, int], key: str) -> dict[str, int]:
    """The same weights with one more, of an even share."""
    return reweighed({**weights, key: 1}, key, max(1, WHOLE // (len(weights) + 1)))


def without(weights: Mapping[str, int], key: str) -> dict[str, int]:
    """The same weights without this one; the others take its points in their proportions."""
    others = {name: weight for name, weight in weights.items() if name != key}
    return shared_out(others) if others else {}
