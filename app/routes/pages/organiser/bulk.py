"""Doors of acts on many dossiers: asked, previewed, confirmed, then followed until they are done."""

from uuid import UUID, uuid4

from fastapi import APIRouter, Response

from app.domain.errors import DomainError, Invalid, NotFound
from app.forms.screening import BulkForm
from app.models import Dossier
from app.queries import screening as eyes
from app.services import bulk
from app.services import screening as acts
from app.web.binding import Bound, Posted
from app.web.i18n import N_
from app.web.messages import say
from app.web.organiser import Office, Run
from app.web.organiser_pages import letter_text

router = APIRouter(prefix="/organiser/calls/{call}/screening")


@router.post("/bulk")
def many(form: Posted[BulkForm], office: Run) -> Response:
    """One act on those chosen, or on all that the filter finds: nothing is done before the preview."""
    if not form.typed("act"):
        raise NotFound
    if form.value is None:
        return _ask(office, form, status=422)
    asked = form.form
    try:
        if asked.step == "confirm":
            job = bulk.ask(office.db, office.call, asked, actor=office.me, now=office.now)
            return office.page.see(f"{office.path}/screening/jobs/{job.id}")
        if not bulk.plan(office.db, office.call, asked, actor=office.me).total:
            raise Invalid("nothing_chosen")
        if asked.step == "choose" and asked.needs_words:
            return _ask(office, form)
        return _preview(office, form)
    except DomainError as error:
        if error.code == "nothing_chosen":
            return office.page.see(f"{office.path}/dossiers", N_("Choisissez au moins un dossier."), tone="orange")
        if error.code == "matches_changed":
            return _preview(office, form.refused(error), status=409)
        return _ask(office, form.refused(error), status=422)


@router.get("/jobs/{job}")
def follow(job: UUID, office: Run) -> Response:
    """How far an act on many dossiers is, then what came of it."""
    found = eyes.job_of(office.db, office.me, office.call.id, job, bulk.KIND)
    if found is None:
        raise NotFound
    refused = found.result.get("refused")
    rows = [
        (reference, title, say(code, office.language))
        for reference, title, code in (refused if isinstance(refused, list) else [])
    ]
    done = found.result.get("done")
    return office.show(
        "organiser/screening_job.html", job=found, refused=rows, done=len(done) if isinstance(done, list) else 0
    )


def _ask(office: Office, form: Bound[BulkForm], *, status: int = 200) -> Response:
    """What the act needs before its preview: the words that owners will read, and the track to go to."""
    tracks = [(track.key, office.track_titles[track.id]) for track in office.tracks]
    return office.show("organiser/bulk_ask.html", status=status, form=form, tracks=tracks, act=form.typed("act"))


def _preview(office: Office, form: Bound[BulkForm], *, status: int = 200) -> Response:
    """How many doors open, why others stay shut, and the letter of the first."""
    plan = bulk.plan(office.db, office.call, form.form, actor=office.me)
    subject, text = "", ""
    if plan.first_open is not None:
        dossier = office.db.get_one(Dossier, plan.first_open)
        letter = acts.preview(office.db, dossier, form.form.one, actor=office.me, now=office.now)
        subject, text = letter_text(letter, office.hall.settings.base_url)
    shut = [(say(code, office.language), number) for code, number in plan.shut.items()]
    return office.show(
        "organiser/bulk_preview.html",
        status=status,
        form=form,
        plan=plan,
        shut=shut,
        subject=subject,
        text=text,
        key=form.typed("key") if form.typed("step") == "confirm" else uuid4().hex,
    )
