"""Doors of conflicts of interest: declared, listed, dismissed with a reason."""

from uuid import UUID, uuid4

from starlette.responses import Response

from app.domain.errors import Forbidden, Invalid, NotFound
from app.forms.assignment import NewConflict, Recusal
from app.forms.conflicts import Confirmation, Rejection, Undoing
from app.models import Conflict, Person
from app.queries import listings
from app.routes.api.v1.jobs import job_out
from app.routes.api.v1.shapes.house import JobOut
from app.routes.api.v1.shapes.reviewing import ConflictOut, ConflictRowOut
from app.services import assignments, conflicts, detection
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
A_CONFIRMATION = {"note": "Confirmé au téléphone.", "seen": "suspected"}
A_LOOK_AGAIN = {"seen": "dismissed"}


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


@room.post("/conflicts/{conflict}/dismiss", ConflictOut, scope="assignments", problems=(409, 412), example=A_DISMISSAL)
def dismiss_conflict(conflict: UUID, form: Rejection, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Say why a tie does not matter; a review already given counts again. `seen`: the state that was read, if any."""
    found = _found(db, conflict, me, now)
    return repeat.keep(answer(_shown(conflicts.dismiss(db, found, form.reason, actor=me, now=now, seen=form.seen))))


@room.post(
    "/conflicts/{conflict}/confirm", ConflictOut, scope="assignments", problems=(409, 412), example=A_CONFIRMATION
)
def confirm_conflict(conflict: UUID, form: Confirmation, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Say that a tie matters: the person is kept away from the dossier."""
    found = _found(db, conflict, me, now)
    return repeat.keep(answer(_shown(conflicts.confirm(db, found, form.note, actor=me, now=now, seen=form.seen))))


@room.post("/conflicts/{conflict}/reopen", ConflictOut, scope="assignments", problems=(409, 412), example=A_LOOK_AGAIN)
def undo_decision(conflict: UUID, form: Undoing, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Undo what was decided of a tie: it is what it was before anybody decided."""
    found = _found(db, conflict, me, now)
    return repeat.keep(answer(_shown(conflicts.reopen(db, found, actor=me, now=now, seen=form.seen))))


@room.post("/calls/{call}/conflicts/detection", JobOut, scope="assignments", status=202)
def look_for_conflicts(call: ApiOrganisedCall, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Look for what ties people to the dossiers of a call; what is decided does not change."""
    job = detection.look_now(db, call, key=repeat.key or str(uuid4()), actor_id=me.id, now=now)
    return repeat.keep(answer(job_out(job, mine=True), 202, location=f"/jobs/{job.id}"))


@room.post("/dossiers/{dossier}/recusal", scope="reviews", status=204, problems=(409,), example=A_RECUSAL)
def recuse_myself(dossier: ApiReviewedDossier, form: Recusal, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Give a dossier back: a conflict of interest, or another reason."""
    if form.why == "conflict":
        conflicts.declare(db, dossier, me.id, form.reason, actor=me, now=now)
    else:
        assignments.decline(db, dossier, form.reason, actor=me, now=now)
    return repeat.keep(nothing())


def _found(db: Db, conflict: UUID, me: Caller, now: Now) -> Conflict:
    """A conflict of a dossier this person runs without being tied to it; raises NotFound."""
    found = db.get(Conflict, conflict)
    if found is None:
        raise NotFound
    organised_dossier(db, me, found.dossier_id, now)
    return found


def _shown(row: Conflict) -> ConflictOut:
    return ConflictOut.model_validate(row.model_dump() | {"dossier": row.dossier_id, "person": row.person_id})
