"""Doors to start a dossier in a call."""

from uuid import uuid4

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.domain.errors import WrongState
from app.domain.phases import check_filing
from app.domain.roles import Actor
from app.forms.dossier import NewDossier
from app.models import Call
from app.queries import applicants, calls
from app.services import dossiers
from app.web.applicant_views import track_rows
from app.web.binding import Bound, Posted, blank
from app.web.database import Db
from app.web.errors import SignInNeeded
from app.web.guards import Me, Now, PublicCall, Someone
from app.web.i18n import N_
from app.web.pages import Page, PageMaker

router = APIRouter()


@router.get("/calls/{call}/apply")
def choose_track(call: PublicCall, page: Page, db: Db, someone: Someone, now: Now) -> Response:
    """Choose a track; outside the opening, say when it is."""
    try:
        check_filing(calls.calendar_of(call), now)
    except WrongState as error:
        return page("applicant/not_open.html", call=call, code=error.code)
    if someone is None:
        raise SignInNeeded
    return _show(page, db, someone, call, blank(key=uuid4().hex))


@router.post("/calls/{call}/apply")
def start(call: PublicCall, form: Posted[NewDossier], page: Page, db: Db, me: Me, now: Now) -> Response:
    """A new draft; somebody who has one in this track is asked whether to go on with it."""
    if not form.ok:
        return _show(page, db, me, call, form, status=422)
    track = next((track for track in calls.tracks(db, call.id) if track.key == form.form.track), None)
    if track is None:
        return _show(page, db, me, call, form.wrong(page.say(N_("Choisissez une catégorie.")), "track"), status=422)
    if not form.form.again and track.id in applicants.drafts_in(db, me, call.id):
        return _show(page, db, me, call, form, asked=track.key)
    try:
        dossier = dossiers.start(db, me, call, track, now=now, key=form.form.key)
    except WrongState as error:
        return page("applicant/not_open.html", status=409, call=call, code=error.code)
    return page.see(
        f"/applicant/dossiers/{dossier.id}", N_("Votre brouillon est ouvert. Tout ce que vous écrivez est gardé.")
    )


def _show(
    page: PageMaker, db: Session, me: Actor, call: Call, form: Bound[NewDossier], *, status: int = 200, asked: str = ""
) -> Response:
    rows = track_rows(db, call, applicants.drafts_in(db, me, call.id), page.language)
    return page("applicant/apply.html", status=status, call=call, form=form, tracks=rows, asked=asked)
