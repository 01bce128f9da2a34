"""Doors of the wishes of a call for organisers: until when they are asked, and what was said."""

from typing import Any

from fastapi import APIRouter, Response

from app.domain.errors import Stale
from app.domain.instants import near_instant_in
from app.forms.wishes import WishesAsked
from app.queries import wishes as eyes
from app.queries.concerns import waiting
from app.queries.reviewing import plan_of
from app.services import wishes
from app.web.binding import Bound, Posted, blank
from app.web.calendar_fields import local
from app.web.i18n import N_
from app.web.organiser import Office, Run

router = APIRouter(prefix="/organiser/calls/{call}/wishes")
USUAL = 20


@router.get("")
def overview(office: Run) -> Response:
    """Who said something, and how many want each dossier."""
    plan = plan_of(office.call)
    until = local(plan.wishes_until, office.call.zone)
    weight = plan.weights.wishes or ("" if until else USUAL)
    return _show(office, blank(office.language, until=until, weight=weight, version=office.call.version))


@router.post("")
def ask(form: Posted[WishesAsked], office: Run) -> Response:
    """Ask reviewers until then, or no longer."""
    if not form.ok:
        return _show(office, form, status=422)
    asked, zone = form.form, office.call.zone
    until = near_instant_in(asked.until, zone) if asked.until else None
    try:
        wishes.ask(
            office.db,
            office.call,
            until,
            asked.weight,
            version=asked.version,
            tell=asked.tell,
            actor=office.me,
            now=office.now,
        )
    except Stale as error:
        return _show(office, form.refused(error), status=409)
    told = (
        N_("Les évaluateurs peuvent dire leurs souhaits.") if until and until > office.now else N_("C’est enregistré.")
    )
    return office.page.see(f"{office.path}/wishes", told)


def _show(office: Office, form: Bound[Any], *, status: int = 200) -> Response:
    return office.show(
        "organiser/wishes.html",
        status=status,
        rows=eyes.standings(office.db, office.me, office.call.id),
        said=eyes.said_by_pool(office.db, office.call.id),
        until=plan_of(office.call).wishes_until,
        is_open=eyes.is_open(office.call, office.now),
        concerns=waiting(office.db, office.me, office.call.id),
        form=form,
    )
