"""Doors of the calendar of a call: its dates, previewed then saved with a reason; a phase moved by hand."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from app.domain.errors import Invalid, Stale, WrongState
from app.domain.phases import Move, open_moves, phase
from app.forms.calendar import CalendarForm, MoveForm, plain_calendar
from app.queries.calendars import calendar_text, changes, touched
from app.queries.calls import calendar_of, moments
from app.services import calendars
from app.web.binding import Bound, blank
from app.web.calendar_changes import changed_lines, follows
from app.web.calendar_fields import (
    KINDS,
    ZONES,
    Calendared,
    calendar_fields,
    choosable_kinds,
    dated_rows,
    sort_rows,
    twice_words,
)
from app.web.calendar_view import MOVES, advice_lines, line_of_time, silences, standing
from app.web.i18n import N_
from app.web.organiser import Office, Run
from app.web.organiser_settings import carried

router = APIRouter(prefix="/organiser/calls/{call}/calendar")
AnyMove = Annotated[Move, Path(description="What is moved: `open`, `close` or `extend`.")]
SAVED = N_("Le calendrier est enregistré.")
MOVED: dict[Move, str] = {
    "open": N_("L’appel est ouvert : on peut y déposer."),
    "close": N_("L’appel est clos."),
    "extend": N_("Le dépôt est prolongé."),
}


@router.get("")
def calendar_page(office: Run) -> Response:
    """All the dates of a call: those that decide, those that inform, and what changed."""
    return show_calendar(office)


@router.post("")
def change_calendar(form: Calendared[CalendarForm], office: Run) -> Response:
    """Show what would change, or do what was shown; a change made meanwhile is shown beside this one."""
    return save_calendar(office, form)


@router.get("/moves/{move}")
def ask_move(move: AnyMove, office: Run) -> Response:
    """The confirmation of a phase moved by hand, with its reason."""
    if move not in open_moves(calendar_of(office.call), office.now):
        raise WrongState("wrong_phase")
    return _ask(office, move, blank(office.language, tell="yes", version=office.call.version))


@router.post("/moves/{move}")
def move_phase(move: AnyMove, form: Calendared[MoveForm], office: Run) -> Response:
    """Open now, close now, or take dossiers until another instant."""
    if not form.ok:
        return _ask(office, move, form, status=422)
    try:
        calendars.move_phase(office.db, office.call, move, form.form, actor=office.me, now=office.now)
    except (Invalid, WrongState, Stale) as error:
        return _ask(office, move, form.refused(error), status=error.status)
    return office.page.see(f"{office.path}/calendar", MOVED[move])


def save_calendar(office: Office, form: Bound[CalendarForm]) -> Response:
    """What both the page of the calendar and the old address of the settings do."""
    if form.typed("step") in ("edit", "more"):
        return show_calendar(office, form)
    if not form.ok:
        return show_calendar(office, form, status=422)
    if form.form.version != office.call.version:
        return _preview(office, form, is_stale=True)
    if form.typed("step") != "confirm":
        return _preview(office, form)
    try:
        calendars.change_calendar(office.db, office.call, form.form, actor=office.me, now=office.now)
    except Stale:
        return _preview(office, form, is_stale=True)
    except Invalid as error:
        return _preview(office, form.refused(error), status=422)
    except WrongState as error:
        return show_calendar(office, form.refused(error), status=409)
    return office.page.see(f"{office.path}/calendar", SAVED)


def show_calendar(office: Office, form: Bound[CalendarForm] | None = None, *, status: int = 200) -> Response:
    """The page, with what was typed if something was."""
    db, call, now, language = office.db, office.call, office.now, office.language
    kept = moments(db, call.id)
    fields = form or calendar_fields(call, kept)
    say = office.page.say
    rows = sort_rows(fields)
    return office.show(
        "organiser/calendar.html",
        status=status,
        calendar=fields,
        decided=rows.decided,
        rows=rows.informing,
        dated=dated_rows(fields, rows.informing, language),
        wrong_rows={".".join(key.split(".")[:2]) for key in fields.errors},
        twice=twice_words(fields.raw),
        kinds=[(kind, say(KINDS[kind])) for kind in choosable_kinds()],
        zones=[(zone, zone) for zone in dict.fromkeys([*ZONES, call.zone])],
        standing=standing(call, kept, now, language),
        moves=[(move, say(MOVES[move][0]), MOVES[move][1]) for move in open_moves(calendar_of(call), now)],
        steps=line_of_time(call, kept, now, language),
        silences=list(silences(call, kept, language)),
        advice=advice_lines(call, kept, language),
        history=[(row, changed_lines(row.before, row.after, language)) for row in changes(db, call.id)],
    )


def _preview(office: Office, form: Bound[CalendarForm], *, status: int = 200, is_stale: bool = False) -> Response:
    call, after = office.call, plain_calendar(form.form)
    lines = changed_lines(calendar_text(office.db, call), after, office.language)
    if is_stale and not lines:
        # The same form sent twice: what it says is already kept.
        return office.page.see(f"{office.path}/calendar", SAVED)
    who = touched(office.db, call)
    return office.show(
        "organiser/calendar_preview.html",
        status=409 if is_stale else status,
        form=form,
        lines=lines,
        follows=follows(call, after, who, office.now, office.language),
        letters=who.people if call.is_public and form.form.closes_at != call.closes_at else 0,
        needs_reason=calendars.needs_reason(call, form.form),
        carried=[pair for pair in carried(form, call.version) if pair[0] not in ("reason", "tell")],
        is_stale=is_stale,
        told=form.typed("step") != "confirm" or form.typed("tell") != "",
    )


def _ask(office: Office, move: Move, form: Bound[MoveForm], *, status: int = 200) -> Response:
    return office.show(
        "organiser/calendar_move.html",
        status=status,
        move=move,
        form=form,
        phase=phase(calendar_of(office.call), office.now),
        who=touched(office.db, office.call),
        twice=twice_words({"zone": [office.call.zone], **form.raw}),
    )
