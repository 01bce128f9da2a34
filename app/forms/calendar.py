"""What dates a call: the instants that decide, and the moments that inform; and how one moves it by hand."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from app.domain.instants import HourTwice, NoSuchHour, instant_in
from app.domain.phases import MomentKind
from app.forms.common import Form, Reason
from app.forms.spoken import Described, Spoken, Version, Zone

PARIS = "Europe/Paris"
ONCE = (MomentKind.OPENING, MomentKind.DEADLINE)
"""The moments that say to everyone what the two instants that decide are."""
TITLES = {
    MomentKind.OPENING: {"fr": "Ouverture du dépôt", "en": "Filing opens"},
    MomentKind.DEADLINE: {"fr": "Clôture du dépôt", "en": "Filing closes"},
}


class MomentForm(Described):
    """A dated step of the calendar; an hour without an offset is in the zone of the call."""

    kind: MomentKind
    title: Spoken
    place: Annotated[str, StringConstraints(max_length=200)] = ""
    starts_at: datetime
    ends_at: datetime | None = None


class Dated(Form):
    """What every calendar is: an opening before a deadline, and moments that do not end before they start."""

    zone: Zone = PARIS
    opens_at: datetime
    closes_at: datetime
    grace_minutes: Annotated[int, Field(ge=0, le=1440)] = 0
    moments: tuple[MomentForm, ...] = ()

    @field_validator("opens_at", "closes_at")
    @classmethod
    def _an_instant(cls, at: datetime, given: ValidationInfo) -> datetime:
        return _placed(at, given)

    @field_validator("closes_at")
    @classmethod
    def _after_the_opening(cls, at: datetime, given: ValidationInfo) -> datetime:
        opens_at = given.data.get("opens_at")
        if opens_at is not None and not opens_at < at:
            raise PydanticCustomError("closes_before_opening", "it closes before it opens")
        return at

    @field_validator("moments")
    @classmethod
    def _in_order(cls, moments: tuple[MomentForm, ...], given: ValidationInfo) -> tuple[MomentForm, ...]:
        kinds = [moment.kind for moment in moments]
        for number, kind in enumerate(kinds):
            if kind in ONCE and kind in kinds[:number]:
                raise PydanticCustomError("moment_twice", "given twice", {"at": f"{number}.kind"})
        return tuple(_dated(number, moment, given) for number, moment in enumerate(moments))


class CalendarForm(Dated):
    """The calendar as it should become, over the version it was written; a reason once everyone counts on its dates.

    `tell` writes to those who have a draft when the instant that ends the filing moves.
    """

    version: Version
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)] = ""
    tell: bool = False


class MoveForm(Form):
    """A phase moved by hand: open now, close now, or take dossiers until another instant; always with a reason."""

    version: Version
    reason: Reason
    until: datetime | None = None
    tell: bool = False


def announced(form: Dated) -> list[MomentForm]:
    """The moments of a calendar with its opening and its deadline, each at its instant, in order."""
    decided = {MomentKind.OPENING: form.opens_at, MomentKind.DEADLINE: form.closes_at}
    given = {moment.kind: moment for moment in form.moments}
    pair = [
        given.get(kind, MomentForm(kind=kind, title=TITLES[kind], starts_at=at)).model_copy(
            update={"starts_at": at, "ends_at": None}
        )
        for kind, at in decided.items()
    ]
    others = [moment for moment in form.moments if moment.kind not in decided]
    return sorted([*pair, *others], key=lambda moment: moment.starts_at)


def plain_calendar(form: Dated) -> dict[str, object]:
    """The calendar as plain values, as `queries.calendars.calendar_text` tells the one that is kept."""
    plain = form.model_dump(mode="json", include={"zone", "opens_at", "closes_at", "grace_minutes"})
    return plain | {"moments": [moment.model_dump(mode="json") for moment in announced(form)]}


def _dated(number: int, moment: MomentForm, given: ValidationInfo) -> MomentForm:
    starts_at = _placed(moment.starts_at, given, f"{number}.starts_at")
    ends_at = _placed(moment.ends_at, given, f"{number}.ends_at") if moment.ends_at else None
    if ends_at is not None and ends_at < starts_at:
        raise PydanticCustomError("ends_before_start", "it ends before it starts", {"at": f"{number}.ends_at"})
    return moment.model_copy(update={"starts_at": starts_at, "ends_at": ends_at})


def _placed(at: datetime, given: ValidationInfo, place: str = "") -> datetime:
    return placed(at, given.data.get("zone", PARIS), place)


def placed(at: datetime, zone: str, place: str = "") -> datetime:
    """The instant of a form; what it refuses says where (`place`), and what could be meant."""
    try:
        return instant_in(at, zone)
    except NoSuchHour as refused:
        context: dict[str, object] = {"at": place, "instead": f"{refused.instead:%H:%M}"}
        raise PydanticCustomError("no_such_hour", "the clocks jump over this hour", context) from None
    except HourTwice:
        raise PydanticCustomError("hour_twice", "the clocks show this hour twice", {"at": place}) from None
