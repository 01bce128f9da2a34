"""Doors of the phases of reviewing: what reviewers may do and see now and later, in plain words."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from app.domain.errors import DomainError, Invalid, NotFound, Stale, WrongState
from app.domain.instants import near_instant_in
from app.domain.reviewing import phase_at, rules_at
from app.domain.texts import text_in
from app.forms.review_phase import PhaseForm, RemovalForm, StartForm
from app.queries.reviewing import plan_of, starts
from app.services import review_phases
from app.services.review_phases import phase_of
from app.web.binding import Bound, Posted, blank
from app.web.calendar_fields import Calendared, local, twice_words
from app.web.i18n import LANGUAGES, N_, translations
from app.web.organiser import Office, Run
from app.web.review_phases import SIGHTS, STARTS, phase_fields, said, shown_phases, sight_at, without

router = APIRouter(prefix="/organiser/calls/{call}/phases")
ADDED = N_("La phase est ajoutée.")
SAVED = N_("C’est enregistré : les évaluateurs voient ce que dit la phase.")
REMOVED = N_("La phase est retirée.")
BEGUN = N_("La phase a commencé : les évaluateurs voient ce qu’elle dit.")


@router.get("")
def phases(office: Run, on: Annotated[str, Query(max_length=30)] = "") -> Response:
    """The phases of a call, and what a reviewer sees now, or on another day."""
    plan, language = plan_of(office.call), office.language
    at = _instant(on, office) or office.now
    names = {one.key: text_in(one.title, language) for one in plan.phases}
    return office.show(
        "organiser/phases.html",
        phases=shown_phases(plan, office.now, language),
        sight=sight_at(plan, office.tracks, at, language),
        on=local(at, office.call.zone),
        is_now=at == office.now,
        tracks=office.tracks,
        starts=[(key, office.page.say(title), office.page.say(text)) for key, (title, text, _) in STARTS.items()],
        history=[(row, names.get(row.phase, row.phase)) for row in starts(office.db, office.call.id)],
    )


@router.post("")
def add_phase(form: Calendared[PhaseForm], office: Run) -> Response:
    """One more phase."""
    if not form.ok:
        return _edit(office, form, status=422)
    try:
        review_phases.add(office.db, office.call, form.form, actor=office.me, now=office.now)
    except (Invalid, Stale) as error:
        return _edit(office, form, error=error)
    return office.page.see(f"{office.path}/phases", ADDED)


@router.get("/new")
def new_phase(office: Run, like: Annotated[str, Query(max_length=40)] = "alone") -> Response:
    """A phase to write, from ready-made rules or like another one."""
    copied = next((one for one in plan_of(office.call).phases if one.key == like), None)
    title, _, rules = STARTS.get(like, STARTS["alone"])
    words = {language: translations(language).gettext(title) for language in LANGUAGES}
    return _edit(office, phase_fields(office.call, None, copied.rules if copied else rules, {} if copied else words))


@router.get("/{phase}")
def one_phase(phase: str, office: Run) -> Response:
    """A phase to change."""
    found = phase_of(plan_of(office.call), phase)
    return _edit(office, phase_fields(office.call, found, found.rules, found.title), key=phase)


@router.post("/{phase}")
def change_phase(phase: str, form: Calendared[PhaseForm], office: Run) -> Response:
    """Another title, another beginning, other rules."""
    phase_of(plan_of(office.call), phase)
    if not form.ok:
        return _edit(office, form, key=phase, status=422)
    try:
        review_phases.alter(office.db, office.call, phase, form.form, actor=office.me, now=office.now)
    except (Invalid, Stale) as error:
        return _edit(office, form, key=phase, error=error)
    return office.page.see(f"{office.path}/phases", SAVED)


@router.get("/{phase}/start")
def ask_start(phase: str, office: Run) -> Response:
    """Ask before a phase begins, with what reviewers would see."""
    return _start(office, phase, blank(office.language))


@router.post("/{phase}/start")
def start_phase(phase: str, form: Posted[StartForm], office: Run) -> Response:
    """The next phase begins now."""
    if not form.ok:
        return _start(office, phase, form, status=422)
    try:
        review_phases.start(office.db, office.call, phase, form.form, actor=office.me, now=office.now)
    except (Stale, WrongState) as error:
        return _start(office, phase, form.refused(error), status=409)
    return office.page.see(f"{office.path}/phases", BEGUN)


@router.get("/{phase}/remove")
def ask_removal(phase: str, office: Run) -> Response:
    """Ask before a phase goes, with what reviewers would see then."""
    return _removal(office, phase)


@router.post("/{phase}/remove")
def remove_phase(phase: str, form: Posted[RemovalForm], office: Run) -> Response:
    """The call goes on without this phase."""
    if not form.ok:
        return _removal(office, phase, status=422)
    try:
        review_phases.remove(office.db, office.call, phase, version=form.form.version, actor=office.me, now=office.now)
    except Stale:
        return _removal(office, phase, status=409)
    return office.page.see(f"{office.path}/phases", REMOVED)


def _edit(
    office: Office, form: Bound[Any], *, key: str = "", status: int = 200, error: DomainError | None = None
) -> Response:
    """The form of a phase; when somebody changed the phases meanwhile, theirs beside it."""
    stale = isinstance(error, Stale)
    plan, say = plan_of(office.call), office.page.say
    theirs = next((one for one in plan.phases if one.key == key), None) if stale else None
    return office.show(
        "organiser/phase.html",
        status=error.status if error else status,
        form=form.refused(error) if error and not stale else form,
        key=key,
        is_first=not plan.phases or (len(plan.phases) == 1 and bool(key)),
        sights=[(value, say(title), say(text)) for value, title, text in SIGHTS],
        twice=twice_words({"zone": [office.call.zone], **form.raw}),
        stale=stale,
        theirs=theirs,
        theirs_said=said(theirs.rules, office.language) if theirs else [],
        version=office.call.version,
    )


def _start(office: Office, key: str, form: Bound[Any], *, status: int = 200) -> Response:
    plan, language = plan_of(office.call), office.language
    found = phase_of(plan, key)
    if review_phases.next_phase(plan, office.now) != found and status == 200:
        raise WrongState("not_the_next_phase")
    return office.show(
        "organiser/phase_start.html",
        status=status,
        phase=found,
        form=form,
        before=said(rules_at(plan, office.now), language),
        after=said(found.rules, language),
    )


def _removal(office: Office, key: str, *, status: int = 200) -> Response:
    plan, language = plan_of(office.call), office.language
    found = next((one for one in plan.phases if one.key == key), None)
    if found is None and status != 409:
        raise NotFound
    return office.show(
        "organiser/phase_remove.html",
        status=status,
        phase=found,
        key=key,
        is_current=found is not None and phase_at(plan, office.now) == found,
        after=said(without(plan, key, office.now), language),
    )


def _instant(text: str, office: Office) -> datetime | None:
    """The day that was asked for, in the zone of the call; one that is none is now."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return near_instant_in(at, office.call.zone) if at.tzinfo is None else at
