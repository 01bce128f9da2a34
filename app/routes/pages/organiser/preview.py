"""The door of a call on another day: what applicants will read and meet then. It only reads."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.domain.phases import Phase, phase
from app.models import Track
from app.queries import forms
from app.queries.calls import calendar_of, moments, track_of
from app.routes.pages.applicant.desk import overview
from app.routes.pages.applicant.starting import entrance
from app.routes.pages.public.calls import one_call
from app.web.calendar_fields import local
from app.web.call_previews import PARTS, PreviewPage, PreviewRoom, View, imagined, jumps, remarks, view_of
from app.web.entrance import Entrance
from app.web.i18n import N_
from app.web.organiser import Office, Run

router = APIRouter(prefix="/organiser/calls/{call}")
Asked = Annotated[str, Query(max_length=60)]


@router.get("/preview")
def preview(office: Run, request: Request, at: Asked = "", part: Asked = "", track: Asked = "") -> Response:
    """The page of the call, its entry, a draft or a filed dossier, as they will be at an instant."""
    view = view_of(office.call, at, part, track, now=office.now, tracks=office.tracks)
    page = PreviewPage(office.page, view, _banner(office, view))
    if view.part == "page":
        return one_call(office.call, page, office.db, view.at)
    found = track_of(office.db, office.call.id, view.track)
    if view.part == "apply" or found is None or phase(calendar_of(office.call), view.at) is Phase.ANNOUNCED:
        # Before the opening nobody has a dossier: what they meet is the entry, whose answers stand in the address.
        door = Entrance(office.db, office.me, view.at, page, office.call, office.hall)
        return entrance(door, request.query_params.multi_items())
    return _dossier(office, view, found, page)


def _dossier(office: Office, view: View, track: Track, page: PreviewPage) -> Response:
    db = office.db
    version = forms.latest_version(db, track.form_id)
    title = office.page.say(N_("Un dossier d’essai"))
    dossier = imagined(view, track, version, forms.plan_of(db, version), moments(db, office.call.id), title)
    return overview(PreviewRoom(db, office.me, view.at, page, office.hall, dossier, office.call, track))


def _banner(office: Office, view: View) -> dict[str, object]:
    say = office.page.say
    return {
        "call": office.call,
        "view": view,
        "typed": local(view.at, office.call.zone),
        "parts": [(part, say(text), view.address(part=part)) for part, text in PARTS.items()],
        "tracks": [(track.key, office.track_titles[track.id]) for track in office.tracks],
        "jumps": jumps(view, moments(office.db, office.call.id), office.language),
        "remarks": remarks(view, office.now, office.language),
    }
