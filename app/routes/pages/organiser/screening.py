"""Doors of the screening: the queue, and one act on one dossier, previewed before it is done."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request, Response

from app.domain.errors import DomainError, Forbidden, Invalid
from app.forms.screening import AdmissionForm, RefusalForm, RequalificationForm
from app.queries import screening as eyes
from app.services import screening
from app.web.binding import Bound, bind_fields
from app.web.body import Body
from app.web.i18n import N_
from app.web.language import language_of
from app.web.organiser import AtDesk, Desk, Run
from app.web.organiser_pages import dossier_page, letter_page

router = APIRouter(prefix="/organiser/calls/{call}")
_FORMS = {"admit": AdmissionForm, "refuse": RefusalForm, "requalify": RequalificationForm}
_SAID = {
    "admit": N_("%(reference)s est recevable. Le porteur est prévenu."),
    "refuse": N_("%(reference)s est irrecevable. Le porteur est prévenu, avec le motif."),
    "requalify": N_("%(reference)s a changé de catégorie. Le porteur est prévenu, avec le motif."),
}


async def _bound(request: Request, body: Body) -> Bound[Any]:
    """The form of the act that was chosen; no act chosen is its own mistake."""
    form = _FORMS.get(str(body.get("act", "")))
    return bind_fields(form or AdmissionForm, body, language_of(request))


Act = Annotated[Bound[Any], Depends(_bound)]


@router.get("/screening")
def queue(office: Run) -> Response:
    """The dossier that has waited longest; when none waits, when the last one was examined."""
    first = eyes.first_waiting(office.db, office.me, office.call.id)
    if first is not None:
        return office.page.see(f"{office.path}/screening/{first}")
    return office.show("organiser/screening_empty.html", last=eyes.last_screened(office.db, office.call.id))


@router.get("/screening/{dossier}")
def in_queue(at: AtDesk) -> Response:
    """One dossier of the queue, with those before and after it."""
    return dossier_page(at, in_queue=True)


@router.post("/dossiers/{dossier}/screening")
def act(at: AtDesk, form: Act, body: Body) -> Response:
    """Admit, refuse or requalify: the letter first, then the act."""
    in_queue = body.get("queue") == "yes"
    if not form.typed("act"):
        form = form.wrong(at.page.say(N_("Choisissez ce que devient ce dossier.")), "act")
    if body.get("step") == "edit" or not form.ok:
        return dossier_page(at, form=form, in_queue=in_queue, status=200 if form.ok else 422)
    try:
        if body.get("step") != "confirm":
            letter = screening.preview(at.db, at.dossier, form.form, actor=at.me, now=at.now)
            return letter_page(at, form.form, letter, in_queue=in_queue)
        screening.act_on(at.db, at.dossier, form.form, actor=at.me, now=at.now)
    except Forbidden:
        raise
    except DomainError as error:
        status: Literal[409, 422] = 422 if isinstance(error, Invalid) else 409
        return dossier_page(at, form=form.refused(error), in_queue=in_queue, status=status)
    where = _next(at) if in_queue else at.dossier_path
    return at.page.see(where, _SAID[form.form.act], reference=at.dossier.reference)


def _next(at: Desk) -> str:
    """The next dossier to examine: the one after this one, else the oldest."""
    following = eyes.first_waiting(at.db, at.me, at.call.id, after=at.dossier)
    return f"{at.path}/screening/{following}" if following else f"{at.path}/screening"
