"""Doors of what is published: the results of a call, and the sheets of the poles."""

from datetime import datetime

from sqlmodel import Session
from starlette.responses import Response

from app.domain.errors import NotFound, WrongState
from app.models import Call
from app.queries import poles
from app.queries import results as eyes
from app.routes.api.v1.shapes.results import PoleOut, ResultsOut
from app.web.api import ByName, Listed, Room, answer
from app.web.api_guards import ApiCall, Caller
from app.web.database import Db
from app.web.guards import Now

room = Room("publication")


@room.get("/calls/{call}/results", ResultsOut, problems=(409,))
def read_results(call: ApiCall, db: Db, now: Now) -> Response:
    """Read the results of a published call in figures, and how the choice was made."""
    _demand_published(call, now)
    told = eyes.figures(db, call.id)._asdict() | eyes.method(db, call.id)._asdict()
    return answer(ResultsOut.model_validate(told | {"published_at": call.published_at}))


@room.get("/calls/{call}/poles", Listed[PoleOut], problems=(409,))
def list_poles(call: ApiCall, paging: ByName, db: Db, now: Now) -> Listed[PoleOut]:
    """List the poles that a published call selected, by slug."""
    _demand_published(call, now)
    rows = sorted(poles.of_call(db, call.id), key=lambda row: row.slug)
    beyond = [row for row in rows if row.slug > (paging.after or "")]
    return paging.page(beyond[: paging.reach], PoleOut.model_validate, key=lambda row: row.slug)


@room.get("/poles/{slug}", PoleOut)
def read_pole(slug: str, db: Db, me: Caller, now: Now) -> Response:
    """Read the sheet of one pole."""
    return answer(PoleOut.model_validate(_one(db, slug, me.only_call, now)))


def _demand_published(call: Call, now: datetime) -> None:
    if not eyes.is_published(call, now):
        raise WrongState("results_not_published")


def _one(db: Session, slug: str, only_call: object, now: datetime) -> poles.PoleRow:
    found = poles.sheet(db, slug, now)
    if found is None or only_call not in (None, found[1].id):
        raise NotFound
    return next(row for row in poles.of_call(db, found[1].id) if row.slug == slug)
