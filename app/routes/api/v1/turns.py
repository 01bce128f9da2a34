"""Doors to change what is filed, to take a dossier back or give it up, and to come back on that."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session
from starlette.responses import Response

from app.domain.roles import Actor
from app.models import Dossier
from app.routes.api.v1.shapes.dossiers import DossierOut
from app.routes.api.v1.views import dossier_out
from app.services import leaving, refiling
from app.web.api import Room, answer
from app.web.api_guards import ApiOwnDossier, Caller
from app.web.database import Db
from app.web.etags import IfMatch, demand_version
from app.web.guards import Now
from app.web.idempotency import Repeat

room = Room("dossiers")
CHANGES = (409, 412, 428)


@room.post("/dossiers/{dossier}/reopen", DossierOut, scope="dossiers", problems=CHANGES)
def reopen_dossier(dossier: ApiOwnDossier, wanted: IfMatch, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Open a filed dossier of mine to changes; what was filed counts until it is filed again."""
    return repeat.keep(_turned(refiling.reopen, db, dossier, me, now, wanted=wanted))


@room.post("/dossiers/{dossier}/revert", DossierOut, scope="dossiers", problems=CHANGES)
def revert_dossier(dossier: ApiOwnDossier, wanted: IfMatch, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Give up the changes of my dossier that are not filed: it says again what was filed."""
    return repeat.keep(_turned(refiling.revert, db, dossier, me, now, wanted=wanted))


@room.post("/dossiers/{dossier}/withdraw", DossierOut, scope="dossiers", problems=CHANGES)
def withdraw_dossier(dossier: ApiOwnDossier, wanted: IfMatch, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Take my filed dossier back: it will not be examined."""
    return repeat.keep(_turned(leaving.withdraw, db, dossier, me, now, wanted=wanted))


@room.post("/dossiers/{dossier}/restore", DossierOut, scope="dossiers", problems=CHANGES)
def restore_dossier(dossier: ApiOwnDossier, wanted: IfMatch, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Come back on the withdrawal of my dossier, while filing is open: it counts as it was filed."""
    return repeat.keep(_turned(leaving.restore, db, dossier, me, now, wanted=wanted))


@room.post("/dossiers/{dossier}/discard", DossierOut, scope="dossiers", problems=CHANGES)
def discard_dossier(dossier: ApiOwnDossier, wanted: IfMatch, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Give my draft up."""
    return repeat.keep(_turned(leaving.discard, db, dossier, me, now, wanted=wanted))


@room.post("/dossiers/{dossier}/recover", DossierOut, scope="dossiers", problems=CHANGES)
def recover_dossier(dossier: ApiOwnDossier, wanted: IfMatch, db: Db, me: Caller, now: Now, repeat: Repeat) -> Response:
    """Take up again a draft of mine that I had given up."""
    return repeat.keep(_turned(leaving.recover, db, dossier, me, now, wanted=wanted))


def _turned(
    deed: Callable[..., None], db: Session, dossier: Dossier, me: Actor, now: datetime, *, wanted: int
) -> Response:
    demand_version(dossier.version, wanted)
    deed(db, dossier, actor=me, now=now)
    return answer(dossier_out(db, dossier, me, now), version=dossier.version)
