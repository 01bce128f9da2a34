"""Doors of the corrections that organisers ask for: asked after a preview of the letter, given more time, ended."""

from typing import Any

from fastapi import APIRouter, Response

from app.domain.errors import DomainError, Forbidden, Invalid
from app.domain.instants import near_instant_in
from app.domain.workflow import refusal
from app.forms.exchange import CorrectionFields, MoreTimeFields
from app.queries.corrections import open_one
from app.services import corrections
from app.web.binding import Bound, Posted, blank
from app.web.body import Body
from app.web.calendar_fields import local
from app.web.correction_fields import ask_sections, first_fields, understood, with_notes
from app.web.i18n import N_
from app.web.organiser import AtDesk, Desk
from app.web.organiser_pages import letter_text
from app.web.shown import zone_name

router = APIRouter(prefix="/organiser/calls/{call}/dossiers/{dossier}/correction")


@router.get("")
def ask(at: AtDesk) -> Response:
    """What to take up again, why, and until when."""
    if shut := refusal("ask_correction", at.facts):
        raise shut
    return _form(at, first_fields(at))


@router.post("")
def send(at: AtDesk, typed: Posted[CorrectionFields], body: Body) -> Response:
    """The letter first, then the act; what was typed is never lost."""
    form = with_notes(typed)
    if body.get("step") == "edit" or not form.ok:
        return _form(at, form, status=200 if form.ok else 422)
    try:
        said = understood(form, at.call.zone)
        if body.get("step") != "confirm":
            letter = corrections.preview(at.db, at.dossier, said, actor=at.me, now=at.now)
            subject, text = letter_text(letter, at.hall.settings.base_url)
            names = [name for name in form.raw if name == "question" or name.startswith("note-")]
            fields = [(name, value) for name in names for value in form.picked(name) if value]
            return at.show(
                "organiser/correction_preview.html",
                dossier=at.dossier,
                form=form,
                fields=fields,
                subject=subject,
                text=text,
                to=letter.to,
            )
        corrections.ask(at.db, at.dossier, said, actor=at.me, now=at.now)
    except Forbidden:
        raise
    except DomainError as error:
        return _form(at, form.refused(error), status=422 if isinstance(error, Invalid) else 409)
    return at.page.see(at.dossier_path, N_("La correction est demandée. Ceux qui écrivent le dossier sont prévenus."))


@router.get("/end")
def ask_end(at: AtDesk) -> Response:
    """Ask before a correction is no longer awaited."""
    if shut := refusal("end_correction", at.facts):
        raise shut
    return at.show("organiser/correction_end.html", dossier=at.dossier)


@router.post("/end")
def end(_body: Body, at: AtDesk) -> Response:
    """No longer wait for it."""
    corrections.end(at.db, at.dossier, actor=at.me, now=at.now)
    return at.page.see(at.dossier_path, N_("La correction n’est plus attendue : le dossier reste tel que déposé."))


@router.get("/time")
def ask_time(at: AtDesk) -> Response:
    """Until when it may now be made."""
    if shut := refusal("end_correction", at.facts):
        raise shut
    one = open_one(at.db, at.dossier.id)
    return _time(at, blank(at.language, due_at=local(one.due_at, at.call.zone) if one else ""))


@router.post("/time")
def more_time(at: AtDesk, form: Posted[MoreTimeFields]) -> Response:
    """Give more time."""
    if not form.ok:
        return _time(at, form, status=422)
    try:
        due_at = near_instant_in(form.form.due_at, at.call.zone)
        corrections.prolong(at.db, at.dossier, due_at, actor=at.me, now=at.now)
    except Invalid as error:
        return _time(at, form.refused(error), status=422)
    return at.page.see(at.dossier_path, N_("Le délai est allongé. Ceux qui écrivent le dossier sont prévenus."))


def _form(at: Desk, form: Bound[Any], *, status: int = 200) -> Response:
    return at.show(
        "organiser/correction.html",
        status=status,
        dossier=at.dossier,
        form=form,
        sections=ask_sections(at, form),
        zone=zone_name(at.call.zone, at.language),
    )


def _time(at: Desk, form: Bound[Any], *, status: int = 200) -> Response:
    return at.show(
        "organiser/correction_time.html",
        status=status,
        dossier=at.dossier,
        form=form,
        zone=zone_name(at.call.zone, at.language),
    )
