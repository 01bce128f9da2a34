"""Doors of what a track hides from reviewers, and of what they read in the place of what names an applicant."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import DomainError, Invalid, NotFound, Stale, WrongState
from app.forms.redaction import FileRedaction, RedactionForm, ShowingForm
from app.forms.review_phase import BlindForm
from app.services import blinding, redactions
from app.services.files import Upload
from app.web.binding import Bound, Posted, blank
from app.web.blind import hiding, pieces
from app.web.i18n import N_
from app.web.organiser import AtDesk, Desk
from app.web.organiser_tracks import AtTrack, TrackOffice

router = APIRouter(prefix="/organiser/calls/{call}")
SAVED = N_("C’est enregistré.")
REWRITTEN = N_("C’est enregistré : c’est ce que lisent les évaluateurs.")
SHOWN = N_("C’est de nouveau lu comme le dit le formulaire.")


@router.get("/tracks/{track}/blind")
def one_track(at: AtTrack) -> Response:
    """What reading hides in a track, and which answers that is."""
    return _track(at, blank(at.language, blind=at.track.blind))


@router.post("/tracks/{track}/blind")
def change_track(at: AtTrack, form: Posted[BlindForm]) -> Response:
    """Hide the applicant, the reviewers, both or nobody."""
    if not form.ok:
        return _track(at, form, status=422)
    try:
        blinding.set_blind(at.db, at.track, form.form.blind, version=form.form.version, actor=at.me, now=at.now)
    except (Stale, WrongState) as error:
        return _track(at, form, error=error)
    return at.page.see(f"{at.track_path}/blind", SAVED)


@router.get("/dossiers/{dossier}/redactions")
def read_as_reviewers(at: AtDesk) -> Response:
    """A dossier as its reviewers read it, and what is put in the place of what names its applicant."""
    return _dossier(at)


@router.post("/dossiers/{dossier}/redactions")
def rewrite(at: AtDesk, form: Posted[RedactionForm]) -> Response:
    """What reviewers read in the place of an answer."""
    if not form.ok:
        return _dossier(at, form, status=422)
    key, hides = form.form.question, form.form.intent == "hide"
    if not hides and not form.form.value.strip():
        return _dossier(
            at, form.wrong(at.page.say(N_("Écrivez ce que liront les évaluateurs.")), f"q-{key}"), status=422
        )
    text = "" if hides else form.form.value
    try:
        redactions.rewrite(at.db, at.dossier, key, text, seen=form.form.seen, actor=at.me, now=at.now)
    except Invalid as error:
        return _dossier(at, form.refused(Invalid(error.code, field=f"q-{key}")), status=422)
    except Stale:
        return _dossier(at, form, status=409)
    return at.page.see(f"{at.dossier_path}/redactions#q-{key}", REWRITTEN)


@router.post("/dossiers/{dossier}/redactions/files/{file}")
def replace_file(at: AtDesk, file: UUID, form: Posted[FileRedaction]) -> Response:
    """The file that reviewers read in the place of another, or none."""
    sent = form.files.get("copy", [])
    if not form.ok or (form.form.intent == "replace" and not sent):
        return _dossier(at, form.wrong(at.page.say(N_("Choisissez le fichier expurgé.")), f"copy-{file}"), status=422)
    upload = Upload(sent[0].filename or "copie", sent[0].file) if form.form.intent == "replace" else None
    try:
        row = redactions.replace_file(at.db, at.hall.storage, at.dossier, file, upload, actor=at.me, now=at.now)
    except Invalid as error:
        return _dossier(at, form.refused(Invalid(error.code, field=f"copy-{file}", **error.params)), status=422)
    return at.page.see(f"{at.dossier_path}/redactions#q-{row.question_key}", REWRITTEN)


@router.post("/dossiers/{dossier}/redactions/remove")
def show_again(at: AtDesk, form: Posted[ShowingForm]) -> Response:
    """What was rewritten is read again as its form says."""
    if not form.ok:
        raise NotFound
    redactions.show_again(at.db, at.dossier, form.form.redaction, actor=at.me, now=at.now)
    return at.page.see(f"{at.dossier_path}/redactions", SHOWN)


def _track(at: TrackOffice, form: Bound[Any], *, status: int = 200, error: DomainError | None = None) -> Response:
    return at.show(
        "organiser/track_blind.html",
        status=error.status if error else status,
        track=at.track,
        title=at.title,
        form=form if error is None or isinstance(error, Stale) else form.refused(error),
        stale=isinstance(error, Stale),
        begun=blinding.is_begun(at.db, at.track),
        hiding=hiding(at.db, at.track, at.language),
    )


def _dossier(at: Desk, form: Bound[Any] | None = None, *, status: int = 200) -> Response:
    return at.show(
        "organiser/redactions.html",
        status=status,
        dossier=at.dossier,
        track=at.track,
        form=form or blank(at.language),
        stale=status == 409,
        pieces=pieces(at.db, at.dossier, at.language, files_at=f"{at.dossier_path}/files"),
    )
