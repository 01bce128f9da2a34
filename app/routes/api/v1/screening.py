"""Doors of screening: admit, refuse, move to another track, give more time."""

from typing import Annotated

from fastapi import Depends
from starlette.responses import Response

from app.forms.api import ExtensionEntry, RefusalEntry, RequalificationEntry
from app.forms.screening import AdmissionForm
from app.models import Dossier
from app.queries import dossier_listings as lists
from app.routes.api.v1.shapes.dossiers import DossierOut, DraftOut
from app.routes.api.v1.views import dossier_out
from app.services import extensions, screening
from app.web.api import ById, Listed, Room, answer
from app.web.api_guards import ApiKnownDossier, ApiOrganisedCall, ApiOrganisedDossier, Caller
from app.web.database import Db
from app.web.etags import IfMatch, demand_version
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("screening")
CHANGES = (409, 412, 428)
A_REFUSAL = {"reason": "Le territoire du projet n’est pas en France."}
A_MOVE = {"track": "cooperation_project", "reason": "Le dossier décrit un projet de coopération, pas un pôle."}
MORE_TIME = {"until": "2011-11-04T12:00:00+01:00", "reason": "Panne de réseau de la commune le 31 octobre."}


async def _held(dossier: ApiOrganisedDossier, wanted: IfMatch) -> Dossier:
    """The dossier, if it is still as it was read."""
    demand_version(dossier.version, wanted)
    return dossier


HeldDossier = Annotated[Dossier, Depends(_held)]


@room.post("/dossiers/{dossier}/admit", DossierOut, scope="screening", problems=CHANGES)
def admit_dossier(held: HeldDossier, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Let a dossier go to its reviewers."""
    screening.admit(db, held, AdmissionForm(version=held.version), actor=me, now=now)
    return repeat.keep(_shown(held, db, me, now))


@room.post("/dossiers/{dossier}/refuse", DossierOut, scope="screening", problems=CHANGES, example=A_REFUSAL)
def refuse_dossier(held: HeldDossier, form: RefusalEntry, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Refuse a dossier, for a reason its owner reads."""
    said = form.model_copy(update={"version": held.version})
    screening.refuse(db, held, said, actor=me, now=now)
    return repeat.keep(_shown(held, db, me, now))


@room.post("/dossiers/{dossier}/requalify", DossierOut, scope="screening", problems=CHANGES, example=A_MOVE)
def requalify_dossier(
    held: HeldDossier, form: RequalificationEntry, db: Db, me: Caller, now: Now, repeat: Repeat
) -> Response:
    """Move a dossier to another track; its answers stay."""
    said = form.model_copy(update={"version": held.version})
    screening.requalify(db, held, said, actor=me, now=now)
    return repeat.keep(_shown(held, db, me, now))


@room.get("/calls/{call}/drafts", Listed[DraftOut])
def list_drafts(call: ApiOrganisedCall, paging: ById, db: Db, me: Caller) -> Listed[DraftOut]:
    """List the drafts of a call I run: that they exist and how full they are, no more."""
    rows = lists.drafts_after(db, me, call.id, paging.after, paging.reach)
    return paging.page(rows, DraftOut.model_validate, key=lambda row: row.id)


@room.post("/dossiers/{dossier}/extend", DraftOut, scope="screening", problems=(409,), example=MORE_TIME)
def extend_dossier(
    dossier: ApiKnownDossier, form: ExtensionEntry, db: Db, me: Caller, now: Now, repeat: Repeat
) -> Response:
    """Give one draft more time, with a reason that is kept."""
    extensions.extend(db, dossier, form.until, form.reason, actor=me, now=now)
    db.flush()
    return repeat.keep(answer(DraftOut.model_validate(lists.draft_of(db, dossier))))


def _shown(dossier: Dossier, db: Db, me: Caller, now: Now) -> Response:
    return answer(dossier_out(db, dossier, me, now), version=dossier.version)
