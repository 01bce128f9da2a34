"""The fields of a calendar: rows that may be taken away, and hours that the clocks show twice."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from fastapi import Depends, Request
from pydantic import BaseModel

from app.domain.instants import HourTwice, NoSuchHour, instant_in, near_instant_in, readings
from app.domain.phases import MomentKind
from app.forms.calendar import ONCE, PARIS
from app.models import Call, Moment
from app.web.binding import Bound
from app.web.body import Body
from app.web.calendars import when_text
from app.web.i18n import LANGUAGES, N_
from app.web.language import language_of
from app.web.nested import bind_nested
from app.web.organiser_settings import filled

F = TypeVar("F", bound=BaseModel)
Raw = Mapping[str, list[str]]

KINDS: Mapping[str, str] = {
    MomentKind.QUESTIONS: N_("Questions en ligne"),
    MomentKind.OPENING: N_("Ouverture"),
    MomentKind.INFORMATION: N_("Réunion d’information"),
    MomentKind.DEADLINE: N_("Clôture"),
    MomentKind.SCREENING: N_("Recevabilité"),
    MomentKind.REVIEW: N_("Évaluation"),
    MomentKind.JURY: N_("Comité"),
    MomentKind.PUBLICATION: N_("Publication"),
    MomentKind.MEETING: N_("Rencontre"),
}
ZONES = (
    "Europe/Paris", "America/Guadeloupe", "America/Martinique", "America/Cayenne", "Indian/Reunion", "Indian/Mayotte",
    "Pacific/Noumea", "Pacific/Tahiti", "America/Miquelon", "UTC",
)  # fmt: skip
_SAYS: Mapping[str, str] = {MomentKind.OPENING: "opens_at", MomentKind.DEADLINE: "closes_at"}
_BOTH = ("first", "second")
_WRITTEN = ("title.fr", "title.en", "starts_at", "ends_at", "place")
_DATES = ("opens_at", "closes_at", "starts_at", "ends_at", "until")


def local(at: datetime | None, zone: str) -> str:
    """An instant as a browser's date field writes it, in this zone."""
    if at is None:
        return ""
    written = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return written.isoformat(timespec="seconds" if written.second else "minutes")


def calendar_fields(call: Call, moments: list[Moment]) -> Bound[Any]:
    """The calendar as fields; of an hour that comes twice, which one is said."""
    fields: dict[str, object] = {
        "version": call.version,
        "zone": call.zone,
        "opens_at": local(call.opens_at, call.zone),
        "closes_at": local(call.closes_at, call.zone),
        "grace_minutes": call.grace_minutes,
    }
    dates: dict[str, datetime | None] = {"opens_at": call.opens_at, "closes_at": call.closes_at}
    for number, moment in enumerate(moments):
        row = f"moments.{number}"
        fields |= {f"{row}.kind": moment.kind, f"{row}.place": moment.place}
        fields |= {f"{row}.title.{language}": moment.title.get(language, "") for language in LANGUAGES}
        fields |= {
            f"{row}.starts_at": local(moment.starts_at, call.zone),
            f"{row}.ends_at": local(moment.ends_at, call.zone),
        }
        dates |= {f"{row}.starts_at": moment.starts_at, f"{row}.ends_at": moment.ends_at}
    return filled(fields | _which(dates, call.zone))


def choosable_kinds() -> list[MomentKind]:
    """The kinds of a moment that one adds: the opening and the deadline are always there."""
    return [kind for kind in MomentKind if kind not in ONCE]


class Rows(NamedTuple):
    """The numbers of the rows of a calendar: those that say what decides, and the others in order, one blank last."""

    decided: list[int]
    informing: list[int]


def sort_rows(form: Bound[Any]) -> Rows:
    """The rows of a calendar as they were typed; one that is not dated yet stands at the end."""
    numbers = sorted({int(name.split(".")[1]) for name in form.raw if name.startswith("moments.")})
    filled_in = [one for one in numbers if any(form.typed(f"moments.{one}.{part}") for part in _WRITTEN)]
    decided = [one for one in filled_in if form.typed(f"moments.{one}.kind") in ONCE]
    others = [one for one in filled_in if one not in decided]
    ordered = sorted(others, key=lambda one: form.typed(f"moments.{one}.starts_at") or "9999")
    return Rows(decided, [*ordered, max(numbers, default=-1) + 1])


def dated_rows(form: Bound[Any], rows: Iterable[int], language: str) -> dict[int, str]:
    """When each of these rows takes place, in words, as far as it was typed."""
    zone = _zone(form.raw)
    found = {}
    for number in rows:
        typed = (_typed(form.typed(f"moments.{number}.{part}")) for part in ("starts_at", "ends_at"))
        begin, end = (near_instant_in(at, zone) if at else None for at in typed)
        if begin is not None:
            found[number] = when_text(begin, end, language, zone)
    return found


def twice_words(raw: Raw) -> dict[str, list[tuple[str, str]]]:
    """For each field whose hour comes twice, what one chooses from: the offsets of the two."""
    zone = ZoneInfo(_zone(raw))
    return {
        name: [(key, f"UTC{at.astimezone(zone).isoformat()[-6:]}") for key, at in zip(_BOTH, both, strict=True)]
        for name, both in shown_twice(raw).items()
    }


def bind_calendar(form: type[F], raw: Raw, language: str) -> Bound[F]:
    """Bind what was typed: rows ticked to go are gone, and of an hour that comes twice, the one that was chosen."""
    gone = {name.removesuffix("remove") for name in raw if name.startswith("moments.") and name.endswith(".remove")}
    kept = {name: values for name, values in raw.items() if not name.startswith(tuple(gone))} if gone else raw
    bound = bind_nested(form, _meant(kept), language)
    # What is wrong with an instant that decides is said once, beside it.
    follow = {name.removesuffix("kind") + "starts_at" for name, values in kept.items() if values[-1] in _SAYS}
    return replace(bound, raw=kept, errors={name: text for name, text in bound.errors.items() if name not in follow})


def shown_twice(raw: Raw) -> dict[str, tuple[datetime, datetime]]:
    """The fields whose hour comes twice that day, with the two instants."""
    zone = _zone(raw)
    found = {}
    for name, values in raw.items():
        if name.rpartition(".")[2] in _DATES and not name.startswith("which.") and (at := _typed(values[-1])):
            try:
                instant_in(at, zone)
            except HourTwice as twice:
                found[name] = (twice.first, twice.second)
            except NoSuchHour:
                continue
    return found


def _meant(raw: Raw) -> Raw:
    chosen = {
        name: [both[raw[f"which.{name}"][-1] == "second"].isoformat()]
        for name, both in shown_twice(raw).items()
        if raw.get(f"which.{name}", [""])[-1] in _BOTH
    }
    meant = {**raw, **chosen}
    # The moments that say the opening and the deadline are dated by them.
    for name, values in raw.items():
        if name.endswith(".kind") and values[-1] in _SAYS and (decided := meant.get(_SAYS[values[-1]])):
            meant[name.removesuffix("kind") + "starts_at"] = decided
    return meant


def _which(dates: Mapping[str, datetime | None], zone: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, at in dates.items():
        if at is not None:
            first, second = readings(at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0), zone)
            if first != second and at in (first, second):
                found[f"which.{name}"] = "second" if at == second else "first"
    return found


def _zone(raw: Raw) -> str:
    zone = raw.get("zone", [PARIS])[-1]
    try:
        ZoneInfo(zone)
    except (ValueError, KeyError, OSError):
        return PARIS
    return zone


def _typed(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def calendared(form: type[F]) -> Any:
    """The dependency that binds a request's fields to a form with dates."""

    async def bound(request: Request, body: Body) -> Bound[F]:
        raw: dict[str, list[str]] = {}
        for name, value in body.multi_items():
            if isinstance(value, str):
                raw.setdefault(name, []).append(value.replace("\r\n", "\n"))
        return bind_calendar(form, raw, language_of(request))

    return bound


if TYPE_CHECKING:
    Calendared = Bound
else:

    class Calendared:
        """`Calendared[CalendarForm]` in a door: the bound form."""

        def __class_getitem__(cls, form: type[BaseModel]) -> object:
            return Annotated[Bound[form], Depends(calendared(form))]
