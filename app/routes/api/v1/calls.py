"""Doors of calls: their list, what they hold, their settings."""

from datetime import datetime

from sqlmodel import Session
from starlette.responses import Response

from app.domain.phases import phase
from app.forms.api import CopyEntry
from app.forms.call import CallForm
from app.forms.documents import write_document
from app.models import Call
from app.queries import calls as eyes
from app.queries import forms, listings
from app.queries.call_documents import document_of
from app.routes.api.v1.shapes.calls import CallDetailOut, CallOut, MomentOut, NetworkOut, call_fields, track_out
from app.services import call_making
from app.web.api import ById, Listed, Room, answer
from app.web.api_guards import ApiCall, ApiOrganisedCall, Caller
from app.web.database import Db
from app.web.etags import etag
from app.web.guards import Now, TheHall
from app.web.idempotency import Repeat

room = Room("calls")
A_CALL = {
    "slug": "essai-2026",
    "reference": "ESSAI-2026",
    "title": {"fr": "Appel d’essai", "en": "Trial call"},
    "opens_at": "2026-03-02T09:00:00",
    "closes_at": "2026-04-30T23:59:59",
    "zone": "Europe/Paris",
    "tracks": [
        {
            "key": "project",
            "title": {"fr": "Projet", "en": "Project"},
            "form": {
                "sections": [
                    {
                        "key": "project",
                        "title": {"fr": "Le projet", "en": "The project"},
                        "minutes": 20,
                        "questions": [{"key": "title", "kind": "short", "label": {"fr": "Son nom", "en": "Its name"}}],
                    }
                ]
            },
        }
    ],
}

A_COPY = {"title": {"fr": "Appel d’essai, suite"}, "reference": "ESSAI-2027", "opens_at": "2027-03-01T09:00:00"}


@room.get("/calls", Listed[CallOut])
def list_calls(paging: ById, db: Db, me: Caller, now: Now) -> Listed[CallOut]:
    """List the calls that are public, and those I work in."""
    rows = listings.calls_after(db, me, paging.after, paging.reach)
    return paging.page(rows, lambda call: short(call, now), key=lambda call: call.id)


@room.get("/calls/{call}", CallDetailOut)
def read_call(call: ApiCall, db: Db, now: Now) -> Response:
    """Read a call with its calendar, networks and tracks."""
    return answer(whole(db, call, now), version=call.version)


@room.post("/calls", CallDetailOut, scope="calls", status=201, example=A_CALL)
def create_call(form: CallForm, db: Db, me: Caller, now: Now, hall: TheHall, repeat: Repeat) -> Response:
    """Create a whole call from one document: calendar, networks, tracks with their forms and rubrics."""
    made = call_making.create(db, hall.storage, form, actor=me, now=now)
    return repeat.keep(answer(whole(db, made, now), 201, version=made.version, location=f"/calls/{made.slug}"))


@room.get("/calls/{call}/document", CallForm)
def read_document(call: ApiOrganisedCall, db: Db, hall: TheHall) -> Response:
    """Read the whole of a call I run as one document, which `POST /calls` takes back."""
    text = write_document(document_of(db, hall.storage, call))
    return Response(text, media_type="application/json", headers={"etag": etag(call.version)})


@room.post("/calls/{call}/copy", CallDetailOut, scope="calls", status=201, example=A_COPY)
def copy_call(
    call: ApiOrganisedCall, form: CopyEntry, db: Db, me: Caller, now: Now, hall: TheHall, repeat: Repeat
) -> Response:
    """Make a private call like one I run, its dates moved to a new opening."""
    made = call_making.copy(db, hall.storage, call, form, actor=me, now=now)
    return repeat.keep(answer(whole(db, made, now), 201, version=made.version, location=f"/calls/{made.slug}"))


def short(call: Call, now: datetime) -> CallOut:
    """A call in a list."""
    return CallOut.model_validate(call_fields(call, phase(eyes.calendar_of(call), now)))


def whole(db: Session, call: Call, now: datetime) -> CallDetailOut:
    """A call with everything its page says."""
    db.flush()
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
