"""Doors of a reviewer who cannot review a dossier: a conflict of interest, or another reason."""

from fastapi import APIRouter, Response

from app.domain.errors import WrongState
from app.forms.assignment import Recusal
from app.models import Dossier
from app.queries import reviews
from app.queries.readings import as_read
from app.routes.pages.reviewer import desk
from app.services import assignments, conflicts
from app.web.binding import Bound, Posted, blank
from app.web.database import Db
from app.web.guards import Me, Now, ReviewedDossier
from app.web.i18n import N_
from app.web.pages import Page

router = APIRouter(prefix="/reviewer/dossiers/{dossier}/recusal")


@router.get("")
def cannot(dossier: ReviewedDossier, page: Page, db: Db, me: Me) -> Response:
    """Why I cannot review it."""
    return _show(page, db, me, dossier, blank(page.language))


@router.post("")
def recuse(dossier: ReviewedDossier, form: Posted[Recusal], page: Page, db: Db, me: Me, now: Now) -> Response:
    """Give it back: it leaves my pages at once."""
    if not form.ok:
        return _show(page, db, me, dossier, form)
    try:
        if form.form.why == "conflict":
            conflicts.declare(db, dossier, me.id, form.form.reason, actor=me, now=now)
        else:
            assignments.decline(db, dossier, form.form.reason, actor=me, now=now)
    except WrongState as error:
        return _show(page, db, me, dossier, form.refused(error))
    return page.see("/reviewer", N_("C’est noté. Ce dossier sera lu par quelqu’un d’autre."))


def _show(page: Page, db: Db, me: Me, dossier: Dossier, form: Bound[Recusal]) -> Response:
    given = desk.is_given(reviews.own_review(db, dossier.id, me.id))
    status = 422 if form.errors else 200
    slug = desk.slug_of(db, me, dossier)
    shown = as_read(db, dossier)
    return page("reviewer/recusal.html", status=status, dossier=shown, form=form, given=given, rubric_call=slug)
