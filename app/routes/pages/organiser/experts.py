"""Doors of an expert for one dossier: asked and given it at once, revoked as any reviewer is."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from app.domain.errors import Invalid, WrongState
from app.forms.pool import ExpertForm
from app.queries.inviting import askable_dossiers
from app.services import pool
from app.web.binding import Bound, Posted, blank
from app.web.i18n import N_
from app.web.organiser import Office, Run

router = APIRouter(prefix="/organiser/calls/{call}/people/expert")


@router.get("")
def expert_page(office: Run, dossier: Annotated[str, Query(max_length=40)] = "") -> Response:
    """Whom to ask, for which dossier."""
    return _show(office, blank(office.language, dossier=dossier))


@router.post("")
def ask(form: Posted[ExpertForm], office: Run) -> Response:
    """Ask them: they are written to, and the dossier is theirs to read."""
    if not form.ok:
        return _show(office, form, status=422)
    try:
        pool.ask_expert(office.db, office.call, form.form, actor=office.me, now=office.now)
    except (Invalid, WrongState) as error:
        return _show(office, form.refused(error), status=error.status)
    text = N_("%(name)s est invité à lire ce dossier. Le courriel part.")
    return office.page.see(f"{office.path}/assignments/{form.form.dossier}", text, name=form.form.name)


def _show(office: Office, form: Bound[Any], *, status: int = 200) -> Response:
    rows = askable_dossiers(office.db, office.me, office.call.id)
    dossiers = [(str(row.id), f"{row.reference} {row.title}") for row in rows]
    return office.show("organiser/people_expert.html", status=status, form=form, dossiers=dossiers)
