"""Calls changed part by part: their texts, what they aim at, who may read them; a stale change is refused."""

from datetime import datetime

from sqlmodel import Session

from app.domain.errors import WrongState
from app.domain.roles import Actor
from app.forms.call import AimsForm, TextsForm
from app.models import Call
from app.services.call_changes import changed, demand_fresh, demand_mine
from app.services.form_versions import publish_first


def change_texts(db: Session, call: Call, form: TextsForm, *, actor: Actor, now: datetime) -> Call:
    """Rewrite what everyone reads of a call. Raises Stale."""
    demand_mine(call, actor)
    demand_fresh(db, call, form.version)
    names = ("title", "summary", "presentation", "contact_email", "faq")
    before = {name: getattr(call, name) for name in names}
    after = form.model_dump(include=set(names), mode="json")
    for name in names:
        setattr(call, name, after[name])
    return changed(db, "call.texts_changed", call, actor, now, before=before, after=after)


def change_aims(db: Session, call: Call, form: AimsForm, *, actor: Actor, now: datetime) -> Call:
    """Change how many places, readings and dossiers are counted on. Raises Stale, or WrongState once published."""
    demand_mine(call, actor)
    demand_fresh(db, call, form.version)
    if call.published_at is not None:
        raise WrongState("already_published")
    names = ("places", "reviews_per_dossier", "expected")
    before = {name: getattr(call, name) for name in names}
    for name in names:
        setattr(call, name, getattr(form, name))
    return changed(db, "call.aims_changed", call, actor, now, before=before, after=form.model_dump(mode="json"))


def open_to_public(db: Session, call: Call, *, version: int, actor: Actor, now: datetime) -> Call:
    """Let everyone read the page of the call and publish its forms; doing it twice changes nothing. Raises Stale, or
    WrongState (`form_not_ready`, with its `track`) while a form cannot be asked."""
    demand_mine(call, actor)
    if not call.is_public:
        publish_first(db, call, actor=actor, now=now)
    return _show(db, call, True, version=version, actor=actor, now=now)


def close_to_public(db: Session, call: Call, *, version: int, actor: Actor, now: datetime) -> Call:
    """Keep the page of the call for its organisers. Raises Stale, or WrongState once somebody filed a dossier."""
    demand_mine(call, actor)
    if call.is_public and call.dossiers_filed:
        raise WrongState("call_has_dossiers")
    return _show(db, call, False, version=version, actor=actor, now=now)


def _show(db: Session, call: Call, is_public: bool, *, version: int, actor: Actor, now: datetime) -> Call:
    demand_mine(call, actor)
    if call.is_public == is_public:
        return call
    demand_fresh(db, call, version)
    call.is_public = is_public
    return changed(db, "call.shown" if is_public else "call.hidden", call, actor, now, before={}, after={})
