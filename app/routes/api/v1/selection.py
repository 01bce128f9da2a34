"""Doors of the selection: ranking, decisions one by one, several at once, or by the ranking."""

from typing import Annotated

from fastapi import Depends, Query
from sqlmodel import Session
from starlette.responses import Response

from app.domain.errors import NotFound
from app.domain.permissions import can
from app.domain.workflow import Outcome
from app.forms.api import Choices, DecisionEntry, SelectionEntry
from app.models import Dossier, Track
from app.queries import calls, ranking
from app.routes.api.v1.shapes.selection import (
    ChangedOut,
    DecisionOut,
    ProposedOutcomeOut,
    RankingOut,
    SelectionOut,
    StandingOut,
)
from app.services import selection
from app.web.api import Room, answer, nothing
from app.web.api_guards import ApiDossier, ApiFacts, ApiOrganisedCall, ApiOrganisedDossier, Caller
from app.web.database import Db
from app.web.etags import IfMatch, demand_version
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("selection")
CHANGES = (409, 412, 428)
A_DECISION = {"outcome": "selected", "reason": "Seul pôle d’outre-mer : le comité l’a voulu à l’unanimité."}
SOME_CHOICES = {"choices": [{"dossier": "0198f3c0-7d11-7c7e-9c8e-5f2f6f1d7a10", "outcome": "waiting"}]}
BY_THE_RANKING = {"places": 18, "waiting": 5, "seen": "9f2c…(64 signs, from the preview)"}
Places = Annotated[int, Query(ge=0, le=100_000)]


def _track(call: ApiOrganisedCall, track: str, db: Db) -> Track:
    found = calls.track_of(db, call.id, track)
    if found is None:
        raise NotFound
    return found


OrganisedTrack = Annotated[Track, Depends(_track)]


@room.get("/calls/{call}/tracks/{track}/ranking", RankingOut)
def read_ranking(call: ApiOrganisedCall, track: OrganisedTrack, db: Db, me: Caller) -> Response:
    """Read the ranking of a track of a call I run, whole."""
    seats = ranking.seats_of(call, ranking.track_counts(db, call.id, me), track.id)
    rows = [_standing(row) for row in ranking.standings(db, call, track.id, me)]
    return answer(RankingOut(track=track.key, places=seats, items=rows))


@room.get("/dossiers/{dossier}/decision", DecisionOut)
def read_decision(dossier: ApiDossier, facts: ApiFacts, db: Db) -> Response:
    """Read what was decided of a dossier of a call I run, or of mine once it is published."""
    if not can("see_decision", facts):
        raise NotFound
    return _decision(db, dossier)


@room.put("/dossiers/{dossier}/decision", DecisionOut, scope="decisions", problems=CHANGES, example=A_DECISION)
def decide_dossier(
    dossier: ApiOrganisedDossier, form: DecisionEntry, wanted: IfMatch, db: Db, me: Caller, now: Now
) -> Response:
    """Record what was decided of an admitted dossier; leaving the ranking needs a reason."""
    _demand(db, dossier, wanted)
    selection.decide(db, dossier, Outcome(form.outcome), form.reason, version=wanted, actor=me, now=now)
    return _decision(db, dossier)


@room.delete("/dossiers/{dossier}/decision", scope="decisions", problems=CHANGES)
def take_decision_back(dossier: ApiOrganisedDossier, wanted: IfMatch, db: Db, me: Caller, now: Now) -> Response:
    """Leave a dossier undecided again."""
    _demand(db, dossier, wanted)
    selection.take_back(db, dossier, version=wanted, actor=me, now=now)
    return nothing()


@room.post("/calls/{call}/decisions", ChangedOut, scope="decisions", problems=(409,), example=SOME_CHOICES)
def decide_many(call: ApiOrganisedCall, form: Choices, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Record several decisions in one act, all or none."""
    wanted = [selection.Choice(one.dossier, Outcome(one.outcome), one.reason) for one in form.choices]
    return repeat.keep(answer(ChangedOut(changed=selection.decide_many(db, call, wanted, actor=me, now=now))))


@room.get("/calls/{call}/tracks/{track}/selection", SelectionOut)
def preview_selection(
    call: ApiOrganisedCall, track: OrganisedTrack, db: Db, me: Caller, places: Places, waiting: Places = 0
) -> Response:
    """See what following the ranking would decide: the first places selected, the next in reserve."""
    plan = selection.preview(db, call, track.id, places=places, waiting=waiting, actor=me)
    shown = SelectionOut(
        track=track.key,
        counts=dict(plan.counts),
        straddling=[row.reference for row in plan.straddling],
        items=[
            ProposedOutcomeOut(
                dossier=row.id,
                reference=row.reference,
                rank=row.rank,
                outcome=outcome,
                decided=Outcome(row.outcome) if row.outcome else None,
            )
            for row, outcome in plan.rows
        ],
        seen=plan.seen,
    )
    return answer(shown)


@room.post(
    "/calls/{call}/tracks/{track}/selection",
    ChangedOut,
    scope="decisions",
    problems=(409, 412),
    example=BY_THE_RANKING,
)
def apply_selection(
    call: ApiOrganisedCall,
    track: OrganisedTrack,
    form: SelectionEntry,
    db: Db,
    me: Caller,
    *,
    now: Now,
    repeat: Repeat,
) -> Response:
    """Decide a whole track by its ranking, exactly as it was previewed."""
    changed = selection.propose(
        db, call, track.id, places=form.places, waiting=form.waiting, actor=me, now=now, seen=form.seen
    )
    return repeat.keep(answer(ChangedOut(changed=changed)))


def _standing(row: ranking.Standing) -> StandingOut:
    return StandingOut.model_validate(row._asdict() | {"dossier": row.id, "outcome": row.outcome or None})


def _demand(db: Session, dossier: Dossier, wanted: int) -> None:
    selection.lock(db, dossier)
    kept = selection.decision_of(db, dossier.id)
    demand_version(kept.version if kept else 0, wanted)


def _decision(db: Session, dossier: Dossier) -> Response:
    db.flush()
    kept = selection.decision_of(db, dossier.id)
    undecided: dict[str, object] = {"outcome": None, "reason": "", "decided_at": None, "published_at": None}
    fields = kept.model_dump() if kept else undecided | {"version": 0}
    out = DecisionOut.model_validate(fields | {"dossier": dossier.id})
    return answer(out, version=out.version)
