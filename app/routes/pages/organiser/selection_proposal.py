"""Doors of a whole track decided by its ranking: looked at first, then recorded in one act."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlmodel import Session

from app.domain.errors import Invalid, Stale
from app.domain.roles import Actor
from app.forms.decision import ProposalForm
from app.models import Call
from app.queries import ranking
from app.queries.ranking import TrackCount
from app.routes.pages.organiser.rail import rail_of
from app.routes.pages.organiser.selection import chosen_of
from app.services import selection
from app.web.binding import Bound, Posted, blank
from app.web.database import Db
from app.web.guards import Me, Now, OrganisedCall
from app.web.i18n import N_
from app.web.outcomes import outcome_words, own_words
from app.web.pages import Page, PageMaker

router = APIRouter(prefix="/organiser/calls/{call}/selection")


@router.get("/proposal")
def preview(
    call: OrganisedCall,
    page: Page,
    db: Db,
    me: Me,
    track: str = "",
    places: Annotated[int | None, Query(ge=0, le=100_000)] = None,
    waiting: Annotated[int, Query(ge=0, le=100_000)] = 0,
) -> Response:
    """What following the ranking would decide, before anything is."""
    counts = ranking.track_counts(db, call.id, me)
    chosen = chosen_of(counts, track)
    seats = ranking.seats_of(call, counts, chosen.id)
    form = blank(track=chosen.key, places=seats if places is None else places, waiting=waiting)
    return _show_proposal(page, db, call, me, chosen, form, seats)


@router.post("/proposal")
def propose(call: OrganisedCall, form: Posted[ProposalForm], page: Page, db: Db, me: Me, now: Now) -> Response:
    """Decide the whole track by its ranking, in one act."""
    counts = ranking.track_counts(db, call.id, me)
    chosen = chosen_of(counts, form.typed("track"))
    seats = ranking.seats_of(call, counts, chosen.id)
    if not form.ok:
        return _show_proposal(page, db, call, me, chosen, form, seats, status=422)
    asked = form.form
    try:
        changed = selection.propose(
            db, call, chosen.id, places=asked.places, waiting=asked.waiting, actor=me, now=now, seen=asked.seen
        )
    except (Invalid, Stale) as error:
        return _show_proposal(page, db, call, me, chosen, form.refused(error), seats, status=error.status)
    where = f"/organiser/calls/{call.slug}/selection?track={chosen.key}"
    return page.see(where, N_("Décisions enregistrées : %(changed)s. Elles restent privées."), changed=changed)


def _show_proposal(
    page: PageMaker,
    db: Session,
    call: Call,
    me: Actor,
    chosen: TrackCount,
    form: Bound[ProposalForm],
    seats: int,
    *,
    status: int = 200,
) -> Response:
    """The preview of a proposal, as far as its numbers can be read."""
    try:
        places, waiting = int(form.typed("places", seats)), int(form.typed("waiting", 0))
        plan = selection.preview(db, call, chosen.id, places=places, waiting=waiting, actor=me)
    except ValueError:
        plan = None
    except Invalid as error:
        plan, form, status = None, form.refused(error), error.status
    return page(
        "organiser/selection_proposal.html",
        status=status,
        call=rail_of(call, page.language),
        chosen=chosen,
        names=outcome_words(chosen, page.language),
        own=own_words(chosen, page.language),
        seats=seats,
        form=form,
        plan=plan,
        stale=status == Stale.status,
    )
