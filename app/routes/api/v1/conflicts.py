"""Doors of conflicts of interest: declared, listed, dismissed with a reason."""

from uuid import UUID

from starlette.responses import Response

from app.domain.errors import Forbidden, Invalid, NotFound
from app.forms.assignment import Dismissal, NewConflict, Recusal
from app.models import Conflict, Person
from app.queries import listings
from app.routes.api.v1.shapes.reviewing import ConflictOut, ConflictRowOut
from app.services import assignments, conflicts
from app.web.api import ById, Listed, Room, answer, nothing
from app.web.api_guards import ApiDossier, ApiOrganisedCall, ApiReviewedDossier, Caller, organised_dossier
from app.web.database import Db
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("conflicts")
A_CONFLICT = {
    "person": "0198f3c0-7d11-7c7e-9c8e-5f2f6f1d7a10",
    "evidence": "Membre du conseil d’administration de la structure porteuse.",
}
A_RECUSAL = {"why": "conflict", "reason": "J’ai travaillé pour cette association jusqu’en 2010."}
A_DISMISSAL = {"reason": "Homonyme : vérifié auprès des deux personnes."}


@room.get("/calls/{call}/conflicts", Listed[ConflictRowOut])
def list_conflicts(call: ApiOrganisedCall, paging: ById, db: Db, me: Caller) -> Listed[ConflictRowOut]:
    """List the conflicts of a call I run, over the dossiers I may see."""
    rows = listings.conflicts_after(db, me, call.id, after=paging.after, reach=paging.reach)
    return paging.page(rows, ConflictRowOut.model_validate, key=lambda row: row.id)


@room.post(
    "/dossiers/{dossier}/conflicts", ConflictOut, scope="assignments", status=201, problems=(409,), example=A_CONFLICT
)
def declare_conflict(dossier: ApiDossier, form: NewConflict, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Keep a person away from a dossier; their assignment falls."""
    if form.person != me.id and not me.is_organiser(dossier.call_id):
        raise Forbidden("only_an_organiser")
    if db.get(Person, form.person) is None:
        raise Invalid("unknown_person", field="person")
    made = conflicts.declare(db, dossier, form.person, form.evidence, actor=me, now=now)
    return repeat.keep(answer(_shown(made), 201))


@room.post("/conflicts/{conflict}/dismiss", ConflictOut, scope="assignments", problems=(409,), example=A_DISMISSAL)
def dismiss_conflict(conflict: UUID, form: Dismissal, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Say why a tie does not matter; a review already given counts again."""
    found = db.get(Conflict, conflict)
    if found is None:
        raise NotFound
    organised_dossier(db, me, found.dossier_id, now)
    return repeat.keep(answer(_shown(conflicts.dismiss(db, found, form.reason, actor=me, now=now))))


@room.post("/dossiers/{dossier}/recusal", scope="reviews", status=204, problems=(409,), example=A_RECUSAL)
def recuse_myself(dossier: ApiReviewedDossier, form: Recusal, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Give a dossier back: a conflict of interest, or another reason."""
    if form.why == "conflict":
        conflicts.declare(db, dossier, me.id, form.reason, actor=me, now=now)
    else:
        assignments.decline(db, dossier, form.reason, actor=me, now=now)
    return repeat.keep(nothing())


def _shown(row: Conflict) -> ConflictOut:
    return ConflictOut.model_validate(row.model_dump() | {"dossier": row.dossier_id, "person": row.person_id})
