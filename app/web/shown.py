"""How instants, numbers and texts are shown to people: date, hour and zone together."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

PARIS = "Europe/Paris"
_FIRST = re.compile(r"\b1\b(?= \D)")
_ZONES = {"Europe/Paris": {"fr": "heure de Paris", "en": "Paris time"}}


_remembered = lru_cache(maxsize=4096)
"""The same days, hours and numbers come again and again, and Babel takes 20 µs for each."""


@lru_cache
def _locale(language: str) -> Locale:
    return Locale.parse("en_GB" if language == "en" else "fr_FR")


def zone_name(zone: str, language: str) -> str:
    """The zone as people say it."""
    return _ZONES.get(zone, {}).get(language) or zone


def clock_text(at: datetime, language: str, zone: str = PARIS) -> str:
    """`23 h 59` in French, `23:59` in English."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.hour}\u00a0h\u00a0{local.minute:02d}" if language == "fr" else f"{local:%H:%M}"


_PATTERNS = {
    "full": "EEEE d MMMM y", "near": "EEEE d MMMM", "long": "d MMMM y", "short": "d MMM y", "day": "d MMM",
}  # fmt: skip


@_remembered
def date_text(day: date, language: str, *, length: str = "long") -> str:
    """`31 octobre 2011`; `full` adds the day of the week, `short` gives `31 oct. 2011`."""
    pattern = {"full": "EEEE d MMMM y", "long": "d MMMM y", "short": "d MMM y", "day": "d MMM", "near": "EEEE d MMMM"}[
        length
    ]
    text = format_date(day, pattern, locale=_locale(language))
    if language == "fr" and day.day == 1:
        return _FIRST.sub("1er", text, count=1)
    return text


def day_text(at: datetime, language: str, zone: str = PARIS, *, length: str = "long") -> str:
    """The day of an instant in a zone."""
    return date_text(at.astimezone(ZoneInfo(zone)).date(), language, length=length)


def instant_text(at: datetime, language: str, zone: str = PARIS, *, length: str = "long") -> str:
    """`31 octobre 2011 à 23 h 59`."""
    joint = "à" if language == "fr" else "at"
    return f"{day_text(at, language, zone, length=length)} {joint} {clock_text(at, language, zone)}"


def deadline_text(at: datetime, language: str, zone: str = PARIS) -> str:
    """`lundi 31 octobre 2011 à 23 h 59, heure de Paris`: nobody is left to guess."""
    return f"{instant_text(at, language, zone, length='full')}, {zone_name(zone, language)}"


def near_deadline(at: datetime, language: str, zone: str = PARIS) -> str:
    """`lundi 31 octobre à 23 h 59, heure de Paris`, where the year goes without saying."""
    return f"{instant_text(at, language, zone, length='near')}, {zone_name(zone, language)}"


def precise_text(at: datetime, language: str, zone: str = PARIS) -> str:
    """`lundi 31 octobre 2011 à 18 h 03 min 27 s, heure de Paris`: for proofs."""
    local = at.astimezone(ZoneInfo(zone))
    day, name = day_text(at, language, zone, length="full"), zone_name(zone, language)
    if language == "fr":
        return f"{day} à {local.hour}\u00a0h\u00a0{local:%M}\u00a0min\u00a0{local:%S}\u00a0s, {name}"
    return f"{day} at {local:%H:%M:%S}, {name}"


def short_instant(at: datetime, language: str, zone: str = PARIS) -> str:
    """`31 oct. 22:51`, for tables."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{_day_and_month(local.date(), language)} {local:%H:%M}"


@_remembered
def _day_and_month(day: date, language: str) -> str:
    return date_text(day, language, length="day")


def iso(at: datetime) -> str:
    """The machine's form, for <time datetime>."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def remaining(until: datetime, now: datetime) -> tuple[int, int, int]:
    """Days, hours and minutes left before an instant; zeros once it is past."""
    left = max(until - now, timedelta())
    return left.days, left.seconds // 3600, left.seconds % 3600 // 60


@_remembered
def number_text(value: float | int, language: str, digits: int | None = None) -> str:
    """`1 914` or `3,25`, with the spaces of the language."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "") if digits is not None else None
    return format_decimal(value, format=pattern, locale=_locale(language))


@lru_cache(maxsize=4096, typed=True)
def exact_number(value: float | int, language: str) -> str:
    """The same with every digit there is."""
    text: str = format_decimal(value, locale=_locale(language), decimal_quantization=False)
    return text


def plain_number(value: float | int, language: str) -> str:
    """The same, but for what may be a year: it is read without spaces."""
    is_year = isinstance(value, int) and 1500 <= value <= 2200
    return str(value) if is_year else exact_number(value, language)


def money_text(value: float | int, language: str) -> str:
    """`1 914` or `3,50`: cents go by two."""
    if value == int(value):
        return exact_number(int(value), language)
    text: str = format_decimal(value, format="#,##0.00", locale=_locale(language), decimal_quantization=False)
    return text


def euros_text(value: float | int, language: str) -> str:
    """`3,50 €` in French, `€3.50` in English."""
    amount = money_text(value, language)
    return f"{amount}\u00a0€" if language == "fr" else f"€{amount}".replace("€-", "-€")


def typed_number(value: float | int, language: str) -> str:
    """A number as a field shows it: read back, it is the same. In English `1,234` could be two numbers."""
    return format(Decimal(str(value)), "f") if language == "en" else exact_number(value, language)


def share_text(percent: float | int, language: str) -> str:
    """`12,5 %` in French, `12.5%` in English."""
    return exact_number(percent, language) + ("\u202f%" if language == "fr" else "%")


@_remembered
def percent_text(share: float, language: str) -> str:
    """A share (0..1) as a percentage."""
    return format_percent(share, locale=_locale(language))


def size_text(size: int, language: str) -> str:
    """A file's size as people say it."""
    units = ("octets", "ko", "Mo", "Go") if language == "fr" else ("bytes", "kB", "MB", "GB")
    value, rank = float(size), 0
    while value >= 1000 and rank < 3:
        value, rank = value / 1000, rank + 1
    digits = 1 if rank > 1 and value < 100 and round(value, 1) % 1 else 0
    return f"{number_text(round(value, digits), language, digits)}\u00a0{units[rank]}"


def text_in(texts: Mapping[str, str], language: str) -> str:
    """What an organiser wrote, in this language, else in French, else in the first one there is."""
    return texts.get(language) or texts.get("fr") or next(iter(texts.values()), "")
