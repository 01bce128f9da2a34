"""Whom those who file a dossier ask to keep away from it: said, taken back, and answered by an organiser."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.domain.errors import Forbidden, Invalid, NotFound, Stale, WrongState
from app.domain.notices import NoticeKind
from app.domain.permissions import can
from app.domain.roles import Actor
from app.forms.conflicts import ConcernAnswer, ConcernForm
from app.models import Concern, Dossier, Once, Person
from app.queries.assignments import people_of
from app.queries.visibility import facts_of
from app.services import conflicts, detection, exchange_letters, journal
from app.services.upserts import insert_or_ignore

MOST = 10


def say(db: Session, dossier: Dossier, form: ConcernForm, *, actor: Actor, now: datetime) -> Concern:
    """Ask that somebody be kept away. Raises Forbidden, WrongState when it would change nothing any more."""
    verdict = can("raise_concern", facts_of(db, dossier, actor, now))
    if not verdict:
        raise WrongState(verdict.reason) if verdict.reason == "concern_closed" else Forbidden(verdict.reason)
    once = Once(key=f"concern:{dossier.id}:{actor.id}:{form.key}", created_at=now)
    said = db.get(Once, once.key) if form.key else None
    if said is None and _number(db, dossier.id) >= MOST:
        raise Invalid("too_many_concerns", field="name", most=MOST)
    if said is not None or (form.key and not insert_or_ignore(db, once)):
        return db.get_one(Concern, UUID(db.get_one(Once, once.key).location))
    made = Concern(
        dossier_id=dossier.id,
        author_id=actor.id,
        name=form.name,
        organisation=form.organisation,
        reason=form.reason,
        created_at=now,
    )
    db.add(made)
    db.flush()
    if form.key:
        db.get_one(Once, once.key).location = str(made.id)
    _note(db, "concern.said", made, dossier, actor, now)
    return made


def take_back(db: Session, concern: Concern, *, actor: Actor, now: datetime) -> None:
    """Ask it no longer; what was answered stays. Raises Forbidden, WrongState."""
    dossier = db.get_one(Dossier, concern.dossier_id)
    if not facts_of(db, dossier, actor, now).writes:
        raise Forbidden("not_yours")
    db.refresh(concern, with_for_update=True)
    if concern.settled_at is not None:
        raise WrongState("concern_settled")
    if concern.removed_at is None:
        concern.removed_at = now
        db.add(concern)
        _note(db, "concern.taken_back", concern, dossier, actor, now)


def settle(db: Session, concern: Concern, form: ConcernAnswer, *, actor: Actor, now: datetime) -> Concern:
    """Answer those who file, and keep somebody away if it is so. Raises Forbidden, Invalid, NotFound, Stale."""
    dossier = db.get_one(Dossier, concern.dossier_id)
    if not can("see_conflicts", facts_of(db, dossier, actor, now)) or not actor.is_organiser(dossier.call_id):
        raise Forbidden("only_an_organiser")
    db.refresh(concern, with_for_update=True)
    if concern.removed_at is not None:
        raise NotFound
    if concern.settled_at is not None:
        if concern.settled_by == actor.id and concern.answer == form.answer:
            return concern
        raise Stale("concern_settled")
    if form.person is not None and form.person not in {person.id for person in people_of(db, dossier.call_id)}:
        raise Invalid("not_a_reviewer", field="person")
    concern.settled_at, concern.settled_by, concern.answer = now, actor.id, form.answer
    db.add(concern)
    db.flush()
    _answer(db, concern, dossier, now)
    _note(db, "concern.settled", concern, dossier, actor, now)
    if form.person is not None:
        conflicts.declare(db, dossier, form.person, concern.reason, actor=actor, now=now, source="applicant")
    return concern


def _number(db: Session, dossier_id: UUID) -> int:
    query = select(func.count()).select_from(Concern)
    query = query.where(col(Concern.dossier_id) == dossier_id, col(Concern.removed_at).is_(None))
    return int(db.execute(query).scalar_one())


def _answer(db: Session, concern: Concern, dossier: Dossier, now: datetime) -> None:
    """Their answer, by mail, without a word of whether that person reads anything."""
    to = db.get_one(Person, concern.author_id)
    more = {
        "about": concern.name,
        "answer": concern.answer,
        "link": f"/applicant/dossiers/{dossier.id}/concerns",
    }
    letter = exchange_letters.letter(db, dossier, NoticeKind.CONCERN_ANSWERED, to, dict(more))
    exchange_letters.post(db, dossier, letter, concern.id, now)


def _note(db: Session, action: str, concern: Concern, dossier: Dossier, actor: Actor, now: datetime) -> None:
    """A line of the journal; ties are looked for again, for a name is one."""
    if dossier.filed_at is not None:
        detection.request(db, dossier.call_id, actor_id=actor.id, now=now)
    after = journal.digest({"name": concern.name, "reason": concern.reason, "answer": concern.answer})
    subject = f"dossier:{dossier.id}"
    journal.write(db, action, subject, actor_id=actor.id, now=now, call_id=dossier.call_id, after=after)
