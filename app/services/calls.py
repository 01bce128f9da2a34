"""Calls: made whole from one document, then changed part by part; a stale change is refused."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlmodel import Session, col

from app.domain.entry import dump_entry
from app.domain.errors import Forbidden, Invalid, Stale, WrongState
from app.domain.roles import Actor
from app.forms.call import AimsForm, CalendarForm, CallForm, MomentForm, TextsForm, instant_in
from app.models import Call, Moment, Network
from app.services import journal
from app.services.form_versions import publish_first
from app.services.tracks import add_track


def create(db: Session, form: CallForm, *, actor: Actor, now: datetime) -> Call:
    """A whole call: calendar, networks, tracks with their forms (locked) and rubrics. Administrators alone; Invalid
    when the address or the reference is taken."""
    if not actor.is_admin or actor.only_call is not None:
        raise Forbidden("only_an_administrator")
    _demand_free(db, form)
    plain = form.model_dump(
        include={
            "slug", "reference", "title", "summary", "presentation", "faq", "contact_email", "zone", "grace_minutes",
            "reviews_per_dossier", "places", "expected", "is_public", "is_demo",
        },
        mode="json",
    )  # fmt: skip
    call = Call(
        **plain,
        entry=dict[str, object](dump_entry(form.entry)),
        opens_at=form.instant(form.opens_at),
        closes_at=form.instant(form.closes_at),
        created_at=now,
    )
    db.add(call)
    db.flush()
    _set_moments(db, call, form.moments)
    db.add_all(Network(call_id=call.id, **network.model_dump()) for network in form.networks)
    for position, track in enumerate(form.tracks):
        add_track(db, call.id, track, position=position, now=now)
    db.flush()
    _note(db, "call.created", call, actor, now, after=form.model_dump(mode="json"))
    return call


def change_calendar(db: Session, call: Call, form: CalendarForm, *, actor: Actor, now: datetime) -> Call:
    """Move the dates of a call, with its zone and grace. Raises Stale, or WrongState once the results are published."""
    _demand_mine(call, actor)
    _demand_fresh(db, call, form.version)
    if call.published_at is not None:
        raise WrongState("already_published")
    before = calendar_text(db, call)
    call.zone, call.grace_minutes = form.zone, form.grace_minutes
    call.opens_at, call.closes_at = form.instant(form.opens_at), form.instant(form.closes_at)
    db.execute(delete(Moment).where(col(Moment.call_id) == call.id))
    _set_moments(db, call, form.moments)
    return _changed(db, "call.calendar_changed", call, actor, now, before=before, after=form.model_dump(mode="json"))


def change_texts(db: Session, call: Call, form: TextsForm, *, actor: Actor, now: datetime) -> Call:
    """Rewrite what everyone reads of a call. Raises Stale."""
    _demand_mine(call, actor)
    _demand_fresh(db, call, form.version)
    names = ("title", "summary", "presentation", "contact_email", "faq")
    before = {name: getattr(call, name) for name in names}
    after = form.model_dump(include=set(names), mode="json")
    for name in names:
        setattr(call, name, after[name])
    return _changed(db, "call.texts_changed", call, actor, now, before=before, after=after)


def change_aims(db: Session, call: Call, form: AimsForm, *, actor: Actor, now: datetime) -> Call:
    """Change how many places, readings and dossiers are counted on. Raises Stale, or WrongState once published."""
    _demand_mine(call, actor)
    _demand_fresh(db, call, form.version)
    if call.published_at is not None:
        raise WrongState("already_published")
    names = ("places", "reviews_per_dossier", "expected")
    before = {name: getattr(call, name) for name in names}
    for name in names:
        setattr(call, name, getattr(form, name))
    return _changed(db, "call.aims_changed", call, actor, now, before=before, after=form.model_dump(mode="json"))


def open_to_public(db: Session, call: Call, *, version: int, actor: Actor, now: datetime) -> Call:
    """Let everyone read the page of the call and publish its forms; doing it twice changes nothing. Raises Stale, or
    WrongState (`form_not_ready`, with its `track`) while a form cannot be asked."""
    _demand_mine(call, actor)
    if not call.is_public:
        publish_first(db, call, actor=actor, now=now)
    return _show(db, call, True, version=version, actor=actor, now=now)


def close_to_public(db: Session, call: Call, *, version: int, actor: Actor, now: datetime) -> Call:
    """Keep the page of the call for its organisers. Raises Stale, or WrongState once somebody filed a dossier."""
    _demand_mine(call, actor)
    if call.is_public and call.dossiers_filed:
        raise WrongState("call_has_dossiers")
    return _show(db, call, False, version=version, actor=actor, now=now)


def calendar_text(db: Session, call: Call) -> dict[str, object]:
    """The calendar as plain values, to compare or to keep a digest of."""
    query = select(Moment).where(col(Moment.call_id) == call.id).order_by(col(Moment.starts_at), col(Moment.id))
    moments = [row.model_dump(mode="json", exclude={"id", "call_id"}) for row in db.execute(query).scalars()]
    return call.model_dump(mode="json", include={"zone", "opens_at", "closes_at", "grace_minutes"}) | {
        "moments": moments
    }


def _show(db: Session, call: Call, is_public: bool, *, version: int, actor: Actor, now: datetime) -> Call:
    _demand_mine(call, actor)
    if call.is_public == is_public:
        return call
    _demand_fresh(db, call, version)
    call.is_public = is_public
    return _changed(db, "call.shown" if is_public else "call.hidden", call, actor, now, before={}, after={})


def _set_moments(db: Session, call: Call, moments: tuple[MomentForm, ...]) -> None:
    for moment in moments:
        plain = moment.model_dump(mode="json", include={"kind", "title", "place"})
        ends_at = instant_in(moment.ends_at, call.zone) if moment.ends_at else None
        starts_at = instant_in(moment.starts_at, call.zone)
        db.add(Moment(call_id=call.id, starts_at=starts_at, ends_at=ends_at, **plain))


def _demand_free(db: Session, form: CallForm) -> None:
    for field in ("slug", "reference"):
        column = getattr(Call, field)
        if db.execute(select(col(Call.id)).where(column == getattr(form, field))).first():
            raise Invalid(f"{field}_taken", field=field)


def _demand_mine(call: Call, actor: Actor) -> None:
    if not actor.is_organiser(call.id) or actor.only_call not in (None, call.id):
        raise Forbidden("only_an_organiser")


def _demand_fresh(db: Session, call: Call, version: int) -> None:
    """The version is compared on the locked row: of two who change the call at once, one is told."""
    db.flush()
    db.refresh(call, with_for_update={"key_share": True})
    if version != call.version:
        raise Stale("stale", version=call.version)


def _changed(
    db: Session, action: str, call: Call, actor: Actor, now: datetime, *, before: object, after: object
) -> Call:
    call.version += 1
    db.add(call)
    db.flush()
    _note(db, action, call, actor, now, before=before, after=after)
    return call


def _note(
    db: Session, action: str, call: Call, actor: Actor, now: datetime, *, before: object = None, after: object = None
) -> None:
    digests = {
        name: journal.digest({"": value}) if value else "" for name, value in (("before", before), ("after", after))
    }
    journal.write(db, action, f"call:{call.id}", actor_id=actor.id, now=now, call_id=call.id, **digests)
