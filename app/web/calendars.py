"""How the calendar of a call is told: each step with its hour and zone, the deadline with the hour overseas too."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_date

from app.web.i18n import N_, translations
from app.web.shown import clock_text, day_text, deadline_text, instant_text, iso, remaining, zone_name

OVERSEAS = (
    ("America/Martinique", N_("en Guadeloupe et en Martinique")),
    ("America/Cayenne", N_("en Guyane")),
    ("Indian/Mayotte", N_("à Mayotte")),
    ("Indian/Reunion", N_("à La Réunion")),
)


class Dated(Protocol):
    """What has a title and takes place at some moment."""

    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> dict[str, str]: ...
    @property
    def place(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime | None: ...


class Step(NamedTuple):
    """One line of a calendar, as the kit draws it: title, when in words, `past`, `now` or nothing, ISO instant."""

    title: str
    when: str
    state: str
    instant: str


def steps(moments: Iterable[Dated], now: datetime, language: str, zone: str, *, under_way: str = "") -> list[Step]:
    """The calendar of a call; what is `under_way`, or else the step of now or the last past, is where we are."""
    found = [_step(moment, now, language, zone) for moment in moments]
    if under_way:
        text = translations(language).gettext(N_("aujourd’hui, %(when)s"))
        here = Step(under_way, text % {"when": deadline_text(now, language, zone)}, "now", "")
        ahead = next((index for index, step in enumerate(found) if step.state == ""), len(found))
        return [*found[:ahead], here, *found[ahead:]]
    if any(step.state == "now" for step in found):
        return found
    past = [index for index, step in enumerate(found) if step.state == "past"]
    return [
        step._replace(state="now") if past and index == past[-1] and index < len(found) - 1 else step
        for index, step in enumerate(found)
    ]


def when_text(starts_at: datetime, ends_at: datetime | None, language: str, zone: str) -> str:
    """One instant, hours of one day, or days, with the zone."""
    say = translations(language).gettext
    if ends_at is None or ends_at == starts_at:
        return deadline_text(starts_at, language, zone)
    first, last = (day_text(at, language, zone, length="full") for at in (starts_at, ends_at))
    if first == last:
        return say(N_("%(day)s, de %(begin)s à %(end)s, %(zone)s")) % {
            "day": first,
            "begin": clock_text(starts_at, language, zone),
            "end": clock_text(ends_at, language, zone),
            "zone": zone_name(zone, language),
        }
    return say(N_("du %(first)s au %(last)s, %(zone)s")) % {
        "first": instant_text(starts_at, language, zone),
        "last": instant_text(ends_at, language, zone),
        "zone": zone_name(zone, language),
    }


def overseas_text(at: datetime, language: str, zone: str) -> str:
    """The same instant elsewhere: `18 h 59 en Guadeloupe ; le 1er novembre à 2 h 59 à La Réunion`."""
    say = translations(language).gettext
    told = []
    for there, where in OVERSEAS:
        hour = clock_text(at, language, there)
        same = at.astimezone(ZoneInfo(there)).date() == at.astimezone(ZoneInfo(zone)).date()
        text = say(N_("%(hour)s %(where)s")) if same else say(N_("le %(day)s à %(hour)s %(where)s"))
        told.append(text % {"hour": hour, "where": say(where), "day": _short_day(at, language, there)})
    return say(N_(" ; ")).join(told)


def left_text(until: datetime, now: datetime, language: str) -> str:
    """What is left before an instant, in the two largest units: `3 jours et 6 heures`."""
    days, hours, minutes = remaining(until, now)
    many = translations(language).ngettext
    parts = [
        (days, many("%(num)s jour", "%(num)s jours", days) % {"num": days}),
        (hours, many("%(num)s heure", "%(num)s heures", hours) % {"num": hours}),
        (minutes, many("%(num)s minute", "%(num)s minutes", minutes) % {"num": minutes}),
    ]
    while len(parts) > 1 and parts[0][0] == 0:
        parts = parts[1:]
    shown = [text for number, text in parts[:2] if number] or [parts[-1][1]]
    return translations(language).gettext(N_(" et ")).join(shown)


def _step(moment: Dated, now: datetime, language: str, zone: str) -> Step:
    when = when_text(moment.starts_at, moment.ends_at, language, zone)
    if moment.kind == "deadline":
        when = f"{when} ({overseas_text(moment.starts_at, language, zone)})"
    if moment.place:
        when = f"{when}, {moment.place}"
    ends = moment.ends_at or moment.starts_at
    state = "past" if ends <= now else "now" if moment.starts_at <= now else ""
    title = moment.title.get(language) or moment.title.get("fr") or ""
    return Step(title, when, state, iso(moment.starts_at))


def _short_day(at: datetime, language: str, zone: str) -> str:
    day = at.astimezone(ZoneInfo(zone)).date()
    text: str = format_date(day, "d MMMM", locale="en_GB" if language == "en" else "fr_FR")
    return text.replace("1 ", "1er ", 1) if language == "fr" and day.day == 1 else text
