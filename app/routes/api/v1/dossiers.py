"""Doors of dossiers: lists by role, the dossier itself, and its filing."""

from typing import Annotated, Literal

from fastapi import Depends, Query
from starlette.responses import Response

from app.domain.errors import Invalid
from app.forms.api import DossierStart
from app.forms.dossier import Submission
from app.forms.screening import DeskFilter
from app.queries import calls
from app.queries import dossier_listings as lists
from app.routes.api.v1.receipts import receipt_out
from app.routes.api.v1.shapes.dossiers import DossierOut, DossierRowOut, ReceiptOut
from app.routes.api.v1.views import dossier_out
from app.services import dossiers
from app.web.api import ById, ByNumber, Listed, Room, answer
from app.web.api_guards import ApiCall, ApiDossier, ApiOrganisedCall, ApiOwnDossier, Caller
from app.web.database import Db
from app.web.etags import IfMatch, demand_version
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("dossiers")
A_START = {"track": "pole"}
A_SUBMISSION = {"exact": "yes", "informed": "yes"}
CHANGES = (409, 412, 428)
View = Literal["all", "to_screen", "admitted", "refused", "requalified", "late", "withdrawn"]


async def _wanted(
    view: View = "all",
    state: Literal["", "filed", "to_correct", "admitted", "refused", "withdrawn"] = "",
    track: Annotated[str, Query(max_length=40)] = "",
    region: Annotated[str, Query(max_length=80)] = "",
    q: Annotated[str, Query(max_length=200)] = "",
) -> DeskFilter:
    """The same filter as the desk of organisers; a list by key has one order."""
    return DeskFilter(view=view, state=state, track=track, region=region, q=q)


Wanted = Annotated[DeskFilter, Depends(_wanted)]


@room.get("/dossiers", Listed[DossierRowOut])
def list_own_dossiers(paging: ById, db: Db, me: Caller, call: str = "") -> Listed[DossierRowOut]:
    """List my own dossiers, drafts included; of one call if asked."""
    rows = lists.own_after(db, me, call, paging.after, paging.reach)
    return paging.page(rows, DossierRowOut.model_validate, key=lambda row: row.id)


@room.get("/calls/{call}/dossiers", Listed[DossierRowOut])
def list_filed_dossiers(
    call: ApiOrganisedCall, paging: ByNumber, wanted: Wanted, db: Db, me: Caller
) -> Listed[DossierRowOut]:
    """List the filed dossiers of a call I run, by number; what is filed meanwhile comes at the end."""
    rows = lists.filed_after(db, me, call.id, wanted, after=paging.after, reach=paging.reach)
    return paging.page(rows, DossierRowOut.model_validate, key=lambda row: row.number)


@room.post("/calls/{call}/dossiers", DossierOut, scope="dossiers", status=201, problems=(409,), example=A_START)
def start_dossier(call: ApiCall, form: DossierStart, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Start a draft in a track of an open call, with the answers to what is asked before."""
    track = calls.track_of(db, call.id, form.track)
    if track is None:
        raise Invalid("unknown_track", field="track")
    made = dossiers.start(db, me, call, track, now=now, answers=form.answers)
    shown = dossier_out(db, made, me, now)
    return repeat.keep(answer(shown, 201, version=made.version, location=f"/dossiers/{made.id}"))


@room.get("/dossiers/{dossier}", DossierOut)
def read_dossier(dossier: ApiDossier, db: Db, me: Caller, now: Now) -> Response:
    """Read a dossier that is mine, that I screen, or that I review."""
    return answer(dossier_out(db, dossier, me, now), version=dossier.version)


@room.post("/dossiers/{dossier}/submit", ReceiptOut, scope="dossiers", problems=CHANGES, example=A_SUBMISSION)
def submit_dossier(
    dossier: ApiOwnDossier, _form: Submission, wanted: IfMatch, db: Db, me: Caller, now: Now, repeat: Repeat
) -> Response:
    """File my dossier, or file it again with its changes; the receipt proves what was filed."""
    demand_version(dossier.version, wanted)
    revision = dossiers.submit(db, dossier, actor=me, now=now)
    return repeat.keep(answer(receipt_out(dossier, revision), version=dossier.version))
