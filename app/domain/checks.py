"""The hearth: one check for each kind of question; each returns codes with parameters, never sentences."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeGuard
from urllib.parse import urlsplit

from pydantic import JsonValue

from app.domain import budgets
from app.domain.addresses import check_address
from app.domain.entries import parse_date
from app.domain.organisations import OrganisationPlan, check_organisation
from app.domain.questions import CHOICE_KINDS, COUNTED_KINDS, NUMBER_KINDS, Question, QuestionKind
from app.domain.territories import TerritoryPlan, check_territory
from app.domain.texts import count_characters, count_words

Params = Mapping[str, int | float | str]

_EMAIL = re.compile(r"[^\s@,;:<>()\[\]\"\\]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]")
_EMAIL_LENGTH = 254
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]")
_NOT_IN_URL = re.compile(r"[\s<>\"\\]")
_PHONE = re.compile(r"\+?[\d\s.()/-]+")
_PHONE_DIGITS = range(6, 16)
_LEAST_AMOUNT = 0
_ADVICE = frozenset({"unknown_place", "unknown_city"})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right in one answer: a stable code and what its sentence needs; an `advice` does not block."""

    question_key: str
    code: str
    params: Params = field(default_factory=dict)
    advice: bool = False


def problems_of(question: Question, value: JsonValue) -> list[Problem]:
    """Every problem of a value that was answered."""
    if question.kind in _FORMS:
        is_well_formed, code = _FORMS[question.kind]
        return [] if is_well_formed(value) else [Problem(question.key, code)]
    found = _CHECKS[question.kind](question, value) if question.kind in _CHECKS else ()
    return [Problem(question.key, code, params, advice=_is_advice(question, code)) for code, params in found]


def _is_advice(question: Question, code: str) -> bool:
    lenient = question.budget is not None and question.budget.balance == "advised"
    return code in _ADVICE or (code == "unbalanced" and lenient)


Found = Iterator[tuple[str, Params]]


def _check_text(question: Question, value: JsonValue) -> Found:
    if not isinstance(value, str):
        yield "bad_text", {}
        return
    unit = question.unit or "characters"
    count = count_words(value) if unit == "words" else count_characters(value)
    if question.limit is not None and count > question.limit:
        yield "too_long", {"over": count - question.limit, "limit": question.limit, "unit": unit}
    if question.minimum is not None and count < question.minimum:
        yield "too_short", {"missing": question.minimum - count, "at_least": question.minimum, "unit": unit}


def _check_number(question: Question, value: JsonValue) -> Found:
    if not _is_number(value):
        yield "not_a_number", {}
        return
    if round(value, question.decimals) != value:
        yield "too_many_decimals", {"at_most": question.decimals}
    minimum, maximum = bounds(question)
    if minimum is not None and value < minimum:
        yield "too_small", {"minimum": minimum}
    if maximum is not None and value > maximum:
        yield "too_large", {"maximum": maximum}


def _check_budget(question: Question, value: JsonValue) -> Found:
    plan = question.budget
    if plan is None or not isinstance(value, dict):
        yield "bad_budget", {}
        return
    cells = budgets.amounts(plan, value)
    for (line, year), amount in cells.items():
        yield from ((code, {**params, "line": line, "year": year}) for code, params in _check_cell(amount))
    for year in plan.years:
        if not any(filled == year for _, filled in cells):
            yield "empty_year", {"year": year}
    for totals in budgets.totals(plan, value) if plan.balance != "free" else ():
        if totals.lacking:
            yield "unbalanced", {"year": totals.year, "missing": totals.gap, "side": totals.lacking}
    yield from budgets.limits(plan, value)


def _check_cell(amount: JsonValue) -> Found:
    if not _is_number(amount):
        yield "not_a_number", {}
    elif amount < _LEAST_AMOUNT:
        yield "too_small", {"minimum": _LEAST_AMOUNT}
    elif round(amount, 2) != amount:
        yield "too_many_decimals", {"at_most": 2}


def _check_choice(question: Question, value: JsonValue) -> Found:
    chosen = value if isinstance(value, list) else [value]
    if not {str(key) for key in chosen} <= {option.key for option in question.options}:
        yield "not_an_option", {}
    if question.kind == QuestionKind.CHOICES:
        yield from _check_count(question, value)
    elif isinstance(value, list):
        yield "not_an_option", {}


def _check_count(question: Question, value: JsonValue) -> Found:
    count = len(value) if isinstance(value, list) else 1
    at_most = question.files.at_most if question.files else question.maximum
    if question.minimum is not None and count < question.minimum:
        yield "too_few", {"count": count, "at_least": question.minimum}
    if at_most is not None and count > at_most:
        yield "too_many", {"count": count, "at_most": at_most}


def _check_territory(question: Question, value: JsonValue) -> Found:
    return check_territory(
        value,
        question.territory or TerritoryPlan(),
        frozenset(option.key for option in question.options),
        required=question.required,
        bounds=(question.minimum, question.maximum),
    )


def _check_organisation(question: Question, value: JsonValue) -> Found:
    return check_organisation(value, question.organisation or OrganisationPlan(), required=question.required)


def _check_address(question: Question, value: JsonValue) -> Found:
    return check_address(value, required=question.required)


def bounds(question: Question) -> tuple[int | float | None, int | float | None]:
    """The least and the most of a number; a percentage stays within 0 and 100 unless its question says otherwise."""
    least, most = (0, 100) if question.kind == QuestionKind.PERCENTAGE else (None, None)
    minimum = least if question.minimum is None else question.minimum
    return minimum, most if question.maximum is None else question.maximum


def is_email(value: JsonValue) -> bool:
    """Whether it has the form of an e-mail address (one `@`, a dotted domain, 254 signs at most)."""
    return (
        isinstance(value, str)
        and len(value) <= _EMAIL_LENGTH
        and ".." not in value
        and _EMAIL.fullmatch(value) is not None
    )


def is_phone(value: JsonValue) -> bool:
    """Whether it may be a telephone number: 6 to 15 digits (ITU-T E.164) and the signs that part them."""
    return (
        isinstance(value, str)
        and _PHONE.fullmatch(value) is not None
        and sum(sign.isdigit() for sign in value) in _PHONE_DIGITS
    )


def is_url(value: JsonValue) -> bool:
    """Whether it is a web address (`http` or `https`, a dotted host, no user name)."""
    if not isinstance(value, str) or _NOT_IN_URL.search(value):
        return False
    try:
        parts = urlsplit(value)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and port != 0
        and _HOST.fullmatch(host) is not None
        and "@" not in parts.netloc
    )


def is_date(value: JsonValue) -> bool:
    """Whether it is a day of the calendar."""
    return isinstance(value, str) and parse_date(value) is not None


def _is_boolean(value: JsonValue) -> bool:
    return isinstance(value, bool)


def _is_number(value: JsonValue) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


_FORMS: Mapping[QuestionKind, tuple[Callable[[JsonValue], bool], str]] = {
    QuestionKind.DATE: (is_date, "bad_date"),
    QuestionKind.YES_NO: (_is_boolean, "not_an_option"),
    QuestionKind.CONSENT: (_is_boolean, "not_an_option"),
    QuestionKind.EMAIL: (is_email, "bad_email"),
    QuestionKind.PHONE: (is_phone, "bad_phone"),
    QuestionKind.URL: (is_url, "bad_url"),
}
_CHECKS: Mapping[QuestionKind, Callable[[Question, JsonValue], Found]] = {
    QuestionKind.SHORT: _check_text,
    QuestionKind.LONG: _check_text,
    QuestionKind.RICH: _check_text,
    QuestionKind.BUDGET: _check_budget,
    QuestionKind.TERRITORY: _check_territory,
    QuestionKind.ORGANISATION: _check_organisation,
    QuestionKind.ADDRESS: _check_address,
    **dict.fromkeys(NUMBER_KINDS, _check_number),
    **dict.fromkeys(CHOICE_KINDS, _check_choice),
    **dict.fromkeys(COUNTED_KINDS, _check_count),
}
