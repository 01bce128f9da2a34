"""The hearth: which operators and values suit which questions, and what is wrong with a test that does not suit."""

import re
from collections.abc import Mapping

from app.domain import readings
from app.domain.conditions import Op, Test
from app.domain.entries import parse_date
from app.domain.questions import CHOICE_KINDS, NUMBER_KINDS, PLACE_KINDS, TEXT_KINDS, Question, QuestionKind

LINE_KINDS = frozenset({QuestionKind.SHORT, QuestionKind.EMAIL, QuestionKind.PHONE, QuestionKind.URL})
WRITTEN_KINDS = TEXT_KINDS | LINE_KINDS

YES_NO_KINDS = frozenset({QuestionKind.YES_NO, QuestionKind.CONSENT})
_EQUAL = frozenset({Op.IS, Op.IS_NOT})
_ORDERED = frozenset({Op.LESS, Op.MORE})
FITTING: Mapping[QuestionKind, frozenset[Op]] = {
    **dict.fromkeys(NUMBER_KINDS, _EQUAL | _ORDERED | {Op.ANSWERED}),
    **dict.fromkeys(YES_NO_KINDS, _EQUAL | {Op.ANSWERED}),
    **dict.fromkeys(WRITTEN_KINDS, _EQUAL | {Op.CONTAINS, Op.ANSWERED}),
    QuestionKind.DATE: _EQUAL | _ORDERED | {Op.ANSWERED},
    QuestionKind.CHOICE: _EQUAL | {Op.ANSWERED},
    QuestionKind.CHOICES: frozenset({Op.CONTAINS, Op.ANSWERED}),
    **dict.fromkeys(PLACE_KINDS, frozenset({Op.WITHIN, Op.ANSWERED})),
    QuestionKind.INFORMATION: frozenset(),
}
_ONLY_ANSWERED = frozenset({Op.ANSWERED})
_DAY = re.compile(readings.DAY)


def fitting_ops(kind: QuestionKind) -> frozenset[Op]:
    """The operators that compare answers of this kind; of what holds many things one only asks if it is answered."""
    return FITTING.get(kind, _ONLY_ANSWERED)


def misfit(test: Test, question: Question) -> str:
    """The code of what is wrong with this test of this question; empty when it suits.

    `unfit_operator`, `unknown_option`, or `unfit_value` (of another nature, or none at all).
    """
    if test.op not in fitting_ops(question.kind):
        return "unfit_operator"
    if test.op is Op.ANSWERED:
        return ""
    if question.kind in CHOICE_KINDS:
        return "" if test.value in {option.key for option in question.options} else "unknown_option"
    return "" if _suits(test.value, question.kind) else "unfit_value"


def out_of_bounds(test: Test, question: Question) -> bool:
    """Whether no right answer can pass a test that suits, for the least and the most that the question allows."""
    if question.kind not in NUMBER_KINDS or test.op is Op.ANSWERED or isinstance(test.value, str | bool | None):
        return False
    least, most = question.minimum, question.maximum
    match test.op:
        case Op.LESS:
            return least is not None and test.value <= least
        case Op.MORE:
            return most is not None and test.value >= most
        case _:
            return (least is not None and test.value < least) or (most is not None and test.value > most)


def _suits(value: object, kind: QuestionKind) -> bool:
    if kind in NUMBER_KINDS:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind in YES_NO_KINDS:
        return isinstance(value, bool)
    if kind == QuestionKind.DATE:
        return isinstance(value, str) and _DAY.fullmatch(value) is not None and parse_date(value) is not None
    return isinstance(value, str) and bool(value.strip())
