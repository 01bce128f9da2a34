"""Doors to write a review again that was handed in: kept apart until the new one is handed in."""

from collections.abc import Mapping

from fastapi import APIRouter, Response

from app.domain.errors import Invalid, Stale
from app.forms.review import RevisionHanding, RevisionPost
from app.models import Dossier
from app.queries import calls, forms, readings
from app.services import review_revisions as revisions
from app.web.binding import Posted
from app.web.database import Db
from app.web.guards import Me, Now, ReviewedDossier
from app.web.i18n import N_
from app.web.messages import sentence
from app.web.pages import Page
from app.web.revision_fields import draft_of, shown, typed_of

router = APIRouter(prefix="/reviewer/dossiers/{dossier}/revision")
NOTHING: Mapping[str, str] = {}


@router.get("")
def before(dossier: ReviewedDossier, page: Page, db: Db, me: Me, now: Now) -> Response:
    """What I handed in, to be written again."""
    return _show(page, db, me, dossier, now)


@router.post("")
def save(dossier: ReviewedDossier, form: Posted[RevisionPost], page: Page, db: Db, me: Me, now: Now) -> Response:
    """Keep what I write; it does not count yet."""
    scale, _ = forms.rubric_of(db, dossier.track_id)
    typed = {name: values[-1] for name, values in form.raw.items() if values}
    revisions.revision_of(db, dossier, actor=me, now=now)
    draft, errors = draft_of(form, scale, page.language)
    if draft is None or not form.ok:
        return _show(page, db, me, dossier, now, typed=typed, errors={**form.errors, **errors}, status=422)
    try:
        kept = revisions.save(db, dossier, draft, seen=form.form.seen, actor=me, now=now)
    except Stale:
        return _show(page, db, me, dossier, now, typed=typed, stale=True, status=409)
    if form.form.intent == "save":
        return page.see(_address(dossier), N_("C’est enregistré. Votre évaluation rendue compte toujours."))
    if error := revisions.lacking(scale, kept.written):
        lacks = {error.field: sentence(error, page.language)}
        return _show(page, db, me, dossier, now, errors=lacks, status=422)
    return page.see(f"{_address(dossier)}/submit")


@router.get("/submit")
def before_handing_in(dossier: ReviewedDossier, page: Page, db: Db, me: Me, now: Now) -> Response:
    """Both texts, once more."""
    found = revisions.revision_of(db, dossier, actor=me, now=now)
    if not found.is_begun:
        return page.see(_address(dossier), N_("Rien n’a changé : votre évaluation rendue compte."), tone="blue")
    scale, rows = forms.rubric_of(db, dossier.track_id)
    fields, was = typed_of(found.written), typed_of(found.handed)
    return page(
        "reviewer/revision_submit.html",
        dossier=dossier,
        criteria=shown(rows, scale.scale_max, fields, was, None, NOTHING, language=page.language),
        fields=fields,
        was=was,
        marks=revisions.marks_of(scale, found),
        scale_max=scale.scale_max,
        seen=found.seen,
        rubric_call=calls.call_of(db, dossier.call_id).slug,
    )


@router.post("/submit")
def hand_in(dossier: ReviewedDossier, form: Posted[RevisionHanding], page: Page, db: Db, me: Me, now: Now) -> Response:
    """From now on it is this one that counts."""
    if not form.ok:
        return page.see(_address(dossier))
    try:
        revisions.hand_in(db, dossier, seen=form.form.seen, actor=me, now=now)
    except Invalid as error:
        lacks = {error.field: sentence(error, page.language)}
        return _show(page, db, me, dossier, now, errors=lacks, status=422)
    except Stale:
        return _show(page, db, me, dossier, now, stale=True, status=409)
    where = f"/reviewer/dossiers/{dossier.id}"
    return page.see(where, N_("Votre nouvelle évaluation compte. La première est gardée à côté."))


def _show(
    page: Page,
    db: Db,
    me: Me,
    dossier: Dossier,
    now: Now,
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] = NOTHING,
    stale: bool = False,
    status: int = 200,
) -> Response:
    found = revisions.revision_of(db, dossier, actor=me, now=now)
    scale, rows = forms.rubric_of(db, dossier.track_id)
    kept = typed_of(found.written)
    fields, was = kept if typed is None else typed, typed_of(found.handed)
    other = kept if stale else None
    return page(
        "reviewer/revision.html",
        status=status,
        dossier=dossier,
        head=readings.head_of(db, dossier),
        criteria=shown(rows, scale.scale_max, fields, was, other, errors, language=page.language),
        fields=fields,
        was=was,
        other=other or {},
        errors=errors,
        stale=stale,
        begun=found.is_begun,
        seen=found.seen,
        scale_max=scale.scale_max,
        rubric_call=calls.call_of(db, dossier.call_id).slug,
    )


def _address(dossier: Dossier) -> str:
    return f"/reviewer/dossiers/{dossier.id}/revision"
