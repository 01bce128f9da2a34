"""New calls: from a blank page, from an earlier one, from a document. Whoever makes one becomes its organiser."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app.adapters.storage import Storage
from app.domain.entry import dump_entry
from app.domain.errors import Forbidden, Invalid
from app.domain.form_plans import FormPlan
from app.domain.instants import moved
from app.domain.reviewing import Reviewing, reviewing_as_json
from app.domain.roles import Actor, Role
from app.domain.slugs import free_slug
from app.domain.texts import text_in
from app.forms.calendar import MomentForm
from app.forms.call import CallForm, TrackForm
from app.forms.new_call import BlankForm, CopyForm
from app.forms.spoken import RESERVED
from app.models import Call, Membership, Network, Once
from app.queries.call_documents import document_of
from app.services.calendars import local_instant, set_moments
from app.services.call_changes import demand_mine, note
from app.services.call_files import keep_brought
from app.services.tracks import add_track
from app.services.upserts import insert_or_ignore

FIRST_TRACK = TrackForm(key="project", title={"fr": "Projet", "en": "Project"}, form=FormPlan(()))
_PLAIN = {
    "slug", "reference", "title", "summary", "presentation", "faq", "contact_email", "zone", "grace_minutes",
    "reviews_per_dossier", "places", "expected", "is_public", "is_demo",
}  # fmt: skip


def create(db: Session, storage: Storage, form: CallForm, *, actor: Actor, now: datetime) -> Call:
    """A whole call: calendar, networks, tracks with their forms and rubrics. Forms are published with a public call,
    and left to be written in a private one. Raises Forbidden, or Invalid when the address or the reference is taken."""
    demand_maker(actor)
    _demand_free(db, form)
    call = Call(
        **form.model_dump(include=_PLAIN, mode="json"),
        entry=dict[str, object](dump_entry(form.entry)),
        reviewing=reviewing_as_json(form.reviewing),
        opens_at=form.opens_at,
        closes_at=form.closes_at,
        created_at=now,
    )
    _insert(db, call, form)
    set_moments(db, call, form)
    db.add_all(Network(call_id=call.id, **network.model_dump()) for network in form.networks)
    for file in form.files:
        keep_brought(db, storage, call.id, file, now=now)
    for position, track in enumerate(form.tracks):
        add_track(db, call.id, track, position=position, now=now, published_at=now if call.is_public else None)
    db.add(Membership(person_id=actor.id, call_id=call.id, role=Role.ORGANISER, created_at=now, accepted_at=now))
    db.flush()
    note(db, "call.created", call, actor, now, after=form.model_dump(mode="json"))
    return call


def begin_blank(db: Session, storage: Storage, form: BlankForm, *, actor: Actor, now: datetime) -> Call:
    """A private call with one track and an empty form; the same key gives back the call it made."""
    whole = CallForm(
        **form.model_dump(include={"title", "reference", "zone", "opens_at", "closes_at", "grace_minutes"}),
        slug=form.slug or _slug_for(db, text_in(form.title, "fr")),
        moments=form.moments,
        tracks=(FIRST_TRACK,),
    )
    return once(db, form.key, lambda: create(db, storage, whole, actor=actor, now=now), actor=actor, now=now)


def copy(db: Session, storage: Storage, earlier: Call, form: CopyForm, *, actor: Actor, now: datetime) -> Call:
    """A private call like an earlier one of mine, its dates moved; the same key gives back the call it made."""
    demand_mine(earlier, actor)
    whole = copied(db, storage, earlier, form)
    return once(db, form.key, lambda: create(db, storage, whole, actor=actor, now=now), actor=actor, now=now)


def bring_in(db: Session, storage: Storage, form: CallForm, *, key: str = "", actor: Actor, now: datetime) -> Call:
    """The call of a document, private whatever it says; the same key gives back the call it made."""
    whole = form.model_copy(update={"is_public": False, "is_demo": False})
    return once(db, key, lambda: create(db, storage, whole, actor=actor, now=now), actor=actor, now=now)


def copied(db: Session, storage: Storage, earlier: Call, form: CopyForm) -> CallForm:
    """What the copy would be: every instant keeps its hour and its distance from the opening, in days."""
    opens_at = local_instant(form.opens_at, earlier.zone, "opens_at")
    document = document_of(db, storage, earlier)

    def there(at: datetime) -> datetime:
        return moved(at, earlier.zone, earlier.opens_at, opens_at)

    return document.model_copy(
        update={
            "slug": form.slug or _slug_for(db, text_in(form.title, "fr")),
            "reference": form.reference,
            "title": form.title,
            "opens_at": opens_at,
            "closes_at": there(earlier.closes_at),
            "moments": tuple(_moved(moment, there) for moment in document.moments),
            "reviewing": _read_then(document.reviewing, there),
        }
    )


def once(db: Session, key: str, deed: Callable[[], Call], *, actor: Actor, now: datetime) -> Call:
    """Do it, unless this person did it under this key: then, what it made."""
    if not key:
        return deed()
    row = Once(key=f"call:{actor.id}:{key}", created_at=now)
    # Inside a savepoint: a refusal shown on the page gives the key back.
    with db.begin_nested():
        if not insert_or_ignore(db, row):
            return db.get_one(Call, UUID(db.get_one(Once, row.key).location))
        made = deed()
        db.get_one(Once, row.key).location = str(made.id)
    return made


def demand_maker(actor: Actor) -> None:
    """Raise Forbidden for whoever may not make a call."""
    if not actor.makes_calls:
        raise Forbidden("may_not_make_calls")


def _moved(moment: MomentForm, there: Callable[[datetime], datetime]) -> MomentForm:
    ends_at = there(moment.ends_at) if moment.ends_at else None
    return moment.model_copy(update={"starts_at": there(moment.starts_at), "ends_at": ends_at})


def _read_then(plan: Reviewing, there: Callable[[datetime], datetime]) -> Reviewing:
    """The same phases and wishes, at other dates."""
    phases = tuple(replace(phase, starts_at=there(phase.starts_at)) for phase in plan.phases)
    return replace(plan, phases=phases, wishes_until=there(plan.wishes_until) if plan.wishes_until else None)


def _slug_for(db: Session, title: str) -> str:
    taken = {*RESERVED, *db.execute(select(col(Call.slug))).scalars()}
    return free_slug(title, taken, otherwise="appel")


def _insert(db: Session, call: Call, form: CallForm) -> None:
    """Add the row; of two who take one address at the same instant, the second is told as if it came later."""
    try:
        with db.begin_nested():
            db.add(call)
    except IntegrityError:
        _demand_free(db, form)
        raise


def _demand_free(db: Session, form: CallForm) -> None:
    for field in ("slug", "reference"):
        column = getattr(Call, field)
        if db.execute(select(col(Call.id)).where(column == getattr(form, field))).first():
            raise Invalid(f"{field}_taken", field=field)
