"""Doors of the tracks of a call: added, described, moved, removed; their rules, outcomes, and whom they suit."""

from typing import Annotated

from fastapi import Depends
from sqlmodel import Session
from starlette.responses import Response

from app.domain.errors import NotFound
from app.forms.api import CompositionEntry, NewTrackEntry, OutcomesEntry, SuitsEntry, TrackEntry
from app.forms.track import TrackMoveForm
from app.models import Track
from app.queries import calls, forms
from app.routes.api.v1.shapes.calls import TrackOut, track_out
from app.routes.api.v1.shapes.tracks import TrackDetailOut, track_detail_out
from app.services import track_rules, track_verbs
from app.web.api import Listed, Room, answer, nothing
from app.web.api_guards import ApiCall, ApiOrganisedCall, Caller
from app.web.database import Db
from app.web.etags import IfMatch, demand_version
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("tracks")
PATH = "/calls/{call}/tracks/{track}"
CHANGES = (409, 412, 428)
A_TRACK = {"title": {"fr": "Manifestation d’intérêt", "en": "Expression of interest"}, "like": "pole"}
SOME_TEXTS = {"title": {"fr": "Pôle", "en": "Pole"}, "has_members": True}
A_MOVE = {"way": "up", "seen": 1}
SOME_RULES = {"rules": [{"key": "ess", "at_least": 1, "families": ["ess"]}], "reason": "Demandé par les réseaux."}
SOME_OUTCOMES = {
    "outcomes": [
        {"key": "selected", "label": {"fr": "Pôle témoin", "en": "Witness pole"}},
        {"key": "not_selected", "label": {}},
    ]
}
A_CONDITION = {"suits": {"question": "together", "op": "is", "value": "many"}}


def _track(call: ApiCall, track: str, db: Db) -> Track:
    found = calls.track_of(db, call.id, track)
    if found is None:
        raise NotFound
    return found


ApiTrack = Annotated[Track, Depends(_track)]


def _held(_call: ApiOrganisedCall, track: ApiTrack, wanted: IfMatch, db: Db) -> Track:
    """The track of a call I run, whose version was read."""
    db.refresh(track, with_for_update=True)
    demand_version(track.version, wanted)
    return track


HeldTrack = Annotated[Track, Depends(_held)]


@room.get("/calls/{call}/tracks", Listed[TrackOut])
def list_tracks(call: ApiCall, db: Db) -> Listed[TrackOut]:
    """List the tracks of a call, in order; all in one page."""
    rows = calls.tracks(db, call.id)
    latest = forms.latest_versions(db, [row.form_id for row in rows])
    return Listed(items=[track_out(row, latest[row.form_id]) for row in rows], next=None)


@room.get(PATH, TrackDetailOut)
def read_track(track: ApiTrack, db: Db) -> Response:
    """Read a track with its rules about groupings, its outcomes and whom it suits."""
    return _shown(db, track)


@room.post("/calls/{call}/tracks", TrackDetailOut, scope="calls", status=201, problems=(409,), example=A_TRACK)
def add_track(call: ApiOrganisedCall, form: NewTrackEntry, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Add a track to a call I run; `like` takes over the form, rubric, rules and outcomes of another one."""
    made = track_verbs.add(db, call, form, actor=me, now=now)
    return repeat.keep(_shown(db, made, 201, location=f"/calls/{call.slug}/tracks/{made.key}"))


@room.put(PATH, TrackDetailOut, scope="calls", problems=CHANGES, example=SOME_TEXTS)
def change_track(held: HeldTrack, form: TrackEntry, db: Db, me: Caller, now: Now) -> Response:
    """Rename and describe a track of a call I run."""
    said = form.model_copy(update={"version": held.version})
    return _shown(db, track_verbs.change(db, held, said, actor=me, now=now))


@room.post(PATH + "/move", Listed[TrackOut], scope="calls", problems=(409, 412), example=A_MOVE)
def move_track(
    call: ApiOrganisedCall, track: ApiTrack, form: TrackMoveForm, db: Db, me: Caller, now: Now, *, repeat: Repeat
) -> Response:
    """Move a track one place up or down, from the place that was seen."""
    track_verbs.move(db, track, form, actor=me, now=now)
    return repeat.keep(answer(list_tracks(call, db)))


@room.delete(PATH, scope="calls", problems=CHANGES)
def remove_track(held: HeldTrack, db: Db, me: Caller, now: Now) -> Response:
    """Remove a track in which nobody started a dossier, with its form and its rubric."""
    track_verbs.remove(db, held, version=held.version, actor=me, now=now)
    return nothing()


@room.put(PATH + "/composition", TrackDetailOut, scope="calls", problems=CHANGES, example=SOME_RULES)
def set_composition(held: HeldTrack, form: CompositionEntry, db: Db, me: Caller, now: Now) -> Response:
    """Replace the rules of a track about groupings."""
    made = track_rules.set_composition(
        db, held, form.rules, version=held.version, reason=form.reason, actor=me, now=now
    )
    return _shown(db, made)


@room.put(PATH + "/outcomes", TrackDetailOut, scope="calls", problems=CHANGES, example=SOME_OUTCOMES)
def set_outcomes(held: HeldTrack, form: OutcomesEntry, db: Db, me: Caller, now: Now) -> Response:
    """Replace the outcomes of a track and their names; one that a decision has stays."""
    made = track_rules.set_outcomes(
        db, held, form.outcomes, version=held.version, reason=form.reason, actor=me, now=now
    )
    return _shown(db, made)


@room.put(PATH + "/suits", TrackDetailOut, scope="calls", problems=CHANGES, example=A_CONDITION)
def set_suits(held: HeldTrack, form: SuitsEntry, db: Db, me: Caller, now: Now) -> Response:
    """Say which answers to the entry of the call make this track the one to take."""
    return _shown(db, track_rules.set_suits(db, held, form.suits, version=held.version, actor=me, now=now))


def _shown(db: Session, track: Track, status: int = 200, *, location: str = "") -> Response:
    out = track_detail_out(track, forms.latest_version(db, track.form_id))
    return answer(out, status, version=track.version, location=location)
