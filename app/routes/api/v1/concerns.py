"""Doors of whom those who file a dossier ask to keep away from it, and of the answers."""

from uuid import UUID

from starlette.responses import Response

from app.domain.errors import Forbidden, NotFound
from app.forms.conflicts import ConcernAnswer, ConcernForm
from app.models import Concern
from app.queries import concerns as eyes
from app.queries import dossiers
from app.routes.api.v1.shapes.ties import ConcernOut, ConcernRowOut, ConcernRowsOut, ConcernsOut
from app.services import concerns
from app.web.api import Room, answer, nothing
from app.web.api_guards import ApiDossier, ApiFacts, ApiOrganisedCall, ApiOwnDossier, Caller, organised_dossier
from app.web.database import Db
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("conflicts")
A_CONCERN = {"name": "Gérard Mazoyer", "organisation": "Coop’Alpes", "reason": "Nous sommes en procès avec lui."}
AN_ANSWER = {"person": "0198f3c0-7d11-7c7e-9c8e-5f2f6f1d7a10", "answer": "Nous en avons tenu compte."}


@room.get("/dossiers/{dossier}/concerns", ConcernsOut)
def list_concerns(dossier: ApiDossier, facts: ApiFacts, db: Db) -> Response:
    """List whom we asked to keep away from a dossier that I file."""
    if not facts.is_inside:
        raise Forbidden("not_yours")
    return answer(ConcernsOut(items=[ConcernOut.model_validate(row) for row in eyes.of_dossier(db, dossier.id)]))


@room.post(
    "/dossiers/{dossier}/concerns", ConcernOut, scope="messages", status=201, problems=(409,), example=A_CONCERN
)  # fmt: skip
def raise_concern(dossier: ApiOwnDossier, form: ConcernForm, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Ask that somebody be kept away from a dossier that I write, and say why."""
    made = concerns.say(db, dossier, form, actor=me, now=now)
    return repeat.keep(answer(ConcernOut.model_validate(made), 201))


@room.delete("/concerns/{concern}", scope="messages", problems=(409,))
def take_concern_back(concern: UUID, db: Db, me: Caller, now: Now) -> Response:
    """Ask it no longer, as long as nobody answered."""
    found = db.get(Concern, concern)
    if found is None or dossiers.visible(db, me, found.dossier_id, to_change=True) is None:
        raise NotFound
    concerns.take_back(db, found, actor=me, now=now)
    return nothing()


@room.get("/calls/{call}/concerns", ConcernRowsOut)
def list_concerns_of_call(call: ApiOrganisedCall, db: Db, me: Caller) -> Response:
    """List whom applicants ask to keep away, over the dossiers I may see."""
    return answer(
        ConcernRowsOut(items=[ConcernRowOut.model_validate(row) for row in eyes.of_call(db, me, call.id)])
    )  # fmt: skip


@room.post(
    "/concerns/{concern}/settle", ConcernOut, scope="assignments", problems=(409, 412), example=AN_ANSWER
)  # fmt: skip
def settle_concern(concern: UUID, form: ConcernAnswer, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Answer those who file, and keep a person away if it is so; they get the answer by mail."""
    found = db.get(Concern, concern)
    if found is None:
        raise NotFound
    organised_dossier(db, me, found.dossier_id, now)
    return repeat.keep(answer(ConcernOut.model_validate(concerns.settle(db, found, form, actor=me, now=now))))
