"""Doors of wishes: what a reviewer would like to read, until when it is asked, and what was said."""

from starlette.responses import Response

from app.domain.errors import NotFound
from app.forms.wishes import AskingIn, WishesIn
from app.queries import wishes as eyes
from app.queries.reviewing import plan_of
from app.routes.api.v1.settings import HeldCall
from app.routes.api.v1.shapes.ties import AskingOut, StandingOut, StandingsOut, WishedOut, WishesSavedOut
from app.services import wishes
from app.web.api import ByNumber, Listed, Room, answer
from app.web.api_guards import ApiCall, ApiOrganisedCall, Caller
from app.web.database import Db
from app.web.guards import Now

room = Room("wishes")
SOME_WISHES = {"wishes": [{"dossier": "0198f3c0-7d11-7c7e-9c8e-5f2f6f1d7a10", "wish": "want"}]}
AN_ASKING = {"until": "2012-01-15T22:00:00Z", "weight": 20, "tell": True}


@room.get("/calls/{call}/wishes", Listed[WishedOut])
def list_wishes(call: ApiCall, paging: ByNumber, db: Db, me: Caller) -> Listed[WishedOut]:
    """List the dossiers I may wish for in a call I review, with what I said of each."""
    if not eyes.asks(db, me, call):
        raise NotFound
    rows = eyes.page_of(db, me, call.id, me.language, after=paging.after or 0, reach=paging.reach)
    return paging.page(rows, WishedOut.model_validate, key=lambda row: row.number)


@room.put("/calls/{call}/wishes", WishesSavedOut, scope="reviews", problems=(409,), example=SOME_WISHES)
def save_wishes(call: ApiCall, form: WishesIn, db: Db, me: Caller, now: Now) -> Response:
    """Say what I would like to read; dossiers that are not named keep their wish, an empty wish takes one back."""
    wanted = {one.dossier: one.wish for one in form.wishes}
    return answer(WishesSavedOut(changed=wishes.say(db, call, dict(wanted), actor=me, now=now)))


@room.put("/calls/{call}/wishes/asking", AskingOut, scope="assignments", problems=(412, 428), example=AN_ASKING)
def ask_for_wishes(held: HeldCall, form: AskingIn, db: Db, me: Caller, now: Now) -> Response:
    """Ask the reviewers of a call I run for wishes until an instant (null: no longer), and give these a weight."""
    call = wishes.ask(
        db, held, form.until, form.weight, version=held.version, tell=form.tell, actor=me, now=now
    )  # fmt: skip
    plan = plan_of(call)
    return answer(AskingOut(until=plan.wishes_until, weight=plan.weights.wishes), version=call.version)


@room.get("/calls/{call}/wishes/standings", StandingsOut)
def read_standings(call: ApiOrganisedCall, db: Db, me: Caller) -> Response:
    """Read how many would like each dossier of a call I run, the least wanted first."""
    said = eyes.said_by_pool(db, call.id)
    items = [StandingOut.model_validate(row) for row in eyes.standings(db, me, call.id)]
    return answer(StandingsOut(reviewers=said.total, answered=said.said, items=items))
