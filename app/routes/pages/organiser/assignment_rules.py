"""Doors of what decides who reads what: how much each thing counts, and how many reviews each dossier is to have."""

from dataclasses import replace

from fastapi import APIRouter, Response

from app.domain.errors import Stale, WrongState
from app.forms.assignment import AssignmentRules, DemandForm
from app.queries import demand as eyes
from app.queries.assignments import pool
from app.queries.reviewing import plan_of
from app.services import demand, reviewing
from app.web.assignment_rules import demand_fields, examples, rules_fields, typed_rules
from app.web.binding import Bound, Posted
from app.web.i18n import N_
from app.web.nested import Nested
from app.web.organiser import Office, Run

router = APIRouter(prefix="/organiser/calls/{call}/assignments/settings")
SAVED = N_("C’est enregistré. Les prochaines propositions en tiendront compte.")


@router.get("")
def rules_page(office: Run) -> Response:
    """What counts, with what it does; how many reviews."""
    return _show(office)


@router.post("")
def change_rules(form: Posted[AssignmentRules], office: Run) -> Response:
    """Let things count otherwise, or only look at what it would do."""
    if not form.ok:
        return _show(office, rules=form, status=422)
    if not any((form.form.themes, form.form.region, form.form.wishes, form.form.languages)):
        wrong = form.wrong(office.page.say(N_("Donnez du poids à une chose au moins.")), "themes")
        return _show(office, rules=wrong, status=422)
    if form.typed("step") == "try":
        return _show(office, rules=form, tried=True)
    now, asked = plan_of(office.call), form.form
    plan = replace(now, weights=asked.weights, territory=asked.territory, min_load=asked.min_load)
    try:
        reviewing.change(office.db, office.call, plan, version=asked.version, actor=office.me, now=office.now)
    except Stale:
        return _show(office, rules=form, status=409, theirs="rules")
    return office.page.see(f"{office.path}/assignments/settings", SAVED)


@router.post("/demand")
def change_demand(form: Nested[DemandForm], office: Run) -> Response:
    """As many reviews for each dossier, and for those of each track."""
    if not form.ok:
        return _show(office, wanted=form, status=422)
    try:
        demand.change(office.db, office.call, form.form, actor=office.me, now=office.now)
    except Stale:
        return _show(office, wanted=form, status=409, theirs="wanted")
    except WrongState as error:
        return _show(office, wanted=form.refused(error), status=409)
    return office.page.see(f"{office.path}/assignments/settings", SAVED)


def _show(
    office: Office,
    *,
    rules: Bound[AssignmentRules] | None = None,
    wanted: Bound[DemandForm] | None = None,
    status: int = 200,
    theirs: str = "",
    tried: bool = False,
) -> Response:
    """The page; a form that was refused stands as it was typed, beside what is kept now."""
    kept = plan_of(office.call)
    return office.show(
        "organiser/assignments_settings.html",
        status=status,
        rules=rules or rules_fields(office.call, kept),
        wanted=wanted or demand_fields(office.call, office.tracks),
        kept_rules=rules_fields(office.call, kept),
        kept_wanted=demand_fields(office.call, office.tracks),
        theirs=theirs,
        tried=tried,
        examples=examples(kept, typed_rules(kept, rules)),
        tracks=[(track.key, office.track_titles[track.id]) for track in office.tracks],
        own=eyes.own_demands(office.db, office.me, office.call.id),
        room=sum(row.capacity for row in pool(office.db, office.call.id)),
    )
