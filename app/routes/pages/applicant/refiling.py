"""Doors to change a dossier that is already filed, and to give the changes up."""

from fastapi import APIRouter, Response

from app.domain.workflow import refusal
from app.services import refiling
from app.web.applicant import Mine
from app.web.body import Body
from app.web.i18n import N_
from app.web.refiled import changed_rows

router = APIRouter(prefix="/applicant/dossiers/{dossier}")


@router.post("/reopen")
def reopen(_body: Body, mine: Mine) -> Response:
    """Open it to changes; whoever comes second finds it open."""
    if mine.dossier.reopened_at is None:
        refiling.reopen(mine.db, mine.dossier, actor=mine.me, now=mine.now)
    text = N_("Vous pouvez modifier le dossier. Ce qui est déposé compte jusqu’à ce que vous déposiez à nouveau.")
    return mine.page.see(mine.path, text, tone="blue")


@router.get("/revert")
def ask_to_revert(mine: Mine) -> Response:
    """Ask before changes are given up, and show them."""
    if shut := refusal("revert", mine.facts()):
        raise shut
    return mine.show("applicant/revert.html", changes=changed_rows(mine))


@router.post("/revert")
def revert(_body: Body, mine: Mine) -> Response:
    """The dossier says again what was filed."""
    refiling.revert(mine.db, mine.dossier, actor=mine.me, now=mine.now)
    text = N_("Vos modifications sont mises de côté. Le dossier est tel que vous l’avez déposé.")
    return mine.page.see(mine.path, text, tone="blue")
