"""Calendars: the dates of a call, moved whole or one phase by hand, with a reason once everyone counts on them."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from app.domain.errors import Invalid, WrongState
from app.domain.instants import HourTwice, NoSuchHour, instant_in
from app.domain.phases import Calendar, MomentKind, Move, moved_by_hand
from app.domain.roles import Actor
from app.forms.calendar import TITLES, CalendarForm, Dated, MomentForm, MoveForm, announced
from app.models import Call, CallChange, Moment
from app.queries.calendars import calendar_text
from app.queries.calls import calendar_of, moments
from app.services import draft_letters
from app.services.call_changes import changed, demand_fresh, demand_mine

SHORTEST_REASON = 10
ACTIONS = {
    "calendar": "call.calendar_changed",
    "open": "call.opened_by_hand",
    "close": "call.closed_by_hand",
    "extend": "call.prolonged",
}


class Dates(NamedTuple):
    """The calendar before a change."""

    text: dict[str, object]
    closes_at: datetime


def change_calendar(db: Session, call: Call, form: CalendarForm, *, actor: Actor, now: datetime) -> Call:
    """Move the dates of a call, with its zone and grace. Raises Stale, WrongState once the results are published, or
    Invalid without a reason when an instant that decides moves in a public call."""
    _demand_movable(db, call, form.version, actor)
    if needs_reason(call, form) and len(form.reason) < SHORTEST_REASON:
        raise Invalid("reason_for_dates", field="reason")
    was = Dates(calendar_text(db, call), call.closes_at)
    call.zone, call.grace_minutes = form.zone, form.grace_minutes
    call.opens_at, call.closes_at = form.opens_at, form.closes_at
    set_moments(db, call, form)
    return _kept(db, call, was, form, kind="calendar", actor=actor, now=now)


def move_phase(db: Session, call: Call, move: Move, form: MoveForm, *, actor: Actor, now: datetime) -> Call:
    """Open or close now, or take dossiers until another instant. Raises Stale, WrongState or Invalid."""
    _demand_movable(db, call, form.version, actor)
    if move == "open" and not call.is_public:
        raise WrongState("call_is_private")
    was = Dates(calendar_text(db, call), call.closes_at)
    until = local_instant(form.until, call.zone, "until") if form.until else None
    after = moved_by_hand(calendar_of(call), move, now=now.replace(microsecond=0), until=until)
    call.opens_at, call.closes_at = after.opens_at, after.closes_at
    _align_moments(db, call)
    return _kept(db, call, was, form, kind=move, actor=actor, now=now)


def needs_reason(call: Call, form: CalendarForm) -> bool:
    """Whether an instant that decides moves while everyone can read the call."""
    wanted = Calendar(form.opens_at, form.closes_at, timedelta(minutes=form.grace_minutes), call.published_at)
    return call.is_public and wanted != calendar_of(call)


def set_moments(db: Session, call: Call, form: Dated) -> None:
    """Write the moments of a calendar; those that say the opening and the deadline say what decides."""
    db.execute(delete(Moment).where(col(Moment.call_id) == call.id))
    db.add_all(moment_row(call.id, moment) for moment in announced(form))
    db.flush()


def moment_row(call_id: UUID, moment: MomentForm) -> Moment:
    """The row of a moment whose instants are known."""
    plain = moment.model_dump(mode="json", include={"kind", "title", "place"})
    return Moment(call_id=call_id, starts_at=moment.starts_at, ends_at=moment.ends_at, **plain)


def local_instant(at: datetime, zone: str, field: str) -> datetime:
    """The instant of a field written in this zone; raises Invalid when its clocks say nothing, or two things."""
    try:
        return instant_in(at, zone)
    except NoSuchHour as refused:
        raise Invalid("no_such_hour", field=field, instead=f"{refused.instead:%H:%M}") from None
    except HourTwice:
        raise Invalid("hour_twice", field=field) from None


def _align_moments(db: Session, call: Call) -> None:
    """The moments that say the opening and the deadline follow them."""
    rows = {row.kind: row for row in moments(db, call.id)}
    for kind, at in ((MomentKind.OPENING, call.opens_at), (MomentKind.DEADLINE, call.closes_at)):
        row = rows.get(kind) or Moment(call_id=call.id, kind=kind, title=TITLES[kind], starts_at=at)
        row.starts_at = at
        db.add(row)


def _demand_movable(db: Session, call: Call, version: int, actor: Actor) -> None:
    demand_mine(call, actor)
    demand_fresh(db, call, version)
    if call.published_at is not None:
        raise WrongState("already_published")


def _kept(
    db: Session, call: Call, was: Dates, form: CalendarForm | MoveForm, *, kind: str, actor: Actor, now: datetime
) -> Call:
    """Keep the change with its reason, tell who has a draft if they should be, and leave a line."""
    db.flush()
    after = calendar_text(db, call)
    if after == was.text:
        return call
    db.add(
        CallChange(
            call_id=call.id, author_id=actor.id, at=now, kind=kind, reason=form.reason, before=was.text, after=after
        )
    )
    if form.tell and call.closes_at != was.closes_at:
        draft_letters.deadline_moved(db, call, was.closes_at, form.reason, now=now)
    return changed(db, ACTIONS[kind], call, actor, now, before=was.text, after={**after, "reason": form.reason})
