"""Doors to take a dossier back, or to give a draft up."""

from fastapi import APIRouter, Response

from app.domain.workflow import refusal
from app.services import dossiers
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
    dossiers.withdraw(mine.db, mine.dossier, actor=mine.me, now=mine.now)
    return mine.page.see(mine.path, N_("Votre dossier est retiré. Un message vous le confirme."), tone="blue")


@router.get("/discard")
def ask_discard(mine: Mine) -> Response:
    """Ask before a draft is given up."""
    if shut := refusal("discard", mine.facts()):
        raise shut
    return mine.show("applicant/discard.html")


@router.post("/discard")
def discard(_body: Body, mine: Mine) -> Response:
    """Give it up."""
    dossiers.discard(mine.db, mine.dossier, actor=mine.me, now=mine.now)
    return mine.page.see("/applicant", N_("Votre brouillon est abandonné."), tone="blue")
