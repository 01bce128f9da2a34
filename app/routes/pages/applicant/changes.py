"""Doors of a form that changed under a draft: what changed, having seen it, and the answers it no longer asks for."""

from fastapi import APIRouter, Response

from app.forms.form_version import ChangesSeen
from app.services import form_moves
from app.web.applicant import Mine
from app.web.applicant_changes import changes_of, retired_answers
from app.web.binding import Posted
from app.web.i18n import N_

router = APIRouter(prefix="/applicant/dossiers/{dossier}")


@router.get("/changes")
def changes(mine: Mine) -> Response:
    """Everything that changed since I last looked."""
    moved = changes_of(mine)
    if moved is None:
        return mine.page.see(mine.path)
    return mine.show("applicant/changes.html", moved=moved, set_aside=len(retired_answers(mine)))


@router.post("/changes")
def seen(form: Posted[ChangesSeen], mine: Mine) -> Response:
    """I have seen what changed."""
    if form.value is not None:
        form_moves.see(mine.db, mine.dossier, form.form.version, actor=mine.me, now=mine.now)
    back = form.typed("back")
    here = any(section.key == back for section in mine.plan.sections)
    return mine.page.see(
        f"{mine.path}/sections/{back}" if here else mine.path, N_("C’est noté : ces changements ne sont plus signalés.")
    )


@router.get("/set-aside")
def set_aside(mine: Mine) -> Response:
    """My answers to questions that are no longer asked, or are asked otherwise."""
    return mine.show("applicant/set_aside.html", answers=retired_answers(mine))
