"""Doors of a rubric: read, written whole, locked."""

from starlette.responses import Response

from app.domain.errors import NotFound
from app.forms.call import RubricForm
from app.models import Rubric, Track
from app.queries import calls
from app.queries import forms as eyes
from app.routes.api.v1.shapes.calls import CriterionOut, RubricOut
from app.services import rubric_locks, rubrics
from app.web.api import Room, answer
from app.web.api_guards import ApiCall, ApiOrganisedCall, Caller
from app.web.database import Db
from app.web.etags import IfMatch, demand_version
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("forms")
A_RUBRIC = {
    "scale_max": 5,
    "criteria": [
        {"key": "strategy", "title": {"fr": "Stratégie", "en": "Strategy"}, "weight": 60},
        {"key": "roots", "title": {"fr": "Ancrage", "en": "Roots"}, "weight": 40},
    ],
}


@room.get("/calls/{call}/tracks/{track}/rubric", RubricOut)
def read_rubric(call: ApiCall, track: str, db: Db) -> Response:
    """Read how the dossiers of a track are scored."""
    found = _track(db, call, track)
    if found.rubric_id is None:
        raise NotFound
    return _shown(db, found)


@room.put("/calls/{call}/tracks/{track}/rubric", RubricOut, scope="calls", problems=(409, 412, 428), example=A_RUBRIC)
def write_rubric(
    call: ApiOrganisedCall, track: str, form: RubricForm, wanted: IfMatch, db: Db, me: Caller, now: Now
) -> Response:
    """Write how the dossiers of a track of mine are scored, as long as no review has begun; `"0"` makes the first."""
    found = _track(db, call, track)
    rubric = db.get(Rubric, found.rubric_id) if found.rubric_id else None
    demand_version(rubric.version if rubric else 0, wanted)
    if rubric is None:
        rubrics.start(db, call, found, form, actor=me, now=now)
    else:
        rubrics.replace(db, call, found, form, version=wanted, actor=me, now=now)
    return _shown(db, found)


@room.post("/calls/{call}/tracks/{track}/rubric/lock", RubricOut, scope="calls", problems=(409,))
def lock_rubric(call: ApiOrganisedCall, track: str, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Lock how the dossiers of a track of mine are scored."""
    found = _track(db, call, track)
    rubric_locks.lock(db, call, found, actor=me, now=now)
    return repeat.keep(_shown(db, found))


@room.post("/calls/{call}/tracks/{track}/rubric/unlock", RubricOut, scope="calls", problems=(409,))
def unlock_rubric(call: ApiOrganisedCall, track: str, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Unlock it, as long as no review has begun."""
    found = _track(db, call, track)
    rubric_locks.unlock(db, call, found, actor=me, now=now)
    return repeat.keep(_shown(db, found))


def _track(db: Db, call: ApiCall, key: str) -> Track:
    found = calls.track_of(db, call.id, key)
    if found is None:
        raise NotFound
    return found


def _shown(db: Db, track: Track) -> Response:
    db.flush()
    rubric = db.get_one(Rubric, track.rubric_id)
    criteria = [CriterionOut.model_validate(row) for row in eyes.criteria_of(db, rubric.id)]
    plain = {name: getattr(rubric, name) for name in ("scale_max", "locked_at", "version")}
    shown = RubricOut(track=track.key, criteria=criteria, **plain)
    return answer(shown, version=rubric.version)
