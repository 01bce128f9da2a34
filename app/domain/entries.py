"""The hearth: from what people type to the value that is stored.

A value that cannot be read is stored as it was typed, so that it can be shown again; `answers` reports it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from pydantic import JsonValue

from app.domain import readings
from app.domain.addresses import gather_address, read_address
from app.domain.organisations import gather_organisation, read_organisation
from app.domain.questions import BudgetPlan, Question, QuestionKind
from app.domain.repeats import gather_rows, normalise_rows
from app.domain.territories import gather_territory, read_territory
from app.domain.texts import clean_text, strip_accents

Raw = Mapping[str, list[str]]
Reader = Callable[[str], str]

PREFIX = "q-"
LARGEST = readings.LARGEST
_SPACES = re.compile(r"\s+")
_CURRENCY = re.compile(readings.CURRENCY)
_NUMBER = re.compile(readings.NUMBER)
_DOTTED = re.compile(readings.DOTTED)
_COMMAED = re.compile(readings.COMMAED)
_DAYS = tuple((re.compile(pattern), places) for pattern, places in readings.DAYS)
_YES = frozenset(readings.YES)
_NO = frozenset(readings.NO)


def parse_raw(question: Question, raw: Raw) -> JsonValue:
    """The value to store for this question, from the fields of an HTML form (`q-{key}`, `q-{key}-{line}-{year}`)."""
    return normalise(question, _gather(question, raw))


def normalise(question: Question, value: JsonValue) -> JsonValue:
    """The same value as it is stored, whether it was typed in a form or sent as JSON; None when it says nothing."""
    if question.kind == QuestionKind.BUDGET:
        return _as_budget(question.budget, value)
    if question.repeat is not None:
        return normalise_rows(question.repeat, value, normalise)
    return _READERS[question.kind](value)


def parse_number(text: str) -> int | float | None:
    """The number written in French (`1 234,50 €`), in English (`1,234.50`) or plainly; None if it is none."""
    bare = _CURRENCY.sub("", _SPACES.sub(" ", text).strip().replace("−", "-")).strip()
    if _DOTTED.fullmatch(bare):
        bare = bare.replace(".", "")
    elif _COMMAED.fullmatch(bare):
        bare = bare.replace(",", "")
    if len(bare) > readings.LONGEST or not _NUMBER.fullmatch(bare):
        return None
    # A float, as in the browser: both round the same way.
    number = float(bare.replace(" ", "").replace(",", "."))
    if abs(number) > LARGEST:
        return None
    return int(number) if number.is_integer() else number


def parse_date(text: str) -> date | None:
    """The day written as `2012-06-25`, `25/06/2012`, `25.06.2012` or `25 06 2012`; None if there is no such day."""
    for pattern, places in _DAYS:
        if found := pattern.fullmatch(text):
            try:
                return date(*(int(found[place]) for place in places))
            except ValueError:
                return None
    return None


def field_of(question: Question) -> str:
    """The name of the HTML field of a question; the name of a part is this, a hyphen, and the part."""
    return PREFIX + question.key


def _gather(question: Question, raw: Raw) -> JsonValue:
    field = field_of(question)
    match question.kind:
        case QuestionKind.CHOICES | QuestionKind.MEMBERS | QuestionKind.FILES:
            return list[JsonValue](raw.get(field, []))
        case QuestionKind.BUDGET if question.budget:
            return _cells(question.budget, field, raw) or _last(raw, field)
        case QuestionKind.TERRITORY:
            return gather_territory(field, raw)
        case QuestionKind.ORGANISATION:
            return gather_organisation(field, raw)
        case QuestionKind.ADDRESS:
            return gather_address(field, raw)
        case QuestionKind.REPEAT if question.repeat:
            rows = gather_rows(question, question.repeat, raw, _gather)
            return rows if normalise(question, rows) else _last(raw, field)
        case _:
            return _last(raw, field)


def _cells(plan: BudgetPlan, field: str, raw: Raw) -> JsonValue:
    """The cells of a table; None when all of them are empty."""
    cells: dict[str, JsonValue] = {
        line.key: {str(year): _last(raw, f"{field}-{line.key}-{year}") for year in plan.years} for line in plan.lines
    }
    return cells if _as_budget(plan, cells) else None


def _last(raw: Raw, field: str) -> str | None:
    return next(reversed(raw.get(field, [])), None)


def _as_text(value: JsonValue, read: Reader) -> JsonValue:
    if value is None:
        return None
    text = clean_text(value if isinstance(value, str) else str(value))
    return read(text) if text else None


def _as_line(text: str) -> str:
    return _SPACES.sub(" ", text)


def _as_date(text: str) -> str:
    day = parse_date(text)
    return day.isoformat() if day else text


def _as_address(text: str) -> str:
    return text if "://" in text or " " in text or "." not in text else f"https://{text}"


def _as_number(value: JsonValue) -> JsonValue:
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST:
        return int(value) if value == int(value) else value
    text = _as_text(value, str)
    number = parse_number(text) if isinstance(text, str) else None
    return text if number is None else number


def _as_percentage(value: JsonValue) -> JsonValue:
    text = _as_text(value, str) if isinstance(value, str) else value
    number = _as_number(text.removesuffix("%") if isinstance(text, str) else text)
    return text if isinstance(number, str) else number


def _as_boolean(value: JsonValue) -> JsonValue:
    if value is None or isinstance(value, bool):
        return value
    text = _as_text(value, str)
    word = strip_accents(text) if isinstance(text, str) else ""
    if word in _YES:
        return True
    return False if word in _NO else text


def _as_list(value: JsonValue) -> JsonValue:
    given = value if isinstance(value, list) else [value]
    kept = dict.fromkeys(text for item in given if isinstance(text := _as_text(item, str), str))
    return list[JsonValue](kept) or None


def _as_budget(plan: BudgetPlan | None, value: JsonValue) -> JsonValue:
    if plan is None or not isinstance(value, dict):
        return _as_text(value, str)
    rows = {line.key: _as_row(plan, value.get(line.key)) for line in plan.lines}
    return {key: row for key, row in rows.items() if row} or None


def _as_row(plan: BudgetPlan, row: JsonValue) -> dict[str, JsonValue]:
    cells = row if isinstance(row, dict) else {}
    amounts = {str(year): _as_number(cells.get(str(year))) for year in plan.years}
    return {year: amount for year, amount in amounts.items() if amount is not None}


def _as_nothing(_: JsonValue) -> JsonValue:
    return None


_READERS: Mapping[QuestionKind, Callable[[JsonValue], JsonValue]] = {
    QuestionKind.SHORT: partial(_as_text, read=_as_line),
    QuestionKind.LONG: partial(_as_text, read=str),
    QuestionKind.RICH: partial(_as_text, read=str),
    QuestionKind.NUMBER: _as_number,
    QuestionKind.AMOUNT: _as_number,
    QuestionKind.PERCENTAGE: _as_percentage,
    QuestionKind.DATE: partial(_as_text, read=_as_date),
    QuestionKind.YES_NO: _as_boolean,
    QuestionKind.CHOICE: partial(_as_text, read=_as_line),
    QuestionKind.CHOICES: _as_list,
    QuestionKind.EMAIL: partial(_as_text, read=_as_line),
    QuestionKind.PHONE: partial(_as_text, read=_as_line),
    QuestionKind.URL: partial(_as_text, read=_as_address),
    QuestionKind.MEMBERS: _as_list,
    QuestionKind.FILES: _as_list,
    QuestionKind.CONSENT: _as_boolean,
    QuestionKind.INFORMATION: _as_nothing,
    QuestionKind.TERRITORY: read_territory,
    QuestionKind.ORGANISATION: read_organisation,
    QuestionKind.ADDRESS: read_address,
}
