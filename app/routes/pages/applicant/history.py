"""Doors of the history of answers: what changed, by whom, and the text before brought back."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.domain.errors import NotFound, Stale
from app.forms.exchange import RestoreForm
from app.queries.answer_history import asked_at, change_in
from app.services.answer_restoring import restore
from app.web.applicant import Mine, Ours
from app.web.applicant_saving import comparison, texts_of
from app.web.applicant_words import history_page, question_history_page
from app.web.binding import Posted
from app.web.i18n import N_

router = APIRouter(prefix="/applicant/dossiers/{dossier}/history")
PageNumber = Annotated[int, Query(ge=1, le=10_000)]


@router.get("")
def whole(ours: Ours, page: PageNumber = 1) -> Response:
    """How the answers of the dossier changed."""
    return ours.show("applicant/history.html", status=200, **history_page(ours, page=page))


@router.get("/{question}")
def of_question(question: str, ours: Ours, page: PageNumber = 1) -> Response:
    """How one answer changed."""
    shown = question_history_page(ours, question, page=page)
    if shown is None:
        raise NotFound
    return ours.show("applicant/history_question.html", status=200, **shown)


@router.post("/{question}/{change}/restore")
def bring_back(question: str, change: UUID, form: Posted[RestoreForm], mine: Mine) -> Response:
    """Give the question the text it had before a change; a text saved meanwhile is shown beside it."""
    found = change_in(mine.db, mine.dossier.id, question, change)
    if found is None:
        raise NotFound
    try:
        restore(mine.db, mine.dossier, found, version=form.form.version if form.ok else -1, actor=mine.me, now=mine.now)
    except Stale as error:
        if (place := asked_at(mine.plan, question)) is None:
            raise NotFound from None
        return comparison(mine, place.section, texts_of(error))
    text = N_("Le texte d’avant est remis. Celui qu’il remplace reste dans l’historique.")
    return mine.page.see(f"{mine.path}/history/{question}", text)
