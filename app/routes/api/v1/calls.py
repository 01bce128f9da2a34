"""Doors of calls: their list, what they hold, their settings."""

from sqlmodel import Session
from starlette.responses import Response

from app.domain.phases import phase
from app.models import Call
from app.queries import calls as eyes
from app.queries import forms, listings
from app.routes.api.v1.shapes.calls import CallDetailOut, CallOut, MomentOut, NetworkOut, call_fields, track_out
from app.web.api import ById, Listed, Room, answer
from app.web.api_guards import ApiCall, Caller
from app.web.database import Db
from app.web.guards import Now

room = Room("calls")


@room.get("/calls", Listed[CallOut])
def list_calls(paging: ById, db: Db, me: Caller, now: Now) -> Listed[CallOut]:
    """List the calls that are public, and those I work in."""
    rows = listings.calls_after(db, me, paging.after, paging.reach)
    return paging.page(rows, lambda call: _short(call, now), key=lambda call: call.id)


@room.get("/calls/{call}", CallDetailOut)
def read_call(call: ApiCall, db: Db, now: Now) -> Response:
    """Read a call with its calendar, networks and tracks."""
    return answer(_whole(db, call, now), version=call.version)


def _short(call: Call, now: Now) -> CallOut:
    return CallOut.model_validate(call_fields(call, phase(eyes.calendar_of(call), now)))


def _whole(db: Session, call: Call, now: Now) -> CallDetailOut:
    tracks = [track_out(track, forms.latest_version(db, track.form_id)) for track in eyes.tracks(db, call.id)]
    return CallDetailOut.model_validate(
        call_fields(call, phase(eyes.calendar_of(call), now))
        | {
            "presentation": call.presentation,
            "contact_email": call.contact_email,
            "faq": call.faq,
            "calendar": [MomentOut.model_validate(row) for row in eyes.moments(db, call.id)],
            "networks": [NetworkOut.model_validate(row) for row in eyes.networks(db, call.id)],
            "tracks": tracks,
        }
    )
