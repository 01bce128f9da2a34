"""Doors of the history of one's own review: what it said before, and an earlier version brought back."""

from fastapi import APIRouter, Response

from app.domain.errors import Stale, WrongState
from app.domain.permissions import can
from app.domain.review_content import ReviewContent
from app.forms.review import Handing
from app.models import Dossier
from app.queries import forms
from app.queries.review_versions import versions_of
from app.queries.reviews import own_review
from app.queries.visibility import facts_of
from app.routes.pages.reviewer import desk
from app.services import reviews
from app.web.binding import Posted
from app.web.database import Db
from app.web.guards import Me, Now, ReviewedDossier
from app.web.i18n import N_
from app.web.messages import sentence
from app.web.pages import Page
from app.web.review_past import past_of

router = APIRouter(prefix="/reviewer/dossiers/{dossier}/history")


@router.get("")
def history(dossier: ReviewedDossier, page: Page, db: Db, me: Me, now: Now) -> Response:
    """What my review said, sitting by sitting."""
    return _show(page, db, me, dossier, now)


@router.post("/{number}/restore")
def bring_back(
    dossier: ReviewedDossier, number: int, form: Posted[Handing], page: Page, db: Db, me: Me, now: Now
) -> Response:
    """Let my review say this again; what it says now stays in the history."""
    try:
        reviews.restore(db, dossier, number, version=form.form.version if form.ok else -1, actor=me, now=now)
    except (Stale, WrongState) as error:
        return _show(page, db, me, dossier, now, said=sentence(error, page.language), status=409)
    text = N_("Cette version est remise. Celle qu’elle remplace reste ici.")
    return page.see(f"/reviewer/dossiers/{dossier.id}/history", text)


def _show(page: Page, db: Db, me: Me, dossier: Dossier, now: Now, *, said: str = "", status: int = 200) -> Response:
    saved = own_review(db, dossier.id, me.id)
    scale, criteria = forms.rubric_of(db, dossier.track_id)
    says = ReviewContent(saved.scores, saved.comments, saved.comment, saved.private_note) if saved else ReviewContent()
    return page(
        "reviewer/history.html",
        status=status,
        versions=past_of(versions_of(db, dossier.id, me.id), says, criteria, page.language),
        open=bool(can("review", facts_of(db, dossier, me, now))) and not desk.is_given(saved),
        said=said,
        scale_max=scale.scale_max,
        **desk.head(db, me, dossier, saved, now),
    )
