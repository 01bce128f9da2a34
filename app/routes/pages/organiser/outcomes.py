"""Doors of the outcomes of a track: which there are, and what they are called."""

from typing import Any

from fastapi import APIRouter, Response

from app.domain.errors import DomainError, Stale
from app.domain.outcomes import Outcome, OutcomeKey, check_outcomes, label_of, offered
from app.domain.texts import Texts
from app.forms.track import OutcomesForm
from app.queries.tracks import outcomes_of
from app.services import track_rules
from app.web.binding import Bound, blank
from app.web.i18n import LANGUAGES, N_
from app.web.nested import Nested
from app.web.organiser_tracks import AtTrack, TrackOffice
from app.web.outcomes import outcome_words, usual

router = APIRouter(prefix="/organiser/calls/{call}/tracks/{track}/outcomes")
SAVED = N_("Les issues sont enregistrées.")
MEANT = {
    OutcomeKey.SELECTED: N_("Le dossier prend une des places de l’appel."),
    OutcomeKey.WAITING: N_("Le dossier sera retenu si une place se libère."),
    OutcomeKey.NOT_SELECTED: N_("Le dossier n’est pas retenu cette fois ; son porteur lit pourquoi."),
}


@router.get("")
def outcomes_page(at: AtTrack) -> Response:
    """How a dossier may end here."""
    return _show(at, _filled(at))


@router.post("")
def set_outcomes(at: AtTrack, form: Nested[OutcomesForm]) -> Response:
    """Keep which outcomes there are, and their names."""
    if not form.ok:
        return _show(at, form, status=422)
    wanted = tuple(
        Outcome(key, Texts.of(form.form.label.get(key, {}))) for key in OutcomeKey if key in form.form.offered
    )
    try:
        check_outcomes(wanted)
    except ValueError:
        wanted = ()
    if not wanted:
        text = at.page.say(N_("Gardez au moins la première : sans elle, aucun dossier ne pourrait être retenu."))
        return _show(at, form.wrong(text, "offered"), status=422)
    try:
        track_rules.set_outcomes(
            at.db, at.track, wanted, version=form.form.version, reason=form.form.reason, actor=at.me, now=at.now
        )
    except Stale:
        return _show(at, form, status=409, theirs=True)
    except DomainError as error:
        return _show(at, form.refused(error), status=error.status)
    return at.page.see(f"{at.track_path}/outcomes", SAVED)


def _filled(at: TrackOffice) -> Bound[Any]:
    """The outcomes of now as fields."""
    outcomes = outcomes_of(at.track)
    fields: dict[str, object] = {"offered": [str(key) for key in offered(outcomes)]}
    for key in OutcomeKey:
        own = label_of(outcomes, key)
        fields |= {f"label.{key}.{language}": own.get(language, "") for language in LANGUAGES}
    return blank("fr", **fields)


def _show(at: TrackOffice, form: Bound[Any], *, status: int = 200, theirs: bool = False) -> Response:
    return at.show(
        "organiser/outcomes.html",
        status=status,
        track=at.track,
        title=at.title,
        form=form,
        theirs=outcome_words(at.track, at.language) if theirs else None,
        kinds=[(str(key), usual(key, at.language), at.page.say(MEANT[key])) for key in OutcomeKey],
        needs_reason=track_rules.needs_reason(at.db, at.track),
        changes=at.changes("outcomes"),
    )
