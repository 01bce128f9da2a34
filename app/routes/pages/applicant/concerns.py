"""Doors of whom those who file a dossier ask to keep away from it."""

from typing import Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Response

from app.domain.errors import Invalid, NotFound, WrongState
from app.domain.permissions import can
from app.forms.conflicts import ConcernForm
from app.models import Concern
from app.queries.concerns import of_dossier
from app.services import concerns
from app.web.applicant import Mine, Room
from app.web.binding import Bound, Posted, blank
from app.web.body import Body
from app.web.i18n import N_

router = APIRouter(prefix="/applicant/dossiers/{dossier}/concerns")


@router.get("")
def read(mine: Mine) -> Response:
    """Whom we named, and what was answered."""
    return _show(mine, blank(mine.language, key=uuid4()))


@router.post("")
def say(form: Posted[ConcernForm], mine: Mine) -> Response:
    """Name somebody."""
    if not form.ok:
        return _show(mine, form, status=422)
    try:
        concerns.say(mine.db, mine.dossier, form.form, actor=mine.me, now=mine.now)
    except (Invalid, WrongState) as error:
        return _show(mine, form.refused(error), status=error.status)
    return mine.page.see(f"{mine.path}/concerns", N_("C’est noté. L’équipe de l’appel vous répondra par courriel."))


@router.post("/{concern}/remove")
def take_back(concern: UUID, _body: Body, mine: Mine) -> Response:
    """Name them no longer."""
    found = mine.db.get(Concern, concern)
    if found is None or found.dossier_id != mine.dossier.id:
        raise NotFound
    concerns.take_back(mine.db, found, actor=mine.me, now=mine.now)
    return mine.page.see(f"{mine.path}/concerns", N_("Cette demande est retirée."), tone="blue")


def _show(mine: Room, form: Bound[Any], *, status: int = 200) -> Response:
    rows = of_dossier(mine.db, mine.dossier.id)
    verdict = can("raise_concern", mine.facts())
    return mine.show("applicant/concerns.html", status=status, rows=rows, form=form, may_say=bool(verdict))
