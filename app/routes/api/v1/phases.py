"""Doors of how a call is read: its phases, what its tracks hide, and what reviewers see of each other."""

from dataclasses import asdict

from starlette.responses import Response

from app.domain.reviewing import phase_at, reviewing_as_json, rules_at
from app.forms.review_phase import BlindEntry, ReviewingEntry
from app.models import Call, Track
from app.queries.peers import PeerReview, peers_of
from app.queries.reviewing import plan_of
from app.routes.api.v1.settings import HeldCall
from app.routes.api.v1.shapes.phases import BlindOut, PeerReviewOut, PeersOut, ReviewingOut
from app.routes.api.v1.tracks import ApiTrack, HeldTrack
from app.services import blinding, reviewing
from app.web.api import Room, answer
from app.web.api_guards import ApiFacts, ApiOrganisedCall, ApiReviewedDossier, Caller
from app.web.database import Db
from app.web.guards import Now

room = Room("reviews")
CHANGES = (409, 412, 428)
PATH = "/calls/{call}/reviewing"
A_PHASE = {
    "key": "together",
    "title": {"fr": "En discuter", "en": "Talk it over"},
    "starts_at": "2026-05-20T08:00:00Z",
    "rules": {"sees_others": "after_own", "sees_averages": True, "may_comment": True, "may_revise": True},
}
A_PLAN = {"reviewing": {"weights": {"themes": 60, "territory": 40}, "phases": [A_PHASE]}}


@room.get(PATH, ReviewingOut)
def read_reviewing(call: ApiOrganisedCall, now: Now) -> Response:
    """Read how a call I run is read: what decides who reads what, its phases, and what reviewers see now."""
    return _shown(call, now)


@room.put(PATH, ReviewingOut, scope="calls", problems=CHANGES, example=A_PLAN)
def change_reviewing(held: HeldCall, form: ReviewingEntry, db: Db, me: Caller, now: Now) -> Response:
    """Change how a call I run is read, whole; what reviewers see follows at once."""
    made = reviewing.change(db, held, form.reviewing, version=held.version, actor=me, now=now)
    return _shown(made, now)


@room.get("/calls/{call}/tracks/{track}/blind", BlindOut)
def read_blind(_call: ApiOrganisedCall, track: ApiTrack) -> Response:
    """Read what reading hides in a track of a call I run."""
    return _hidden(track)


@room.put("/calls/{call}/tracks/{track}/blind", BlindOut, scope="calls", problems=CHANGES, example={"blind": "both"})
def change_blind(held: HeldTrack, form: BlindEntry, db: Db, me: Caller, now: Now) -> Response:
    """Hide the applicant, the reviewers, both or nobody in a track, before its first review."""
    return _hidden(blinding.set_blind(db, held, form.blind, version=held.version, actor=me, now=now))


@room.get("/dossiers/{dossier}/peers", PeersOut)
def read_peers(dossier: ApiReviewedDossier, facts: ApiFacts, db: Db, me: Caller) -> Response:
    """Read what I may see of the other reviews of a dossier I read, in this phase."""
    found = peers_of(db, dossier, me, facts)
    fields = found._asdict() | {"dossier": dossier.id, "reviews": [_peer(one) for one in found.reviews]}
    return answer(PeersOut.model_validate(fields))


def _peer(one: PeerReview) -> PeerReviewOut:
    scores = {key: mark.value for key, mark in one.marks.items()}
    comments = {key: mark.comment for key, mark in one.marks.items()}
    return PeerReviewOut.model_validate(one._asdict() | {"scores": scores, "comments": comments})


def _shown(call: Call, now: Now) -> Response:
    plan = plan_of(call)
    phase = phase_at(plan, now)
    shown = ReviewingOut(
        reviewing=reviewing_as_json(plan),
        phase=phase.key if phase else None,
        rules=asdict(rules_at(plan, now)),
        version=call.version,
    )
    return answer(shown, version=call.version)


def _hidden(track: Track) -> Response:
    shown = BlindOut.model_validate({"track": track.key, "blind": track.blind, "version": track.version})
    return answer(shown, version=track.version)
