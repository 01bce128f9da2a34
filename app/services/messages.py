"""Messages about a dossier, between those who file it and the organisers of its call."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col

from app.domain.errors import Forbidden
from app.domain.permissions import Facts, can
from app.domain.roles import Actor
from app.forms.exchange import MessageForm
from app.models import Dossier, DossierMessage, Once, Person
from app.queries.messages import may_open, thread, unread_in
from app.queries.visibility import facts_of
from app.services import exchange_letters as letters
from app.services import journal
from app.services.drafts import note
from app.services.upserts import insert_or_ignore


def send(db: Session, dossier: Dossier, form: MessageForm, *, actor: Actor, now: datetime) -> DossierMessage:
    """Write to the other side, which is told by mail; what waited for an answer is read. Raises Forbidden.

    Organisers are told once, until they read: several messages in a row make one mail. Those who have already written
    about this dossier are told, or all of them when none has.
    """
    facts = _demand(db, dossier, actor, now)
    once = Once(key=f"message:{dossier.id}:{actor.id}:{form.key}", created_at=now)
    if form.key and not insert_or_ignore(db, once):
        return db.get_one(DossierMessage, UUID(db.get_one(Once, once.key).location))
    ours = not facts.is_inside
    waits = unread_in(db, dossier.id, from_organisers=False) if not ours else 0
    _read(db, dossier, from_organisers=not ours, now=now)
    made = DossierMessage(
        dossier_id=dossier.id, author_id=actor.id, from_organisers=ours, text=form.text, created_at=now
    )
    db.add(made)
    db.flush()
    if form.key:
        db.get_one(Once, once.key).location = str(made.id)
    for person in _told(db, dossier, ours=ours, waits=bool(waits)):
        mail = letters.message(db, dossier, person, actor.name, form.text, from_organisers=ours)
        letters.post(db, dossier, mail, made.id, now)
    note(db, "dossier.message_sent", dossier, actor, now, after=journal.digest(form.text))
    return made


def read(db: Session, dossier: Dossier, *, actor: Actor, now: datetime) -> int:
    """What the other side wrote was read; how many messages that was. Raises Forbidden."""
    facts = _demand(db, dossier, actor, now)
    number = _read(db, dossier, from_organisers=facts.is_inside, now=now)
    if number:
        note(db, "dossier.messages_read", dossier, actor, now)
    return number


def _demand(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> Facts:
    facts = facts_of(db, dossier, actor, now)
    if not can("message", facts) or not may_open(db, dossier, facts):
        raise Forbidden("only_a_writer" if facts.hand else "only_an_organiser")
    return facts


def _read(db: Session, dossier: Dossier, *, from_organisers: bool, now: datetime) -> int:
    mine = (col(DossierMessage.dossier_id) == dossier.id) & (col(DossierMessage.from_organisers) == from_organisers)
    waiting = update(DossierMessage).where(mine, col(DossierMessage.read_at).is_(None))
    return int(db.execute(waiting.values(read_at=now)).rowcount)  # type: ignore[attr-defined]


def _told(db: Session, dossier: Dossier, *, ours: bool, waits: bool) -> list[Person]:
    """Who gets the mail."""
    if ours:
        return letters.writers(db, dossier)
    if waits:
        return []
    every = letters.organisers(db, dossier)
    known = {row.author_id for row in thread(db, dossier.id) if row.from_organisers}
    return [person for person in every if person.id in known] or every
