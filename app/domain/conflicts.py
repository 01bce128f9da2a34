"""The hearth: what becomes of a conflict of interest when ties are looked for again."""

from collections.abc import Iterable, Mapping

from app.domain.ties import STRONG


def is_strong(grounds: Iterable[Mapping[str, str]]) -> bool:
    """Whether some of these kept grounds leave no doubt."""
    return any(ground.get("kind") in STRONG for ground in grounds)


def is_new(known: Iterable[Mapping[str, str]], found: Iterable[Mapping[str, str]]) -> bool:
    """Whether something was found that was not known."""
    before = [dict(ground) for ground in known]
    return any(dict(ground) not in before for ground in found)


def state_after(
    state: str | None, known: Iterable[Mapping[str, str]], found: Iterable[Mapping[str, str]]
) -> str | None:
    """The state of a conflict once this is found of it; `state` is None where there was none, and so is the answer.

    What somebody declared or confirmed stays. What was dismissed is only suspected again, and only by something new.
    What was suspected and is no longer found is no conflict.
    """
    grounds = list(found)
    if state in ("declared", "confirmed"):
        return state
    if state == "dismissed":
        return "suspected" if is_new(known, grounds) else state
    if not grounds:
        return None
    return "declared" if is_strong(grounds) else "suspected"
