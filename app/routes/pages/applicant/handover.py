"""Doors by which a dossier changes owner: it is offered to somebody of the team, who accepts or not."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import Forbidden, NotFound, WrongState
from app.domain.permissions import can
from app.queries.dossier_team import name_of, team_of
from app.services import team
from app.web.applicant import Mine, Ours
from app.web.applicant_team import own_place
from app.web.body import Body
from app.web.i18n import N_

router = APIRouter(prefix="/applicant/dossiers/{dossier}")


@router.get("/team/{collaborator}/offer")
def ask_offer(collaborator: UUID, mine: Mine) -> Response:
    """Ask before a dossier is offered to somebody."""
    if not (verdict := can("manage_team", mine.facts())):
        raise Forbidden(verdict.reason)
    row = next((one for one in team_of(mine.db, mine.dossier.id) if one.id == collaborator), None)
    if row is None:
        raise NotFound
    return mine.show("applicant/team_offer.html", row=row) if row.works else mine.page.see(f"{mine.path}/team")


@router.post("/team/{collaborator}/offer")
def offer(collaborator: UUID, _body: Body, mine: Ours) -> Response:
    """Ask them to take it over."""
    row = team.offer(mine.db, mine.dossier, collaborator, actor=mine.me, now=mine.now)
    text = N_("%(name)s a reçu votre proposition. Le dossier reste le vôtre jusqu’à sa réponse.")
    return mine.page.see(f"{mine.path}/team", text, name=row.name)


@router.post("/team/keep")
def keep(_body: Body, mine: Ours) -> Response:
    """Take the offer back."""
    team.take_offer_back(mine.db, mine.dossier, actor=mine.me, now=mine.now)
    return mine.page.see(f"{mine.path}/team", N_("Votre proposition est reprise : le dossier reste le vôtre."))


@router.get("/take-over")
def ask_take_over(mine: Mine) -> Response:
    """Read what it means to become responsible for this dossier, before answering."""
    place = own_place(mine, team_of(mine.db, mine.dossier.id))
    if place is None or not place.takes_over:
        return mine.page.see(mine.path, N_("Ce dossier ne vous est plus proposé. Rien n’a changé."), tone="blue")
    return mine.show("applicant/take_over.html", owner=name_of(mine.db, mine.dossier.owner_id))


@router.post("/take-over")
def take_over(_body: Body, mine: Ours) -> Response:
    """Become its owner."""
    if mine.dossier.owner_id == mine.me.id:
        raise WrongState("own_dossier")
    team.take_over(mine.db, mine.dossier, actor=mine.me, now=mine.now)
    return mine.page.see(mine.path, N_("Vous êtes maintenant responsable de ce dossier : c’est vous qui le déposez."))


@router.post("/take-over/decline")
def decline_take_over(_body: Body, mine: Ours) -> Response:
    """Leave it to its owner."""
    team.refuse_offer(mine.db, mine.dossier, actor=mine.me, now=mine.now)
    return mine.page.see(mine.path, N_("Vous avez décliné. La personne responsable est prévenue."), tone="blue")
