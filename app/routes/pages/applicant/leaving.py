"""Doors to take a dossier back or to give a draft up, and to come back on either."""

from fastapi import APIRouter, Response

from app.domain.workflow import refusal
from app.services import leaving
from app.web.applicant import Mine
from app.web.body import Body
from app.web.i18n import N_

router = APIRouter(prefix="/applicant/dossiers/{dossier}")


@router.get("/withdraw")
def ask_withdrawal(mine: Mine) -> Response:
    """Ask before a filed dossier is taken back."""
    if shut := refusal("withdraw", mine.facts()):
        raise shut
    return mine.show("applicant/withdraw.html")


@router.post("/withdraw")
def withdraw(_body: Body, mine: Mine) -> Response:
    """Take it back."""
    leaving.withdraw(mine.db, mine.dossier, actor=mine.me, now=mine.now)
    return mine.page.see(mine.path, N_("Votre dossier est retiré. Un message vous le confirme."), tone="blue")


@router.post("/restore")
def restore(_body: Body, mine: Mine) -> Response:
    """Come back on a withdrawal."""
    leaving.restore(mine.db, mine.dossier, actor=mine.me, now=mine.now)
    return mine.page.see(mine.path, N_("Votre dossier est rétabli : il sera examiné. Un message vous le confirme."))


@router.get("/discard")
def ask_discard(mine: Mine) -> Response:
    """Ask before a draft is given up."""
    if shut := refusal("discard", mine.facts()):
        raise shut
    return mine.show("applicant/discard.html")


@router.post("/discard")
def discard(_body: Body, mine: Mine) -> Response:
    """Give it up."""
    leaving.discard(mine.db, mine.dossier, actor=mine.me, now=mine.now)
    return mine.page.see(mine.path, N_("Votre brouillon est abandonné."), tone="blue")


@router.post("/recover")
def recover(_body: Body, mine: Mine) -> Response:
    """Take a draft up again."""
    leaving.recover(mine.db, mine.dossier, actor=mine.me, now=mine.now)
    return mine.page.see(mine.path, N_("Votre brouillon est de retour, tel que vous l’aviez laissé."))
