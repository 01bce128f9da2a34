"""Doors of one review: read the dossier, save, pass to the next one, hand in."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.errors import Forbidden, Invalid, Stale, WrongState
from app.domain.questions import Reader
from app.forms.review import Handing, ReviewPost
from app.models import Dossier
from app.queries import forms
from app.queries import reviews as eyes
from app.queries.files import readable_file
from app.queries.readings import as_read
from app.queries.review_course import next_reading
from app.routes.pages.reviewer import desk
from app.services import reviews
from app.services.reviews import Kept
from app.web.binding import Posted
from app.web.crossed import seen_in
from app.web.database import Db
from app.web.files import send_stored, show_stored
from app.web.guards import Me, Now, ReviewedDossier, TheHall
from app.web.i18n import N_
from app.web.messages import sentence
from app.web.pages import Page
from app.web.review_fields import Typed, prints_of, read_typed, seconds_in, stored_values, typed_of
from app.web.review_saving import crossings_of, news_of

SAVED_MORE = N_("C’est enregistré. Voici la suivante.")
SAVED_LAST = N_("C’est enregistré.")
GIVEN_MORE = N_("Votre évaluation est rendue. Voici la suivante.")
GIVEN_LAST = N_("Votre évaluation est rendue. Il ne vous en reste aucune.")

router = APIRouter(prefix="/reviewer/dossiers/{dossier}")


@router.get("")
def review(dossier: ReviewedDossier, page: Page, db: Db, me: Me, now: Now) -> Response:
    """The dossier on one side, my review on the other."""
    return desk.show(page, db, me, dossier, now)


@router.post("")
def save(dossier: ReviewedDossier, form: Posted[ReviewPost], page: Page, db: Db, me: Me, now: Now) -> Response:
    """Keep what I wrote; then stay, pass to the next dossier, or get ready to hand it in."""
    scale, _ = forms.rubric_of(db, dossier.track_id)
    typed = read_typed(form.raw, scale, page.language)
    by_itself = "x-autosave" in page.request.headers
    raw = {name: form.raw[name][-1] for name in (*typed.values, *typed.errors)}
    if not form.ok:
        return desk.show(page, db, me, dossier, now, typed=raw, errors={**form.errors, **typed.errors}, status=422)
    try:
        seen, seconds = seen_in(form.raw), seconds_in(form.raw)
        done = reviews.save_page(db, dossier, typed.values, seen=seen, seconds=seconds, actor=me, now=now)
    except (WrongState, Forbidden) as error:
        if by_itself:
            return page("reviewer/kept.html", status=409, error=error, **desk.head(db, me, dossier, None, now))
        return desk.show(page, db, me, dossier, now, typed=raw, status=409)
    if by_itself:
        return _pieces(page, db, me, dossier, now, done, typed)
    if done.mine or typed.errors:
        return _unsettled(page, db, me, dossier, now, done=done, typed=typed, raw=raw)
    if form.form.intent == "submit":
        return _ready(page, db, me, dossier, now)
    return _onwards(page, db, me, dossier, now) if form.form.intent == "next" else page.see(_address(dossier))


@router.get("/files/{file}")
def download(dossier: ReviewedDossier, file: UUID, db: Db, hall: TheHall) -> Response:
    """One of its files."""
    return send_stored(hall, readable_file(db, dossier, file, reader=Reader.REVIEWERS))


@router.get("/files/{file}/shown")
def look_at(dossier: ReviewedDossier, file: UUID, db: Db, hall: TheHall) -> Response:
    """One of its files, inside the page where it is read."""
    return show_stored(hall, readable_file(db, dossier, file, reader=Reader.REVIEWERS))


@router.get("/submit")
def before_submitting(dossier: ReviewedDossier, page: Page, db: Db, me: Me) -> Response:
    """What I am about to hand in, once more."""
    saved = eyes.own_review(db, dossier.id, me.id)
    scale, rows = forms.rubric_of(db, dossier.track_id)
    if saved is None or desk.is_given(saved) or saved.mean is None:
        return page.see(_address(dossier))
    return page(
        "reviewer/submit.html",
        dossier=as_read(db, dossier),
        saved=saved,
        rows=[(row.title, saved.scores.get(row.key), saved.comments.get(row.key, "")) for row in rows],
        scale_max=scale.scale_max,
        rubric_call=desk.slug_of(db, me, dossier),
    )


@router.post("/submit")
def submit(dossier: ReviewedDossier, form: Posted[Handing], page: Page, db: Db, me: Me, now: Now) -> Response:
    """Hand my review in; it is locked from now on."""
    if not form.ok:
        return page.see(_address(dossier))
    try:
        reviews.submit(db, dossier, version=form.form.version, actor=me, now=now)
    except Invalid as error:
        return _incomplete(page, db, me, dossier, now, error)
    except Stale:
        return desk.show(page, db, me, dossier, now, crossed={}, status=409)
    return _onwards(page, db, me, dossier, now, given=True)


def _pieces(page: Page, db: Db, me: Me, dossier: Dossier, now: datetime, done: Kept, typed: Typed) -> Response:
    """What an automatic save answers; 409 when texts crossed, though all the others are saved."""
    scale, rows = forms.rubric_of(db, dossier.track_id)
    db.flush()
    saved = eyes.own_review(db, dossier.id, me.id)
    stored = stored_values(saved, rows)
    return page(
        "reviewer/kept.html",
        status=409 if done.mine else 200,
        error=None,
        errors=typed.errors,
        scale_max=scale.scale_max,
        prints=prints_of(stored),
        news=news_of(done, stored, rows, scale.scale_max, page.language),
        crossed=crossings_of(done, rows, scale.scale_max, page.language),
        **desk.head(db, me, dossier, saved, now),
    )


def _unsettled(
    page: Page,
    db: Db,
    me: Me,
    dossier: Dossier,
    now: datetime,
    *,
    done: Kept,
    typed: Typed,
    raw: Mapping[str, str],
) -> Response:
    """The form again, everything else saved: what crossed with both texts, what is wrong with why."""
    over = {name: raw[name] for name in (*typed.errors, *done.mine)}
    crossed = typed_of(done.theirs) if done.mine else None
    status = 409 if done.mine else 422
    return desk.show(page, db, me, dossier, now, typed=over, crossed=crossed, errors=typed.errors, status=status)


def _ready(page: Page, db: Db, me: Me, dossier: Dossier, now: datetime) -> Response:
    """To the confirmation, when nothing lacks; otherwise the form again, saved, with what lacks."""
    error = reviews.lacking(db, dossier, me)
    return _incomplete(page, db, me, dossier, now, error) if error else page.see(f"{_address(dossier)}/submit")


def _incomplete(page: Page, db: Db, me: Me, dossier: Dossier, now: datetime, error: Invalid) -> Response:
    return desk.show(page, db, me, dossier, now, errors={error.field: sentence(error, page.language)}, status=422)


def _onwards(page: Page, db: Db, me: Me, dossier: Dossier, now: datetime, *, given: bool = False) -> Response:
    """To the next dossier to review, or home when there is none."""
    following = next_reading(db, me, dossier, now)
    last, more = (GIVEN_LAST, GIVEN_MORE) if given else (SAVED_LAST, SAVED_MORE)
    return page.see(f"/reviewer/dossiers/{following}", more) if following else page.see("/reviewer", last)


def _address(dossier: Dossier) -> str:
    return f"/reviewer/dossiers/{dossier.id}"
