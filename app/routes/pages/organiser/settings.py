"""Doors of the settings of a call: texts, aims, who may read it; previewed, never written over a change."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Response

from app.domain.errors import Stale, WrongState
from app.forms.calendar import CalendarForm
from app.forms.call import AimsForm, TextsForm, VisibilityForm
from app.models import Call
from app.routes.pages.organiser.calendar import save_calendar
from app.services import calls
from app.web.binding import Bound, Posted
from app.web.calendar_fields import Calendared
from app.web.i18n import N_
from app.web.messages import SENTENCES
from app.web.nested import Nested
from app.web.organiser import Office, Run
from app.web.organiser_settings import aims_fields, carried, changes, rows_of, texts_fields

router = APIRouter(prefix="/organiser/calls/{call}/settings")
SAVED = N_("C’est enregistré.")


@router.get("")
def settings_page(office: Run) -> Response:
    """Everything that can be set."""
    return _show(office)


@router.get("/calendar")
def old_calendar_page(office: Run) -> Response:
    """The calendar has its own page."""
    return office.page.see(f"{office.path}/calendar")


@router.post("/calendar")
def change_calendar(form: Calendared[CalendarForm], office: Run) -> Response:
    """Move the dates, from a page opened before the calendar had its own."""
    return save_calendar(office, form)


@router.post("/texts")
def change_texts(form: Nested[TextsForm], office: Run) -> Response:
    """Rewrite the texts."""
    return _change(office, "texts", form, calls.change_texts)


@router.post("/aims")
def change_aims(form: Nested[AimsForm], office: Run) -> Response:
    """Change what is aimed at."""
    return _change(office, "aims", form, calls.change_aims)


@router.post("/visibility")
def change_visibility(form: Posted[VisibilityForm], office: Run) -> Response:
    """Show the page of the call to everyone, or keep it for its organisers."""
    if not form.ok:
        return _show(office, status=422)
    act = calls.open_to_public if form.form.shown == "public" else calls.close_to_public
    try:
        act(office.db, office.call, version=form.form.version, actor=office.me, now=office.now)
    except WrongState as error:
        if error.code != "form_not_ready":
            raise
        where = f"{office.path}/tracks/{error.params['track']}/form/publish"
        return office.page.see(where, SENTENCES["form_not_ready"], tone="orange")
    said = (
        N_("Tout le monde peut lire l’appel.") if office.call.is_public else N_("L’appel n’est lu que par son équipe.")
    )
    return office.page.see(f"{office.path}/{form.form.back}", said)


def _change(office: Office, part: str, form: Bound[Any], act: Callable[..., Call]) -> Response:
    """Show the preview, or do what was previewed; a change made meanwhile is shown beside this one."""
    if form.typed("step") == "edit":
        return _show(office, typed={part: form})
    if not form.ok:
        return _show(office, status=422, typed={part: form})
    if form.form.version != office.call.version:
        return _preview(office, part, form, is_stale=True)
    if form.typed("step") != "confirm":
        return _preview(office, part, form)
    try:
        act(office.db, office.call, form.form, actor=office.me, now=office.now)
    except Stale:
        return _preview(office, part, form, is_stale=True)
    except WrongState as error:
        return _show(office, status=409, typed={part: form.refused(error)})
    return office.page.see(f"{office.path}/settings", SAVED)


def _now(office: Office, part: str) -> Bound[Any]:
    """A part as it is kept."""
    return texts_fields(office.call) if part == "texts" else aims_fields(office.call)


def _show(office: Office, *, status: int = 200, typed: Mapping[str, Bound[Any]] | None = None) -> Response:
    given = typed or {}
    forms = {part: given.get(part) or _now(office, part) for part in ("texts", "aims")}
    return office.show(
        "organiser/settings.html",
        status=status,
        **forms,
        wrong_rows={".".join(key.split(".")[:2]) for form in forms.values() for key in form.errors},
        faq=rows_of(forms["texts"], "faq", more=1),
    )


def _preview(office: Office, part: str, form: Bound[Any], *, is_stale: bool = False) -> Response:
    found = changes(_now(office, part), form, office.language)
    if is_stale and not found:
        # The same form sent twice: what it says is already kept.
        return office.page.see(f"{office.path}/settings", SAVED)
    return office.show(
        "organiser/settings_preview.html",
        status=409 if is_stale else 200,
        part=part,
        changes=found,
        carried=list(carried(form, office.call.version)),
        is_stale=is_stale,
    )
