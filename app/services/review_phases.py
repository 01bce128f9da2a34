"""Phases of reviewing: added, changed, taken away, begun by hand; what reviewers see follows at once."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from app.domain.errors import Invalid, NotFound, WrongState
from app.domain.reviewing import Reviewing, ReviewPhase, reviewing_as_json, with_phases
from app.domain.roles import Actor
from app.domain.slugs import free_key
from app.domain.texts import Texts, text_in
from app.forms.review_phase import PhaseForm, StartForm
from app.models import Call, CallChange
from app.queries.reviewing import plan_of
from app.services.reviewing import change

MOST = 20
TAKEN = "new"
"""A key that is the address of the page where one is added."""


def add(db: Session, call: Call, form: PhaseForm, *, actor: Actor, now: datetime) -> ReviewPhase:
    """One more phase, where its beginning puts it. Raises Stale, or Invalid when another begins at the same instant."""
    plan = plan_of(call)
    if len(plan.phases) >= MOST:
        raise Invalid("too_many_phases", field="title.fr", most=MOST)
    key = free_key(text_in(form.title, "fr"), {TAKEN, *(one.key for one in plan.phases)}, otherwise="phase")
    made = ReviewPhase(key, Texts.of(form.title), form.starts_at, form.rules)
    _keep(db, call, plan, (*plan.phases, made), version=form.version, actor=actor, now=now)
    return made


def alter(db: Session, call: Call, key: str, form: PhaseForm, *, actor: Actor, now: datetime) -> ReviewPhase:
    """Another title, another beginning, other rules. Raises Stale, NotFound, or Invalid as `add` does."""
    plan = plan_of(call)
    found = phase_of(plan, key)
    made = replace(found, title=Texts.of(form.title), starts_at=form.starts_at, rules=form.rules)
    phases = tuple(made if one.key == key else one for one in plan.phases)
    _keep(db, call, plan, phases, version=form.version, actor=actor, now=now)
    return made


def remove(db: Session, call: Call, key: str, *, version: int, actor: Actor, now: datetime) -> None:
    """The phase before it lasts until the next one begins. Raises Stale."""
    plan = plan_of(call)
    phases = tuple(one for one in plan.phases if one.key != key)
    _keep(db, call, plan, phases, version=version, actor=actor, now=now)


def start(db: Session, call: Call, key: str, form: StartForm, *, actor: Actor, now: datetime) -> ReviewPhase:
    """The next phase begins now; its reason is kept. Raises Stale, NotFound, or WrongState for any other phase."""
    plan = plan_of(call)
    found = phase_of(plan, key)
    if next_phase(plan, now) != found:
        raise WrongState("not_the_next_phase")
    made = replace(found, starts_at=now.replace(microsecond=0))
    phases = tuple(made if one.key == key else one for one in plan.phases)
    before = dict(call.reviewing)
    _keep(db, call, plan, phases, version=form.version, actor=actor, now=now)
    after = dict[str, object](reviewing_as_json(plan_of(call)), phase=key)
    db.add(
        CallChange(
            call_id=call.id, author_id=actor.id, at=now, kind="phase", reason=form.reason, before=before, after=after
        )
    )
    db.flush()
    return made


def phase_of(plan: Reviewing, key: str) -> ReviewPhase:
    """The phase of this key; raises NotFound."""
    found = next((one for one in plan.phases if one.key == key), None)
    if found is None:
        raise NotFound
    return found


def next_phase(plan: Reviewing, now: datetime) -> ReviewPhase | None:
    """The first phase that has not begun."""
    return next((one for one in plan.phases if one.starts_at > now), None)


def _keep(
    db: Session,
    call: Call,
    plan: Reviewing,
    phases: tuple[ReviewPhase, ...],
    *,
    version: int,
    actor: Actor,
    now: datetime,
) -> None:
    if len({one.starts_at for one in phases}) < len(phases):
        raise Invalid("phases_at_once", field="starts_at")
    change(db, call, with_phases(plan, phases), version=version, actor=actor, now=now)
