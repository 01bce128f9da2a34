"""Doors of the versions of a form: look at what changes, publish it, and read what was published."""

from fastapi import APIRouter, Response

from app.domain.errors import Invalid, Stale, WrongState
from app.forms.form_version import VersionForm
from app.services import form_versions
from app.web.binding import Posted
from app.web.i18n import N_
from app.web.organiser import Run
from app.web.organiser_versions import form_path, history_page, preview_page, track_of, version_page

router = APIRouter(prefix="/organiser/calls/{call}/tracks/{track}/form")


@router.get("/publish")
def preview(track: str, office: Run) -> Response:
    """What changes, for whom, before it is published."""
    return preview_page(office, track_of(office, track))


@router.post("/publish")
def publish(track: str, form: Posted[VersionForm], office: Run) -> Response:
    """Publish what was previewed; drafts follow."""
    found = track_of(office, track)
    if not form.ok:
        return preview_page(office, found, form, status=422)
    try:
        version = form_versions.publish(office.db, office.call, found, form.form, actor=office.me, now=office.now)
    except Invalid as error:
        return preview_page(office, found, form.refused(error), status=422)
    except (Stale, WrongState) as error:
        return preview_page(office, found, form.refused(error), status=409)
    return office.page.see(
        f"{form_path(office, found)}/versions/{version.number}", N_("Le formulaire est publié. Il ne change plus.")
    )


@router.get("/versions")
def history(track: str, office: Run) -> Response:
    """Every version of the form."""
    return history_page(office, track_of(office, track))


@router.get("/versions/{number:int}")
def version(track: str, number: int, office: Run) -> Response:
    """One version: what it changed, what became of the drafts, what it asks."""
    return version_page(office, track_of(office, track), number)
