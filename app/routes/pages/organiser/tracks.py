"""Doors of the tracks of a call: their hub with what is left to prepare, and each of them, added, renamed, removed."""

from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Response

from app.domain.errors import DomainError, Invalid, NotFound, Stale, WrongState
from app.forms.track import NewTrackForm, TrackMoveForm, TrackRemovalForm, TrackTextsForm
from app.models import Track
from app.queries import preparation as eyes
from app.queries.tracks import form_states, rubric_states
from app.services import track_verbs
from app.web.binding import Bound, Posted, blank
from app.web.i18n import LANGUAGES, N_
from app.web.nested import Nested
from app.web.organiser import Office, Run
from app.web.organiser_tracks import AtTrack, TrackOffice, cards
from app.web.outcomes import outcome_words
from app.web.preparation import preparation

router = APIRouter(prefix="/organiser/calls/{call}/tracks")
SAVED = N_("C’est enregistré.")


@router.get("")
def hub(office: Run) -> Response:
    """Every track with its form, rubric, rules and outcomes; what is ready, and what is missing."""
    return _hub(office, blank(office.language, key=uuid4().hex))


@router.post("")
def add_track(form: Nested[NewTrackForm], office: Run) -> Response:
    """One more track, like another one if that was chosen."""
    if not form.ok:
        return _hub(office, form, status=422)
    try:
        made = track_verbs.add(office.db, office.call, form.form, actor=office.me, now=office.now)
    except (NotFound, WrongState) as error:
        form = form.wrong(office.page.say(N_("Choisissez la catégorie dans la liste.")), "like")
        return _hub(office, form, status=error.status if isinstance(error, WrongState) else 422)
    return office.page.see(
        f"{office.path}/tracks/{made.key}", N_("La catégorie est ajoutée. Décrivez ce qu’elle demande.")
    )


@router.get("/{track}")
def one_track(at: AtTrack) -> Response:
    """One track: its name and description, and the way to all that belongs to it."""
    return _one(at, _filled(at.track))


@router.post("/{track}")
def change_track(at: AtTrack, form: Nested[TrackTextsForm]) -> Response:
    """Another name, another description; words that crossed ours are shown beside them."""
    if not form.ok:
        return _one(at, form, status=422)
    try:
        track_verbs.change(at.db, at.track, form.form, actor=at.me, now=at.now)
    except Stale:
        return _one(at, form, status=409, theirs=_filled(at.track))
    except WrongState as error:
        return _one(at, form.refused(error), status=409)
    return at.page.see(at.track_path, SAVED)


@router.post("/{track}/move")
def move_track(at: AtTrack, form: Posted[TrackMoveForm]) -> Response:
    """One place up or down."""
    where = f"{at.path}/tracks#track-{at.track.key}"
    if not form.ok:
        return at.page.see(where)
    try:
        track_verbs.move(at.db, at.track, form.form, actor=at.me, now=at.now)
    except Stale:
        return at.page.see(where, N_("L’ordre avait changé entre-temps : voici celui de maintenant."), tone="blue")
    return at.page.see(where)


@router.get("/{track}/remove")
def ask_removal(at: AtTrack) -> Response:
    """Ask before a track goes with its form and its rubric."""
    return _removal(at)


@router.post("/{track}/remove")
def remove_track(at: AtTrack, form: Posted[TrackRemovalForm]) -> Response:
    """The call goes on without this track."""
    if not form.ok:
        return _removal(at, status=422)
    name = at.title
    try:
        track_verbs.remove(at.db, at.track, version=form.form.version, actor=at.me, now=at.now)
    except (Stale, WrongState) as error:
        return _removal(at, status=409, error=error)
    return at.page.see(f"{at.path}/tracks", N_("« %(name)s » n’est plus dans l’appel."), name=name)


def _hub(office: Office, form: Bound[Any], *, status: int = 200) -> Response:
    titles = {track.key: office.track_titles[track.id] for track in office.tracks}
    return office.show(
        "organiser/tracks.html",
        status=status,
        cards=cards(office),
        preparation=preparation(eyes.steps(office.db, office.call), titles, office.path, office.language),
        form=form,
        tracks=list(titles.items()),
    )


def _one(at: TrackOffice, form: Bound[Any], *, status: int = 200, theirs: Bound[Any] | None = None) -> Response:
    return at.show(
        "organiser/track.html",
        status=status,
        track=at.track,
        title=at.title,
        form=form,
        theirs=theirs,
        state=form_states(at.db, [at.track])[at.track.id],
        rubric=rubric_states(at.db, at.call.id).get(at.track.id),
        outcomes=outcome_words(at.track, at.language),
        started=track_verbs.dossiers_of(at.db, at.track.id),
        changes=at.changes("composition", "outcomes"),
    )


def _removal(at: TrackOffice, *, status: int = 200, error: DomainError | None = None) -> Response:
    started = track_verbs.dossiers_of(at.db, at.track.id)
    return at.show(
        "organiser/track_remove.html",
        status=status,
        track=at.track,
        title=at.title,
        started=started,
        is_last=at.call.is_public and len(at.tracks) == 1,
        refused=blank(at.language).refused(error).errors.get("") if error and not isinstance(error, Invalid) else "",
    )


def _filled(track: Track) -> Bound[Any]:
    """A track as fields."""
    fields: dict[str, object] = {"version": track.version}
    fields |= {name: "yes" if getattr(track, name) else None for name in ("has_members", "needs_signatures")}
    for language in LANGUAGES:
        fields[f"title.{language}"] = track.title.get(language, "")
        fields[f"summary.{language}"] = track.summary.get(language, "")
    return blank("fr", **fields)
