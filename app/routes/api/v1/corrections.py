"""Doors of corrections: asked of a filed dossier, given more time, ended; read by who files it and its organisers."""

from starlette.responses import Response

from app.domain.errors import NotFound
from app.domain.permissions import can
from app.forms.api import CorrectionEntry, MoreTimeEntry
from app.queries.corrections import CorrectionRow, corrections_of
from app.routes.api.v1.screening import CHANGES, HeldDossier
from app.routes.api.v1.shapes.exchange import AskedQuestionOut, CorrectionOut, CorrectionsOut
from app.services import corrections
from app.web.api import Room, answer
from app.web.api_guards import ApiDossier, ApiFacts, Caller
from app.web.database import Db
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("screening")
A_CORRECTION = {
    "reason": "Le budget ne dit pas d’où viennent les ventes de 2013.",
    "due_at": "2011-11-15T18:00:00+01:00",
    "questions": [{"key": "budget", "note": "La colonne 2013."}],
}
MORE_TIME = {"due_at": "2011-11-18T18:00:00+01:00"}


@room.get("/dossiers/{dossier}/corrections", CorrectionsOut)
def list_corrections(dossier: ApiDossier, facts: ApiFacts, db: Db) -> Response:
    """List what was asked of a dossier, the last first."""
    if not can("message", facts) and not facts.is_inside:
        raise NotFound
    return answer(_all(db, dossier))


@room.post("/dossiers/{dossier}/corrections", CorrectionsOut, scope="screening", problems=CHANGES, example=A_CORRECTION)
def ask_correction(held: HeldDossier, form: CorrectionEntry, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Open some questions of a filed dossier again, and no others, until an instant; who writes it is told."""
    said = form.model_copy(update={"version": held.version})
    corrections.ask(db, held, said, actor=me, now=now)
    return repeat.keep(answer(_all(db, held), version=held.version))


@room.post(
    "/dossiers/{dossier}/corrections/prolong", CorrectionsOut, scope="screening", problems=CHANGES, example=MORE_TIME
)
def prolong_correction(
    held: HeldDossier, form: MoreTimeEntry, db: Db, me: Caller, now: Now, repeat: Repeat
) -> Response:
    """Give more time for the correction that is awaited."""
    corrections.prolong(db, held, form.due_at, actor=me, now=now)
    return repeat.keep(answer(_all(db, held), version=held.version))


@room.post("/dossiers/{dossier}/corrections/end", CorrectionsOut, scope="screening", problems=CHANGES)
def end_correction(held: HeldDossier, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """No longer wait for a correction: the dossier stays as it was filed."""
    corrections.end(db, held, actor=me, now=now)
    return repeat.keep(answer(_all(db, held), version=held.version))


def _all(db: Db, dossier: ApiDossier) -> CorrectionsOut:
    db.flush()
    return CorrectionsOut(items=[_shown(row) for row in corrections_of(db, dossier.id)])


def _shown(row: CorrectionRow) -> CorrectionOut:
    questions = [AskedQuestionOut(key=key, note=note) for key, note in row.questions]
    same = ("number", "asked_by", "asked_at", "reason", "due_at", "answered_at", "ended_at")
    return CorrectionOut(questions=questions, **{name: getattr(row, name) for name in same})
