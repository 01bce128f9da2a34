"""Doors to start a dossier in a call: the questions that come before it, the choice of a track, and the draft."""

from collections.abc import Iterator, Sequence
from uuid import uuid4

from fastapi import APIRouter, Request, Response

from app.domain.errors import DomainError, Invalid, WrongState
from app.domain.phases import check_filing
from app.forms.dossier import NewDossier
from app.models import Track
from app.queries import calls
from app.queries.origins import is_dossier
from app.queries.tracks import open_tracks
from app.services import dossiers, prefilling
from app.web.binding import Bound, Posted, blank
from app.web.body import Body
from app.web.entrance import AtTheDoor, Entrance
from app.web.guards import Me
from app.web.i18n import N_
from app.web.prefill import brought_by

router = APIRouter()
STARTED = N_("Votre brouillon est ouvert. Tout ce que vous écrivez est gardé.")
BROUGHT = N_("Votre brouillon est ouvert. Réponses reprises : %(num)s. Relisez-les, tout peut encore changer.")


@router.get("/calls/{call}/apply")
def choose_track(at: AtTheDoor, request: Request) -> Response:
    """The questions before a dossier, without an account; then the tracks, the one that suits first."""
    return entrance(at, request.query_params.multi_items())


@router.post("/calls/{call}/apply")
def start(at: AtTheDoor, form: Posted[NewDossier], body: Body, me: Me) -> Response:
    """A new draft; somebody who has one in this track is asked whether to go on with it."""
    entered = at.entered(body.multi_items())
    if not form.ok:
        return at.show_tracks(entered, form, status=422)
    track = next((track for track in open_tracks(at.db, at.call) if track.key == form.form.track), None)
    if track is None:
        text = at.page.say(N_("Choisissez une catégorie."))
        return at.show_tracks(entered, form.wrong(text, "track"), status=422)
    if not form.form.again and track.id in at.drafts and entered.verdict.opens:
        return at.show_tracks(entered, form, asked=track.key)
    return _start(at, track, form, body, me)


def entrance(at: Entrance, sent: Sequence[tuple[str, str]]) -> Response:
    """What stands at the door for these answers; outside the opening, when it is."""
    try:
        check_filing(calls.calendar_of(at.call), at.now)
    except WrongState as error:
        return at.page("applicant/not_open.html", call=at.call, code=error.code)
    entered, told = at.entered(sent), at.told(sent)
    if told and entered.verdict.refusals:
        return at.show_refusal(entered)
    if at.entry.questions and (not told or entered.verdict.unanswered or entered.unclear):
        return at.show_questions(entered, told=told)
    return at.show_tracks(entered, blank(key=uuid4().hex))


def _start(at: Entrance, track: Track, form: Bound[NewDossier], body: Body, me: Me) -> Response:
    entered = at.entered(body.multi_items())
    try:
        dossier = dossiers.start(at.db, me, at.call, track, now=at.now, key=form.form.key, answers=entered.values)
    except WrongState as error:
        return at.page("applicant/not_open.html", status=409, call=at.call, code=error.code)
    except Invalid as error:
        return _refused(at, form, body, error)
    brought = sum(prefilling.bring(at.db, dossier, one, actor=me, now=at.now) for one in _origins(at, form.form, me))
    return at.page.see(f"/applicant/dossiers/{dossier.id}", BROUGHT if brought else STARTED, num=brought)


def _origins(at: Entrance, form: NewDossier, me: Me) -> Iterator[prefilling.Origin]:
    """What the new draft begins from: the link first, for it was prepared for this call."""
    brought = brought_by(at.hall, at.call, form.prefill)
    if brought.answers and brought.track == form.track:
        yield prefilling.of_link(brought.answers)
    if (dossier := is_dossier(form.origin)) is not None:
        yield prefilling.of_dossier(at.db, dossier, actor=me, now=at.now)
    elif form.origin.startswith("pole:"):
        yield prefilling.of_pole(at.db, form.origin.removeprefix("pole:"), actor=me, now=at.now)


def _refused(at: Entrance, form: Bound[NewDossier], body: Body, error: DomainError) -> Response:
    """What the address bar would not have shown: the explanation, or the questions that were jumped over."""
    entered = at.entered(body.multi_items())
    if error.code == "not_eligible":
        return at.show_refusal(entered, status=422)
    if error.code == "entry_unanswered":
        return at.show_questions(entered, told=True, status=422)
    return at.show_tracks(entered, form.refused(error), status=422)
