"""The door of what reviewers of a dossier see of each other, as the phase says."""

from fastapi import APIRouter, Response

from app.queries import forms, reviews
from app.queries.calls import call_of
from app.queries.peers import peers_of
from app.queries.readings import as_read
from app.queries.visibility import facts_of, rules_of
from app.routes.pages.reviewer.desk import slug_of
from app.web.database import Db
from app.web.guards import Me, Now, ReviewedDossier
from app.web.pages import Page

router = APIRouter(prefix="/reviewer/dossiers/{dossier}/peers")


@router.get("")
def peers(dossier: ReviewedDossier, page: Page, db: Db, me: Me, now: Now) -> Response:
    """The reviews that others handed in of a dossier I read; or why they are not shown."""
    facts = facts_of(db, dossier, me, now)
    scale, criteria = forms.rubric_of(db, dossier.track_id)
    mine = reviews.own_review(db, dossier.id, me.id)
    return page(
        "reviewer/peers.html",
        dossier=as_read(db, dossier),
        peers=peers_of(db, dossier, me, facts),
        mine=mine if mine and mine.state == "submitted" else None,
        rules=rules_of(call_of(db, dossier.call_id), now),
        criteria=criteria,
        scale_max=scale.scale_max,
        rubric_call=slug_of(db, me, dossier),
    )
