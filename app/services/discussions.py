"""What reviewers and organisers say to each other about a dossier: said, put differently, taken back, read."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col

from app.domain.discussions import CHANGED_WITHIN, Voice, marked, names_for
from app.domain.errors import Forbidden, NotFound, Stale, WrongState
from app.domain.permissions import Facts, can
from app.domain.roles import Actor
from app.forms.discussion import Saying
from app.models import DiscussionMessage, DiscussionSeen, Dossier, Once
from app.queries.calls import call_of
from app.queries.discussions import get_said, message_in, seen_at, unread_by, voices
from app.queries.visibility import facts_of, rules_of
from app.services import discussion_letters as letters
from app.services import journal, summaries
from app.services.upserts import insert_or_ignore


def say(
    db: Session, dossier: Dossier, form: Saying, *, language: str = "fr", actor: Actor, now: datetime
) -> DiscussionMessage:
    """Say something about a dossier; the same `key` says it once. Raises Forbidden.

    Whoever is called upon gets a letter; the others get one until they have read: several messages make one letter.
    `language`: in which names are called that stand for others. What the page had shown is read.
    """
    facts = _demand(db, dossier, actor, now)
    once = Once(key=f"discussion:{dossier.id}:{actor.id}:{form.key}", created_at=now)
    if form.key and not insert_or_ignore(db, once):
        return db.get_one(DiscussionMessage, UUID(db.get_one(Once, once.key).location))
    if form.until is not None:
        _see(db, dossier, min(form.until, now), actor)
    everybody = voices(db, dossier)
    kept, called = marked(form.text, _here(everybody, actor, facts, language))
    listening = {voice.id for voice in everybody if voice.is_here} - {actor.id}
    behind = unread_by(db, dossier.id, listening)
    made = DiscussionMessage(
        dossier_id=dossier.id, author_id=actor.id, text=kept, mentions=[str(one) for one in called], created_at=now
    )
    db.add(made)
    db.flush()
    if form.key:
        db.get_one(Once, once.key).location = str(made.id)
    everybody = voices(db, dossier)
    told = _told(everybody, listening, behind, called, is_open=rules_of(call_of(db, dossier.call_id), now).may_comment)
    letters.tell(db, dossier, made, everybody, told, now=now)
    _note(db, "discussion.said", made, dossier, actor, now)
    return made


def change(
    db: Session,
    dossier: Dossier,
    said: DiscussionMessage,
    form: Saying,
    *,
    language: str = "fr",
    actor: Actor,
    now: datetime,
) -> DiscussionMessage:
    """Put differently what one said oneself, within half an hour. Raises Forbidden, WrongState, Stale."""
    facts = _demand(db, dossier, actor, now)
    if said.author_id != actor.id:
        raise Forbidden("only_its_author")
    if said.removed_at is not None:
        raise NotFound
    everybody = voices(db, dossier)
    kept, called = marked(form.text, _here(everybody, actor, facts, language))
    if kept == said.text:
        return said
    if now >= said.created_at + CHANGED_WITHIN:
        raise WrongState("said_too_long_ago")
    if form.version not in (None, said.version):
        raise Stale("said_changed")
    said.text, said.mentions, said.version = kept, [str(one) for one in called], said.version + 1
    db.add(said)
    db.flush()
    letters.put_differently(db, dossier, said, everybody, now=now)
    _note(db, "discussion.changed", said, dossier, actor, now)
    return said


def take_back(db: Session, dossier: Dossier, said: DiscussionMessage, *, actor: Actor, now: datetime) -> None:
    """Take back what one said; an organiser may take back what anybody said. Its words go. Raises Forbidden."""
    facts = _demand(db, dossier, actor, now)
    if said.author_id != actor.id and not facts.is_organiser:
        raise Forbidden("only_its_author")
    if said.removed_at is not None:
        return
    said.removed_at, said.text, said.mentions, said.version = now, "", [], said.version + 1
    db.add(said)
    db.flush()
    letters.take_back(db, said)
    _note(db, "discussion.taken_back", said, dossier, actor, now)


def read(db: Session, dossier: Dossier, until: datetime, *, actor: Actor, now: datetime) -> None:
    """What was said until then is read. Raises Forbidden."""
    _demand(db, dossier, actor, now)
    if _see(db, dossier, min(until, now), actor):
        subject = f"dossier:{dossier.id}"
        journal.write(db, "discussion.read", subject, actor_id=actor.id, now=now, call_id=dossier.call_id)


def _see(db: Session, dossier: Dossier, until: datetime, actor: Actor) -> bool:
    """Whether anything was seen that had not been."""
    known = seen_at(db, dossier.id, actor.id)
    if known is not None and known >= until:
        return False
    row = DiscussionSeen(dossier_id=dossier.id, person_id=actor.id, seen_at=until)
    if not insert_or_ignore(db, row):
        mine = (col(DiscussionSeen.dossier_id) == dossier.id) & (col(DiscussionSeen.person_id) == actor.id)
        db.execute(update(DiscussionSeen).where(mine, col(DiscussionSeen.seen_at) < until).values(seen_at=until))
    return True


def said_in(db: Session, dossier: Dossier, message_id: UUID) -> DiscussionMessage:
    """Something that was said about this dossier; raises NotFound."""
    found = message_in(db, dossier.id, message_id)
    if found is None:
        raise NotFound
    return found


def to_change(db: Session, dossier: Dossier, message_id: UUID, *, actor: Actor, now: datetime) -> DiscussionMessage:
    """Something that is still said and that this person may change or take back; raises NotFound."""
    found = get_said(db, dossier.id, message_id)
    runs = facts_of(db, dossier, actor, now).is_organiser
    if found is None or found.removed_at is not None or not (found.author_id == actor.id or runs):
        raise NotFound
    return found


def may_change(said: DiscussionMessage, actor: Actor, now: datetime) -> bool:
    """Whether this person may still put it differently."""
    return said.author_id == actor.id and now < said.created_at + CHANGED_WITHIN


def _demand(db: Session, dossier: Dossier, actor: Actor, now: datetime) -> Facts:
    """Two who speak at once take turns: nobody is told twice of what they have not read."""
    summaries.hold(db, [dossier.id])
    facts = facts_of(db, dossier, actor, now)
    if not can("discuss", facts):
        raise Forbidden("discussion_closed")
    return facts


def _here(everybody: list[Voice], actor: Actor, facts: Facts, language: str) -> dict[UUID, str]:
    """Who may be called upon, by the names that this person knows."""
    others = [voice for voice in everybody if voice.is_here and voice.id != actor.id]
    return names_for(others, language, named=bool(can("see_reviewers", facts)))


def _told(
    everybody: list[Voice], listening: set[UUID], behind: set[UUID], called: list[UUID], *, is_open: bool
) -> set[UUID]:
    """Who gets a letter: whoever is called upon; reviewers, and organisers who spoke, who had read all the rest.

    Reviewers to whom the discussion is not open hear nothing of it.
    """
    heard = {voice.id for voice in everybody if voice.id in listening and (voice.is_organiser or is_open)}
    concerned = {voice.id for voice in everybody if voice.id in heard and (not voice.is_organiser or voice.spoke)}
    return (concerned - behind) | (heard & set(called))


def _note(db: Session, action: str, said: DiscussionMessage, dossier: Dossier, actor: Actor, now: datetime) -> None:
    after = journal.digest(said.text) if said.text else ""
    subject = f"discussion_message:{said.id}"
    journal.write(db, action, subject, actor_id=actor.id, now=now, call_id=dossier.call_id, after=after)
