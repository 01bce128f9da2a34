"""The tracks of a call in the hands of its organisers: added, renamed, put in order, removed; the call is held."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, or_, select
from sqlmodel import Session, col

from app.domain.errors import NotFound, Stale, WrongState
from app.domain.roles import Actor
from app.domain.slugs import free_key
from app.forms.track import NewTrackForm, TrackMoveForm, TrackTextsForm
from app.models import Call, Criterion, Dossier, Form, FormEdit, FormVersion, Once, Rubric, Track
from app.queries.calls import tracks
from app.services import journal
from app.services.call_changes import demand_mine
from app.services.standing_signatures import follow_track
from app.services.upserts import insert_or_ignore

TAKEN_OVER = ("has_members", "needs_signatures", "blind", "reviews_wanted", "composition", "outcomes")


def add(db: Session, call: Call, form: NewTrackForm, *, actor: Actor, now: datetime) -> Track:
    """One more track, the last; the same `key` from the same person gives back the one it made.

    `like` takes over the form of another track with the same stable keys, its rubric, its rules and its outcomes.
    Raises Forbidden, WrongState once published, NotFound for a track to copy that is not of this call.
    """
    hold(db, call, actor)
    once = Once(key=f"track:{actor.id}:{form.key}", created_at=now)
    if form.key and not insert_or_ignore(db, once):
        return db.get_one(Track, UUID(db.get_one(Once, once.key).location))
    found = tracks(db, call.id)
    like = next((track for track in found if track.key == form.like), None)
    if form.like and like is None:
        raise NotFound
    key = free_key(form.title["fr"], {one.key for one in found} | _keys_of_forms(db, call.id), otherwise="track")
    track = Track(
        call_id=call.id,
        key=key,
        position=1 + max((one.position for one in found), default=-1),
        title=dict(form.title),
        summary=dict(form.summary),
        form_id=_form(db, call.id, key, like, now),
        rubric_id=_rubric(db, call.id, key, like),
        **{name: getattr(like, name) for name in TAKEN_OVER if like},
    )
    db.add(track)
    db.flush()
    if form.key:
        db.get_one(Once, once.key).location = str(track.id)
    note(db, "track.added", track, actor, now, after=form.model_dump(mode="json"))
    return track


def change(db: Session, track: Track, form: TrackTextsForm, *, actor: Actor, now: datetime) -> Track:
    """Another name, another description. Raises Stale (`theirs`: what stands now), WrongState once published."""
    names = ("title", "summary", "has_members", "needs_signatures")
    after = form.model_dump(mode="json", include=set(names))
    hold(db, db.get_one(Call, track.call_id), actor)
    theirs = {name: getattr(locked(db, track), name) for name in names}
    if after == theirs:
        return track
    demand_fresh(track, form.version, theirs)
    for name in names:
        setattr(track, name, after[name])
    if after["needs_signatures"] != theirs["needs_signatures"]:
        db.flush()
        follow_track(db, track)
    return settled(db, "track.changed", track, actor, now, before=theirs, after=after)


def move(db: Session, track: Track, form: TrackMoveForm, *, actor: Actor, now: datetime) -> None:
    """One place up or down; nothing at the ends. Raises Stale when the track is no longer where it was seen."""
    hold(db, db.get_one(Call, track.call_id), actor)
    found = tracks(db, track.call_id)
    place = next(number for number, one in enumerate(found) if one.id == track.id)
    if place != form.seen:
        raise Stale("order_changed")
    other = place - 1 if form.way == "up" else place + 1
    if not 0 <= other < len(found):
        return
    found[place], found[other] = found[other], found[place]
    for number, one in enumerate(found):
        one.position = number
        db.add(one)
    db.flush()
    note(db, "track.moved", track, actor, now, after={"position": other})


def remove(db: Session, track: Track, *, version: int, actor: Actor, now: datetime) -> None:
    """The call goes on without this track, its form and its rubric. Raises Stale, or WrongState: a dossier was started
    in it, it is the last one of a call that everyone reads, or the results are published.
    """
    call = db.get_one(Call, track.call_id)
    hold(db, call, actor)
    # Held for deletion: whoever starts a dossier in it waits, then finds that it is gone.
    locked(db, track, to_delete=True)
    demand_fresh(track, version, None)
    if started := dossiers_of(db, track.id):
        raise WrongState("track_has_dossiers", number=started)
    if call.is_public and len(tracks(db, call.id)) == 1:
        raise WrongState("last_track")
    before = {"key": track.key, "title": track.title, "composition": track.composition, "outcomes": track.outcomes}
    form_id, rubric_id = track.form_id, track.rubric_id
    db.delete(track)
    db.flush()
    _remove_unused(db, form_id, rubric_id)
    note(db, "track.removed", track, actor, now, before=before)


def hold(db: Session, call: Call, actor: Actor) -> None:
    """The call, held until the transaction ends. Raises Forbidden, or WrongState once its results are published."""
    demand_mine(call, actor)
    db.flush()
    db.refresh(call, with_for_update={"key_share": True})
    if call.published_at is not None:
        raise WrongState("already_published")


def locked(db: Session, track: Track, *, to_delete: bool = False) -> Track:
    """The track as it stands, held until the transaction ends; raises NotFound when it is gone."""
    query = select(Track).where(col(Track.id) == track.id).with_for_update(key_share=not to_delete)
    found: Track | None = db.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def demand_fresh(track: Track, version: int, theirs: object) -> None:
    """Raise Stale unless this is the version that was read."""
    if version != track.version:
        raise Stale("stale", version=track.version, theirs=theirs)


def settled(
    db: Session, action: str, track: Track, actor: Actor, now: datetime, *, before: object, after: object
) -> Track:
    """The track, changed: one version more, one line in the journal."""
    track.version += 1
    db.add(track)
    db.flush()
    note(db, action, track, actor, now, before=before, after=after)
    return track


def note(
    db: Session, action: str, track: Track, actor: Actor, now: datetime, *, before: object = None, after: object = None
) -> None:
    """One line in the journal of the call."""
    pairs = (("before", before), ("after", after))
    digests = {name: journal.digest({"": value}) if value is not None else "" for name, value in pairs}
    subject = f"track:{track.id}"
    journal.write(db, action, subject, actor_id=actor.id, now=now, call_id=track.call_id, **digests)


def dossiers_of(db: Session, track_id: UUID) -> int:
    """How many dossiers were ever started or filed in a track, whatever became of them."""
    here = or_(col(Dossier.track_id) == track_id, col(Dossier.filed_track_id) == track_id)
    return int(db.execute(select(func.count()).select_from(Dossier).where(here)).scalar_one())


def _keys_of_forms(db: Session, call_id: UUID) -> set[str]:
    found = db.execute(select(col(Form.key)).where(col(Form.call_id) == call_id)).scalars()
    return set(found) | set(db.execute(select(col(Rubric.key)).where(col(Rubric.call_id) == call_id)).scalars())


def _form(db: Session, call_id: UUID, key: str, like: Track | None, now: datetime) -> UUID:
    """A form that is being written: empty, or what the last version of another one says."""
    form = Form(call_id=call_id, key=key)
    db.add(form)
    db.flush()
    plan: dict[str, object] = {"sections": []}
    if like is not None:
        versions = select(FormVersion).where(col(FormVersion.form_id) == like.form_id)
        last = db.execute(versions.order_by(col(FormVersion.number).desc()).limit(1)).scalar_one_or_none()
        plan = dict(last.plan) if last else plan
    db.add(FormVersion(form_id=form.id, number=1, plan=plan, created_at=now))
    db.flush()
    return form.id


def _rubric(db: Session, call_id: UUID, key: str, like: Track | None) -> UUID | None:
    """The rubric of another track, open to changes; a track of its own begins without one."""
    if like is None or like.rubric_id is None:
        return None
    rubric = Rubric(call_id=call_id, key=key, scale_max=db.get_one(Rubric, like.rubric_id).scale_max)
    db.add(rubric)
    db.flush()
    for row in db.execute(select(Criterion).where(col(Criterion.rubric_id) == like.rubric_id)).scalars().all():
        db.add(Criterion(**row.model_dump(exclude={"id", "rubric_id"}), rubric_id=rubric.id))
    return rubric.id


def _remove_unused(db: Session, form_id: UUID, rubric_id: UUID | None) -> None:
    """What no other track uses goes with it."""
    if not _used(db, col(Track.form_id) == form_id):
        versions = select(col(FormVersion.id)).where(col(FormVersion.form_id) == form_id)
        db.execute(delete(FormEdit).where(col(FormEdit.form_version_id).in_(versions)))
        db.execute(delete(FormVersion).where(col(FormVersion.form_id) == form_id))
        db.execute(delete(Form).where(col(Form.id) == form_id))
    if rubric_id is not None and not _used(db, col(Track.rubric_id) == rubric_id):
        db.execute(delete(Criterion).where(col(Criterion.rubric_id) == rubric_id))
        db.execute(delete(Rubric).where(col(Rubric.id) == rubric_id))


def _used(db: Session, where: object) -> bool:
    return db.execute(select(col(Track.id)).where(where).limit(1)).first() is not None  # type: ignore[arg-type]
