"""Doors of the link that begins a dossier with some answers."""

from starlette.responses import Response

from app.domain.texts import text_in
from app.forms.dossier import Prefill
from app.queries import forms
from app.routes.api.v1.shapes.tracks import PrefillOut
from app.routes.api.v1.tracks import ApiTrack
from app.web.api import Room, answer
from app.web.api_guards import ApiOrganisedCall
from app.web.database import Db
from app.web.guards import TheHall
from app.web.idempotency import Repeat
from app.web.prefill import link_to

room = Room("tracks")
SOME_ANSWERS = {"answers": {"bearer_name": "Scic Séchoir d’Ambert"}}


@room.post("/calls/{call}/tracks/{track}/prefill", PrefillOut, scope="calls", example=SOME_ANSWERS)
def make_link(
    call: ApiOrganisedCall, track: ApiTrack, form: Prefill, db: Db, *, hall: TheHall, repeat: Repeat
) -> Response:
    """Make a link that begins a dossier of this track with these answers; what the form can not take is left out."""
    plan = forms.plan_of(db, forms.latest_version(db, track.form_id))
    link = link_to(hall, call, track, plan, form.answers, text_in(call.title, "fr"))
    return repeat.keep(answer(PrefillOut(link=link)))
