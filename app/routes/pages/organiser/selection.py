"""Doors of the committee: the ranking of a track, one decision, or a whole track decided by its ranking."""

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.adapters import geography
from app.domain.errors import Invalid, NotFound, Stale
from app.domain.roles import Actor
from app.domain.workflow import Outcome
from app.forms.decision import DecisionForm, UndoForm
from app.models import Call, Dossier, Track
from app.queries import ranking
from app.queries.ranking import TrackCount
from app.routes.pages.organiser.rail import rail_of
from app.services import selection
from app.web.binding import Bound, Posted, blank
from app.web.database import Db
from app.web.guards import Me, Now, OrganisedCall, OrganisedDossier
from app.web.i18n import N_
from app.web.maps import standing_dots
from app.web.outcomes import outcome_words, own_words
from app.web.pages import Page, PageMaker
from app.web.selection_view import AskedRanking, regions, window

router = APIRouter(prefix="/organiser/calls/{call}/selection")


@router.get("")
def ladder(call: OrganisedCall, page: Page, db: Db, me: Me, wanted: AskedRanking) -> Response:
    """The ranking of a track, with its line and a switch for each dossier."""
    counts = ranking.track_counts(db, call.id, me)
    chosen = chosen_of(counts, wanted.track)
    seats = ranking.seats_of(call, counts, chosen.id)
    rows = ranking.standings(db, call, chosen.id, me)
    scale_max = ranking.scale_of(db, chosen.id)
    shown = window(rows, wanted, seats)
    return page(
        "organiser/selection.html",
        call=rail_of(call, page.language),
        places=call.places,
        published=call.published_at is not None,
        tracks=counts,
        chosen=chosen,
        names=outcome_words(chosen, page.language),
        own=own_words(chosen, page.language),
        seats=seats,
        total=len(rows),
        shown=shown._replace(rows=ranking.with_marks(db, shown.rows, scale_max)),
        wanted=wanted,
        regions=regions(rows),
        by_region=ranking.by_region(rows).items(),
        dots=standing_dots(rows, f"/organiser/calls/{call.slug}/selection"),
        outlines=geography.outlines(),
        scale_max=scale_max,
    )


@router.get("/{dossier}")
def consider(call: OrganisedCall, dossier: OrganisedDossier, page: Page, db: Db, me: Me) -> Response:
    """One dossier before the committee: its marks, its decision, and the reason."""
    return _show(page, db, call, dossier, me, None)


@router.post("/{dossier}")
def decide(
    call: OrganisedCall, dossier: OrganisedDossier, form: Posted[DecisionForm], page: Page, db: Db, me: Me, now: Now
) -> Response:
    """Record a decision; where the ranking is not followed, ask for the reason."""
    if form.ok:
        wanted = form.form
        try:
            selection.decide(
                db, dossier, Outcome(wanted.outcome), wanted.reason, version=wanted.version, actor=me, now=now
            )
        except (Invalid, Stale) as error:
            return _show(page, db, call, dossier, me, form.refused(error), status=error.status)
        where = f"/organiser/calls/{call.slug}/selection?track={db.get_one(Track, dossier.track_id).key}"
        text = N_("Décision enregistrée pour %(title)s. Elle reste privée.")
        return page.see(f"{where}#d-{dossier.reference}", text, title=dossier.title)
    return _show(page, db, call, dossier, me, form, status=422)


@router.post("/{dossier}/undo")
def undo(
    call: OrganisedCall, dossier: OrganisedDossier, form: Posted[UndoForm], page: Page, db: Db, me: Me, now: Now
) -> Response:
    """Leave a dossier undecided again."""
    where = f"/organiser/calls/{call.slug}/selection/{dossier.id}"
    if not form.ok:
        return page.see(where)
    selection.take_back(db, dossier, version=form.form.version, actor=me, now=now)
    return page.see(where, N_("La décision est reprise : ce dossier attend de nouveau la sienne."))


def chosen_of(counts: list[TrackCount], key: str) -> TrackCount:
    """The track asked for, or the first one."""
    if not counts:
        raise NotFound
    return next((count for count in counts if count.key == key), counts[0])


def _show(
    page: PageMaker,
    db: Session,
    call: Call,
    dossier: Dossier,
    me: Actor,
    form: Bound[DecisionForm] | None,
    *,
    status: int = 200,
) -> Response:
    """One dossier before the committee. Typed words stay; beside them, what stands now."""
    row = next((one for one in ranking.standings(db, call, dossier.track_id, me) if one.id == dossier.id), None)
    if row is None:
        raise NotFound
    scale_max = ranking.scale_of(db, dossier.track_id)
    return page(
        "organiser/selection_decision.html",
        status=status,
        call=rail_of(call, page.language),
        row=ranking.with_marks(db, [row], scale_max)[0],
        form=form or blank(outcome=row.outcome or None, reason=row.reason),
        hand=ranking.last_hand(db, dossier.id),
        stale=status == Stale.status,
        published=call.published_at is not None,
        track=(track := db.get_one(Track, dossier.track_id)),
        names=outcome_words(track, page.language),
        own=own_words(track, page.language),
        scale_max=scale_max,
    )
