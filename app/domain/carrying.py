"""The hearth: what becomes of an answer when the form around it changes.

An answer is never lost: what the new question cannot show is kept aside as it was, by whoever calls `carry`.
"""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import JsonValue

from app.domain.answers import asks
from app.domain.checks import problems_of
from app.domain.entries import normalise
from app.domain.questions import CHOICE_KINDS, COUNTED_KINDS, TEXT_KINDS, Question, QuestionKind


class Effect(StrEnum):
    """What a change does to an existing answer."""

    KEPT = "kept"
    TO_CHECK = "to_check"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Carried:
    """An answer under its new question: what it becomes, and whether what it was must be kept besides."""

    effect: Effect
    value: JsonValue
    lossy: bool = False


_MISSHAPEN = frozenset({"not_a_number", "not_an_option"})


def carry(old: Question | None, new: Question | None, value: JsonValue) -> Carried:
    """The answer of `old` (None when nobody knows any more) as `new` reads it; `new` is None when it is asked no more.

    A question that is gone leaves the answer as it is, for the day it comes back.
    """
    if value is None or (old is not None and old == new):
        return Carried(Effect.KEPT, value)
    if new is None:
        return Carried(Effect.SET_ASIDE, value)
    if not holds_answers(new):
        return Carried(Effect.SET_ASIDE, None, lossy=True)
    if old is None or old.kind == new.kind:
        return _same_kind(old, new, value)
    return _other_kind(old, new, value)


def holds_answers(question: Question) -> bool:
    """Whether its answer is a value of its own: information has none, members and files live elsewhere."""
    return asks(question) and question.kind not in COUNTED_KINDS


def _same_kind(old: Question | None, new: Question, value: JsonValue) -> Carried:
    if new.kind == QuestionKind.CONSENT and old is not None and old.label != new.label:
        # Whoever agreed to other words has not agreed to these.
        return Carried(Effect.SET_ASIDE, None, lossy=True)
    before = _codes(old, value) if old else frozenset()
    fresh = _codes(new, value) - before
    lossy = not _same(normalise(new, value), value) or "not_an_option" in fresh
    return Carried(Effect.TO_CHECK if lossy or fresh else Effect.KEPT, value, lossy)


def _other_kind(old: Question, new: Question, value: JsonValue) -> Carried:
    aside = Carried(Effect.SET_ASIDE, None, lossy=True)
    if new.kind == QuestionKind.CONSENT or not _is_readable(old, new, value):
        return aside
    single = value[0] if isinstance(value, list) and len(value) == 1 else value
    carried = normalise(new, single)
    codes = _codes(new, carried)
    if carried is None or any(code in _MISSHAPEN or code.startswith("bad_") for code in codes):
        return aside
    lossy = not _same(carried, value)
    return Carried(Effect.TO_CHECK if lossy or codes else Effect.KEPT, carried, lossy)


def _is_readable(old: Question, new: Question, value: JsonValue) -> bool:
    """Whether the new kind may try: a text does not read the keys of choices, nor tables, nor yes and no."""
    if new.kind in CHOICE_KINDS:
        return old.kind in CHOICE_KINDS
    return new.kind not in TEXT_KINDS or (
        old.kind not in CHOICE_KINDS and isinstance(value, str | int | float) and not isinstance(value, bool)
    )


def _codes(question: Question, value: JsonValue) -> frozenset[str]:
    return frozenset(problem.code for problem in problems_of(question, value))


def _same(one: JsonValue, other: JsonValue) -> bool:
    """Whether both say the same: `30` and `"30"`, one choice and the list of it."""
    first, second = ([some] if not isinstance(some, list) else some for some in (one, other))
    return [_plain(part) for part in first] == [_plain(part) for part in second]


def _plain(value: JsonValue) -> JsonValue:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
